import { Button } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { IconCircleCheck, IconShieldCheck, IconXboxX } from '@tabler/icons-react'
import { access, mayCall } from '../../../shared/contract/access.ts'
import type { SignedRef } from '../../../shared/contract/returns.ts'
import { refusalOf } from '../../app/refusal-of.ts'
import { useClient } from '../../app/rpc.tsx'
import { useWork } from '../../app/work-context.tsx'
import { Notice } from '../../components/notice.tsx'
import { Problem } from '../../components/problem.tsx'
import classes from './returns.module.css'
import { instantWords, shortHash } from './wording.ts'

/** Who signed a return, when, and the hash that any copy of it can be compared with. */
export function SignedFacts({ signed, appVersion }: { signed: SignedRef; appVersion?: string }) {
  return (
    <dl className={classes.facts2}>
      <div>
        <dt>Signed by</dt>
        <dd>{signed.signedBy}</dd>
      </div>
      <div>
        <dt>Signed on</dt>
        <dd>{instantWords(signed.signedAt)}</dd>
      </div>
      <div>
        <dt>Version</dt>
        <dd>{signed.version}</dd>
      </div>
      <div>
        <dt>SHA-256 begins</dt>
        <dd>
          <code title={signed.sha256}>{shortHash(signed.sha256)}</code>
        </dd>
      </div>
      {appVersion !== undefined && (
        <div>
          <dt>App version</dt>
          <dd>{appVersion}</dd>
        </div>
      )}
    </dl>
  )
}

/** Works the hashes of a signed return out again and says whether it is what was signed. */
export function VerifySigned({ id }: { id: string }) {
  const client = useClient()
  const { person } = useWork()
  const verifying = useMutation({ mutationFn: () => client.signedReturns.verify({ id }) })
  if (!mayCall(access.signedReturns.verify, person.roles)) return null
  const result = verifying.data
  return (
    <div className={classes.verify}>
      <Button
        variant="default"
        leftSection={<IconShieldCheck size={16} aria-hidden />}
        loading={verifying.isPending}
        onClick={() => verifying.mutate()}
      >
        Verify the signed copy
      </Button>
      {verifying.error && (
        <Problem refusal={refusalOf(verifying.error)} title="The copy could not be verified" />
      )}
      {result?.ok && (
        <Notice
          tone="success"
          icon={IconCircleCheck}
          title="The signed copy is what was signed"
          role="status"
        >
          <span>
            Checked {instantWords(result.checkedAt)}. SHA-256{' '}
            <code className={classes.hash}>{result.sha256}</code>
          </span>
        </Notice>
      )}
      {result && !result.ok && (
        <Notice tone="danger" icon={IconXboxX} title="The signed copy is not what was signed" role="alert">
          <ul className={classes.loud}>
            {result.problems.map((problem) => (
              <li key={problem}>{problem}</li>
            ))}
          </ul>
        </Notice>
      )}
    </div>
  )
}
