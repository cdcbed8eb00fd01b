import { Button, List, Stack, Text } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { IconAlertTriangle, IconCircleCheck, IconShieldCheck } from '@tabler/icons-react'
import type { VerifyReport } from '../../../shared/contract/administration.ts'
import { refusalOf } from '../../app/refusal-of.ts'
import { useProcedures } from '../../app/rpc.tsx'
import { Notice } from '../../components/notice.tsx'
import { Problem } from '../../components/problem.tsx'
import { SectionHeader } from './section-header.tsx'
import classes from './settings.module.css'

type Part = 'integrity' | 'auditChain' | 'projections' | 'queueCoverage' | 'signedReturns'

const parts: readonly { id: Part; name: string; good: string }[] = [
  { id: 'integrity', name: 'The file', good: 'It can be read from end to end.' },
  { id: 'auditChain', name: 'The audit trail', good: 'No row was changed, removed or slipped in.' },
  {
    id: 'projections',
    name: 'The lists',
    good: 'Worked out again from what was recorded, every list comes out the same.',
  },
  { id: 'queueCoverage', name: 'The queues', good: 'Every open referral is in a queue. Nobody is lost.' },
  {
    id: 'signedReturns',
    name: 'The signed returns',
    good: 'Each still gives the hash it was signed with, and its children give its figures.',
  },
]

function Report({ report }: { report: VerifyReport }) {
  return (
    <Stack gap="lg">
      {report.ok ? (
        <Notice tone="success" icon={IconCircleCheck} title="All is well" role="status">
          <span>Nothing was found wrong in any of the five checks.</span>
        </Notice>
      ) : (
        <Notice tone="danger" icon={IconAlertTriangle} title="Something is wrong" role="alert">
          <span>
            Nothing was changed. Keep the data folder as it is, and show this page to whoever looks after the
            app.
          </span>
        </Notice>
      )}
      <ul className={classes.checks}>
        {parts.map(({ id, name, good }) => {
          const isGood = report[id] === 'ok'
          const Icon = isGood ? IconCircleCheck : IconAlertTriangle
          return (
            <li key={id} data-good={isGood || undefined}>
              <Icon size={20} aria-hidden />
              <span>
                <strong>{name}</strong>
                <span>{isGood ? good : `Not right: ${report[id]}.`}</span>
              </span>
            </li>
          )
        })}
      </ul>
      {report.problems.length > 0 && (
        <div>
          <Text fw={700}>What was found</Text>
          <List size="md">
            {report.problems.map((problem) => (
              <List.Item key={problem}>{problem}</List.Item>
            ))}
          </List>
        </div>
      )}
    </Stack>
  )
}

/** Checks the whole store on request and says in words what was found. */
export function StoreCheckSection() {
  const procedures = useProcedures()
  const verify = useMutation(procedures.store.verify.mutationOptions())
  return (
    <Stack gap="xl">
      <SectionHeader
        title="Check of the data"
        actions={
          <Button
            leftSection={<IconShieldCheck size={16} aria-hidden />}
            loading={verify.isPending}
            onClick={() => verify.mutate(undefined)}
          >
            Check now
          </Button>
        }
      >
        Reads everything and changes nothing. It may take a few minutes with many years of referrals; you can
        go on working.
      </SectionHeader>
      {verify.error && <Problem refusal={refusalOf(verify.error)} onRetry={() => verify.mutate(undefined)} />}
      {verify.data && <Report report={verify.data} />}
    </Stack>
  )
}
