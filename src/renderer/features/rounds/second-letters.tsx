import { Loader } from '@mantine/core'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import type { LetterCaution } from '../../../shared/codes/letter-purposes.ts'
import type { RoundKind } from '../../../shared/codes/rounds.ts'
import { formatLongDate } from '../../../shared/format/dates.ts'
import { refusalOf } from '../../app/refusal-of.ts'
import { useProcedures } from '../../app/rpc.tsx'
import { formatCount } from '../../components/format-count.ts'
import { Problem } from '../../components/problem.tsx'
import { LetterSheet } from '../letters/index.ts'
import { LetterCautions } from './letter-cautions.tsx'
import { ChildLink, PeopleList } from './people-list.tsx'
import classes from './rounds.module.css'

/** Most letters put together only to be looked at. Source: the contract of letters, batch preview. */
const mostShown = 500

export interface SecondLettersProps {
  kind: RoundKind
  families: readonly { referralId: string; childId: string }[]
  replyBy: string
  confirmed: readonly LetterCaution[]
  onConfirmed: (confirmed: readonly LetterCaution[]) => void
}

/** The letters of asking again: how many, which wait for a person, and the families that get none and why. */
export function SecondLetters(props: SecondLettersProps) {
  const { kind, families, replyBy, confirmed, onConfirmed } = props
  const procedures = useProcedures()
  const referralIds = families.map(({ referralId }) => referralId)
  const childOf = new Map(families.map(({ referralId, childId }) => [referralId, childId]))
  const isShown = referralIds.length > 0 && referralIds.length <= mostShown
  const preview = useQuery({
    ...procedures.letters.batchPreview.queryOptions({
      input: {
        selection: {
          kind: 'ids',
          ids: isShown ? referralIds : ['00000000-0000-4000-8000-000000000000'],
        },
        purpose: kind === 'opt_in' ? 'opt_in_reminder' : 'validation_second',
        audience: 'family',
        supplied: { [kind === 'opt_in' ? 'optIn.replyBy' : 'validation.replyBy']: formatLongDate(replyBy) },
        confirmed: [...confirmed],
      },
    }),
    placeholderData: keepPreviousData,
    enabled: isShown,
  })
  if (referralIds.length === 0) return null
  const found = isShown ? preview.data : undefined
  const cautions = isShown
    ? new Set([...(found?.exceptions.flatMap((each) => each.cautions) ?? []), ...confirmed])
    : new Set<LetterCaution>(['safety_unknown', 'nobody_named', 'restricted'])
  return (
    <section className={classes.section} aria-labelledby="round-letters">
      <h2 id="round-letters">Letters</h2>
      {preview.error && <Problem refusal={refusalOf(preview.error)} onRetry={() => void preview.refetch()} />}
      {isShown && preview.isPending && <Loader size="sm" aria-label="Putting the letters together" />}
      {!isShown && (
        <p className={classes.quiet}>
          More than {mostShown} letters: families that cannot be written to are named once the others have
          been asked.
        </p>
      )}
      {found && (
        <p className={classes.quiet} role="status">
          {formatCount(found.applies)} of {formatCount(found.total)} can be written
          {found.held > 0 && `; ${formatCount(found.held)} of them wait for a translation or another form`}.
          {found.exceptions.length > 0 && ' The others are left as they are: reach them in another way.'}
        </p>
      )}
      <LetterCautions cautions={[...cautions]} confirmed={confirmed} onConfirmed={onConfirmed} />
      {found && found.exceptions.length > 0 && (
        <PeopleList
          label="No letter can be written"
          people={found.exceptions}
          keyOf={({ referralId }) => referralId}
        >
          {({ referralId, childName, why }) => (
            <>
              <ChildLink childId={childOf.get(referralId) ?? ''}>{childName}</ChildLink>
              <span className={classes.why}>{why}</span>
            </>
          )}
        </PeopleList>
      )}
      {found?.sample?.document && (
        <details>
          <summary>Show the first letter</summary>
          <LetterSheet document={found.sample.document} label="The first letter" />
        </details>
      )}
    </section>
  )
}
