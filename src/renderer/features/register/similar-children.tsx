import { Button, Group, Loader, Text } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { IconAlertTriangle, IconUserCheck, IconUsers } from '@tabler/icons-react'
import { useEffect } from 'react'
import type { SimilarChild } from '../../../shared/contract/children.ts'
import type { LinkKind } from '../../../shared/contract/people.ts'
import { displayName } from '../../../shared/format/names.ts'
import { useAnnounce } from '../../app/announcer.tsx'
import { refusalOf } from '../../app/refusal-of.ts'
import { useProcedures } from '../../app/rpc.tsx'
import { useWork } from '../../app/work-context.tsx'
import { BornText } from '../../components/date-text.tsx'
import { NhsNumberText } from '../../components/nhs-number-text.tsx'
import { Problem } from '../../components/problem.tsx'
import { ToneBadge } from '../../components/tone-badge.tsx'
import type { ChildDraft } from '../forms/index.ts'
import { referralsInWords } from './find-child.tsx'
import classes from './register.module.css'

export interface SimilarChildrenProps {
  child: ChildDraft
  relatedTo: readonly { childId: string; kind: LinkKind }[]
  onUse: (child: SimilarChild) => void
  onRelated: (childId: string, kind: LinkKind) => void
  onUndo: (childId: string) => void
}

const verdicts: Record<SimilarChild['verdict'], string> = {
  same_nhs_number: 'The same NHS number',
  likely: 'Likely the same child',
  possible: 'Possibly the same child',
}

const relatedWords: Record<LinkKind, string> = {
  twin: 'Twin',
  sibling: 'Sibling',
  not_same: 'Another child',
}

/** What agrees and what differs, as a sentence. */
export function comparisonInWords({ agrees, differs }: Pick<SimilarChild, 'agrees' | 'differs'>): string {
  const said = [
    agrees.length > 0 ? `Agrees on ${agrees.join(', ')}.` : '',
    differs.length > 0 ? `Differs on ${differs.join(', ')}.` : '',
  ]
  return said.filter(Boolean).join(' ')
}

/** Children already in the store who may be the one being typed, beside the form. */
export function SimilarChildren(props: SimilarChildrenProps) {
  const { child, relatedTo, onUse, onRelated, onUndo } = props
  const { today } = useWork()
  const procedures = useProcedures()
  const announce = useAnnounce()
  const [asked] = useDebouncedValue(
    JSON.stringify({
      familyName: child.familyName.trim(),
      givenName: child.givenName.trim(),
      dateOfBirth: child.dateOfBirth,
      nhsNumber: child.nhsNumber,
      postcode: child.postcode,
    }),
    300,
  )
  const input = JSON.parse(asked) as Pick<
    ChildDraft,
    'familyName' | 'givenName' | 'dateOfBirth' | 'nhsNumber' | 'postcode'
  >
  const known = [input.familyName, input.givenName, input.dateOfBirth, input.postcode].filter(Boolean).length
  const isAsking = known >= 2 || input.nhsNumber !== null
  const similar = useQuery(
    procedures.children.findSimilar.queryOptions({
      input,
      enabled: isAsking,
      placeholderData: keepPreviousData,
    }),
  )
  const found = isAsking ? (similar.data ?? []) : []
  const count = found.length
  useEffect(() => {
    if (count > 0)
      announce(count === 1 ? 'One similar child is shown' : `${count} similar children are shown`)
  }, [count, announce])

  return (
    <section className={classes.similar} aria-label="Similar children">
      <h2 className={classes.asideTitle}>
        <IconUsers size={16} aria-hidden /> Already on the list?
        {similar.isFetching && <Loader size={14} aria-label="Looking for similar children" />}
      </h2>
      {similar.error && <Problem refusal={refusalOf(similar.error)} onRetry={() => void similar.refetch()} />}
      {!isAsking && (
        <Text c="dimmed" size="sm">
          Similar children appear here while you type, so that nobody is registered twice.
        </Text>
      )}
      {isAsking && !similar.isFetching && !similar.error && count === 0 && (
        <Text c="dimmed" size="sm">
          No similar child so far.
        </Text>
      )}
      <ul className={classes.similarList}>
        {found.map((other) => {
          const related = relatedTo.find((each) => each.childId === other.childId)
          const isOther = related !== undefined
          const name = displayName({ ...other, preferredName: null })
          return (
            <li key={other.childId} className={classes.similarChild} data-dismissed={isOther || undefined}>
              <ToneBadge
                tone={isOther ? 'neutral' : other.verdict === 'possible' ? 'info' : 'warning'}
                icon={isOther ? IconUserCheck : IconAlertTriangle}
              >
                {related ? relatedWords[related.kind] : verdicts[other.verdict]}
              </ToneBadge>
              <strong>{name}</strong>
              <span>
                Born <BornText dateOfBirth={other.dateOfBirth} on={today} />
              </span>
              <span>
                NHS No. <NhsNumberText nhsNumber={other.nhsNumber} />
              </span>
              {!isOther && (
                <>
                  <span className={classes.quiet}>{comparisonInWords(other)}</span>
                  <span className={classes.quiet}>{referralsInWords(other.openReferrals)}</span>
                  {other.twin && (
                    <span className={classes.twin}>
                      Same family name, birthday and postcode but another given name: they may be twins. Twins
                      are two children.
                    </span>
                  )}
                </>
              )}
              <Group gap={8}>
                {isOther ? (
                  <Button variant="subtle" size="compact-sm" onClick={() => onUndo(other.childId)}>
                    Look again
                  </Button>
                ) : (
                  <>
                    <Button
                      variant="default"
                      size="compact-sm"
                      aria-label={`Use this child: ${name}`}
                      onClick={() => onUse(other)}
                    >
                      Use this child
                    </Button>
                    <Button
                      variant="subtle"
                      size="compact-sm"
                      aria-label={`Not the same child: ${name}`}
                      onClick={() => onRelated(other.childId, 'not_same')}
                    >
                      Not the same child
                    </Button>
                    <Button
                      variant="subtle"
                      size="compact-sm"
                      aria-label={`Twin: ${name}`}
                      onClick={() => onRelated(other.childId, 'twin')}
                    >
                      Twin
                    </Button>
                    <Button
                      variant="subtle"
                      size="compact-sm"
                      aria-label={`Sibling: ${name}`}
                      onClick={() => onRelated(other.childId, 'sibling')}
                    >
                      Sibling
                    </Button>
                  </>
                )}
              </Group>
            </li>
          )
        })}
      </ul>
    </section>
  )
}
