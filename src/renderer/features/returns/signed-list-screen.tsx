import { Anchor, Button, Loader } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { IconCircleCheck, IconHistory, IconRotate, IconSignature } from '@tabler/icons-react'
import { useState } from 'react'
import { Link } from 'wouter'
import type { SignedReturnBrief } from '../../../shared/contract/signed-returns.ts'
import type { Page } from '../../../shared/contract/procedure.ts'
import { refusalOf } from '../../app/refusal-of.ts'
import { useProcedures } from '../../app/rpc.tsx'
import { EmptyState } from '../../components/empty-state.tsx'
import { formatCount } from '../../components/format-count.ts'
import { PageHeader } from '../../components/page-header.tsx'
import { Problem } from '../../components/problem.tsx'
import { ToneBadge } from '../../components/tone-badge.tsx'
import classes from './returns.module.css'
import { ReturnsTabs } from './returns-tabs.tsx'
import { instantWords, monthWords, shortHash } from './wording.ts'

const pageSize = 60

/** Every signed return, all versions: what was told to whom can always be opened again. */
export default function SignedListScreen() {
  const procedures = useProcedures()
  const [limit, setLimit] = useState(pageSize)
  const signed = useQuery(
    procedures.signedReturns.list.queryOptions({
      input: { offset: 0, limit },
      placeholderData: (before: Page<SignedReturnBrief> | undefined) => before,
    }),
  )
  return (
    <div className={classes.screen}>
      <PageHeader
        title="Returns"
        description="Signed returns stay as they were signed: figures, children, checks and reasons. Newest first, every version."
      />
      <ReturnsTabs />
      {signed.error && !signed.data ? (
        <Problem
          refusal={refusalOf(signed.error)}
          title="The signed returns could not be read"
          onRetry={() => void signed.refetch()}
        />
      ) : !signed.data ? (
        <Loader aria-label="Reading the signed returns" />
      ) : signed.data.total === 0 ? (
        <EmptyState
          title="No month has been signed off yet"
          icon={IconSignature}
          actions={
            <Button component={Link} href="/returns">
              Go to month end
            </Button>
          }
        >
          Once a manager signs a month off, its copy is kept here for good.
        </EmptyState>
      ) : (
        <section className="cw-panel" aria-label="Signed returns">
          <div className={classes.scroller}>
            <table className={`${classes.table} ${classes.words}`}>
              <thead>
                <tr>
                  <th scope="col">Month</th>
                  <th scope="col">Version</th>
                  <th scope="col">State</th>
                  <th scope="col">Signed by</th>
                  <th scope="col">Signed on</th>
                  <th scope="col" className={classes.number}>
                    Children waiting
                  </th>
                  <th scope="col" className={classes.number}>
                    Errors with a reason
                  </th>
                  <th scope="col" className={classes.number}>
                    Warnings
                  </th>
                  <th scope="col">SHA-256 begins</th>
                </tr>
              </thead>
              <tbody>
                {signed.data.rows.map((each) => (
                  <SignedRow key={each.id} signed={each} />
                ))}
              </tbody>
            </table>
          </div>
          <div className={classes.more}>
            <span>
              {formatCount(signed.data.rows.length)} of {formatCount(signed.data.total)} signed{' '}
              {signed.data.total === 1 ? 'return' : 'returns'}
            </span>
            {signed.data.rows.length < signed.data.total && (
              <Button
                variant="default"
                size="xs"
                loading={signed.isPlaceholderData}
                onClick={() => setLimit(limit + pageSize)}
              >
                List more
              </Button>
            )}
          </div>
        </section>
      )}
    </div>
  )
}

/** How a signed version stands: it is in force, was re-opened, or another version took its place. */
export function SignedMark({ signed }: { signed: Pick<SignedReturnBrief, 'isLatest' | 'reopened'> }) {
  if (!signed.isLatest) {
    return (
      <ToneBadge tone="neutral" icon={IconHistory}>
        Replaced
      </ToneBadge>
    )
  }
  return signed.reopened === null ? (
    <ToneBadge tone="success" icon={IconCircleCheck}>
      In force
    </ToneBadge>
  ) : (
    <ToneBadge tone="warning" icon={IconRotate}>
      Re-opened
    </ToneBadge>
  )
}

function SignedRow({ signed }: { signed: SignedReturnBrief }) {
  return (
    <tr>
      <th scope="row">
        <Anchor
          component={Link}
          href={`/returns/signed/${signed.id}`}
          aria-label={`${monthWords(signed.month)}, version ${signed.version}`}
        >
          {monthWords(signed.month)}
        </Anchor>
      </th>
      <td>{signed.version}</td>
      <td>
        <SignedMark signed={signed} />
        {signed.reopened && <div className={classes.factBy}>{signed.reopened.reason}</div>}
      </td>
      <td>{signed.signedBy}</td>
      <td>{instantWords(signed.signedAt)}</td>
      <td className={classes.number}>{formatCount(signed.total)}</td>
      <td className={classes.number}>{formatCount(signed.overrides)}</td>
      <td className={classes.number}>{formatCount(signed.warnings)}</td>
      <td className="cw-nowrap">
        <code title={signed.sha256}>{shortHash(signed.sha256)}</code>
      </td>
    </tr>
  )
}
