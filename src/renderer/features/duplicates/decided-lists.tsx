import { Anchor, Button, Group, Loader, Text } from '@mantine/core'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { IconArrowMerge, IconUsers } from '@tabler/icons-react'
import { type ReactNode, useState } from 'react'
import { Link } from 'wouter'
import { access, mayCall } from '../../../shared/contract/access.ts'
import { type DecidedLink, linkKindLabels, type Merge } from '../../../shared/contract/people.ts'
import { refusalOf } from '../../app/refusal-of.ts'
import { useProcedures } from '../../app/rpc.tsx'
import { useWork } from '../../app/work-context.tsx'
import { DateText } from '../../components/date-text.tsx'
import { EmptyState } from '../../components/empty-state.tsx'
import { formatCount } from '../../components/format-count.ts'
import { Problem } from '../../components/problem.tsx'
import { TakeBack, Unmerge } from './ask-reason.tsx'
import classes from './duplicates.module.css'

const pageSize = 50

interface Pages {
  at: number
  total: number
  setAt: (at: number) => void
  children: ReactNode
}

/** A page of a list, what part of it is shown, and the way to the rest. */
function Paged({ at, total, setAt, children }: Pages) {
  const last = Math.min(at + pageSize, total)
  return (
    <>
      <Group justify="space-between" gap={8}>
        <Text>
          {formatCount(at + 1)} to {formatCount(last)} of {formatCount(total)}, the latest first
        </Text>
        {total > pageSize && (
          <Group gap={8}>
            <Button variant="default" disabled={at === 0} onClick={() => setAt(Math.max(0, at - pageSize))}>
              Later ones
            </Button>
            <Button variant="default" disabled={last >= total} onClick={() => setAt(at + pageSize)}>
              Earlier ones
            </Button>
          </Group>
        )}
      </Group>
      <div className={classes.room} role="region" aria-label="Decisions">
        {children}
      </div>
    </>
  )
}

/** Merges, the latest first, each with who, when and why, and the way back. */
export function MergedList() {
  const { person } = useWork()
  const procedures = useProcedures()
  const [at, setAt] = useState(0)
  const [undoing, setUndoing] = useState<Merge | null>(null)
  const mayUndo = mayCall(access.people.unmerge, person.roles)
  const merges = useQuery(
    procedures.people.merges.queryOptions({
      input: { offset: at, limit: pageSize },
      placeholderData: keepPreviousData,
    }),
  )
  if (merges.error) return <Problem refusal={refusalOf(merges.error)} onRetry={() => void merges.refetch()} />
  if (!merges.data) return <Loader aria-label="Reading the merges" />
  const { rows, total } = merges.data
  if (total === 0)
    return (
      <EmptyState icon={IconArrowMerge} title="Nothing was merged">
        Records that people merge are listed here, with who merged them and why, and can be put back as they
        were.
      </EmptyState>
    )
  return (
    <>
      <Paged at={at} total={total} setAt={setAt}>
        <table className={classes.decided}>
          <thead>
            <tr>
              <th scope="col">Record</th>
              <th scope="col">Merged into</th>
              <th scope="col">When and by whom</th>
              <th scope="col">Why</th>
              <th scope="col">
                <span className="cw-hidden">Undo</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {rows.map((merge) => (
              <tr key={merge.mergeId}>
                <td>{merge.mergedName}</td>
                <td>
                  <Anchor component={Link} href={`/children/${merge.survivorId}`}>
                    {merge.survivorName}
                  </Anchor>
                </td>
                <td>
                  <DateText date={merge.mergedOn} />, {merge.mergedBy}
                </td>
                <td>{merge.reason}</td>
                <td>
                  {merge.undone !== null ? (
                    <>
                      Undone <DateText date={merge.undone.on} /> by {merge.undone.by}: {merge.undone.reason}
                    </>
                  ) : merge.whyKeep !== null ? (
                    merge.whyKeep
                  ) : (
                    mayUndo && (
                      <Button
                        variant="default"
                        size="compact-sm"
                        aria-label={`Undo the merge of ${merge.mergedName}`}
                        onClick={() => setUndoing(merge)}
                      >
                        Undo…
                      </Button>
                    )
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </Paged>
      {undoing && <Unmerge merge={undoing} onClose={() => setUndoing(null)} />}
    </>
  )
}

/** What people decided about two children, the latest first, with the way back. */
export function LinksList() {
  const { person } = useWork()
  const procedures = useProcedures()
  const [at, setAt] = useState(0)
  const [takingBack, setTakingBack] = useState<DecidedLink | null>(null)
  const mayTakeBack = mayCall(access.people.unlink, person.roles)
  const links = useQuery(
    procedures.people.links.queryOptions({
      input: { offset: at, limit: pageSize },
      placeholderData: keepPreviousData,
    }),
  )
  if (links.error) return <Problem refusal={refusalOf(links.error)} onRetry={() => void links.refetch()} />
  if (!links.data) return <Loader aria-label="Reading the decisions" />
  const { rows, total } = links.data
  if (total === 0)
    return (
      <EmptyState icon={IconUsers} title="No twins, siblings or others noted">
        Decisions that two records are two children are listed here and can be taken back.
      </EmptyState>
    )
  return (
    <>
      <Paged at={at} total={total} setAt={setAt}>
        <table className={classes.decided}>
          <thead>
            <tr>
              <th scope="col">Child</th>
              <th scope="col">Child</th>
              <th scope="col">Decided</th>
              <th scope="col">When and by whom</th>
              <th scope="col">
                <span className="cw-hidden">Take back</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {rows.map((link) => (
              <tr key={link.linkId}>
                {(['left', 'right'] as const).map((side) => (
                  <td key={side}>
                    <Anchor component={Link} href={`/children/${link[`${side}Id`]}`}>
                      {link[`${side}Name`]}
                    </Anchor>
                  </td>
                ))}
                <td>
                  {linkKindLabels[link.kind]}
                  {link.reason !== null && `: ${link.reason}`}
                </td>
                <td>
                  <DateText date={link.decidedOn} />, {link.decidedBy}
                </td>
                <td>
                  {mayTakeBack && (
                    <Button
                      variant="default"
                      size="compact-sm"
                      aria-label={`Take back: ${link.leftName} and ${link.rightName}, ${linkKindLabels[link.kind]}`}
                      onClick={() => setTakingBack(link)}
                    >
                      Take back…
                    </Button>
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </Paged>
      {takingBack && (
        <TakeBack
          link={{ ...takingBack, names: `${takingBack.leftName} and ${takingBack.rightName}` }}
          onClose={() => setTakingBack(null)}
        />
      )}
    </>
  )
}
