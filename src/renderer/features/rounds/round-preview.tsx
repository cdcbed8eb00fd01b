import { Checkbox } from '@mantine/core'
import type { ReactNode } from 'react'
import type { LetterCaution } from '../../../shared/codes/letter-purposes.ts'
import type { RoundPreview } from '../../../shared/contract/rounds.ts'
import { formatCount } from '../../components/format-count.ts'
import { waitText } from '../../components/wait-text.tsx'
import { LetterSheet } from '../letters/index.ts'
import { LetterCautions } from './letter-cautions.tsx'
import { ChildLink, PeopleList } from './people-list.tsx'
import classes from './rounds.module.css'
import { families, languageWords } from './words.ts'

export interface RoundPreviewViewProps {
  preview: RoundPreview
  except: readonly string[]
  onExcept: (except: readonly string[]) => void
  confirmed: readonly LetterCaution[]
  onConfirmed: (confirmed: readonly LetterCaution[]) => void
  /** The button that starts the round. */
  children: ReactNode
}

/** Who a round would ask, in which languages, and who it leaves out and why. */
export function RoundPreviewView(props: RoundPreviewViewProps) {
  const { preview, except, onExcept, confirmed, onConfirmed, children } = props
  const out = new Set(except)
  const asks = preview.asked.filter(({ referralId }) => !out.has(referralId)).length
  const byHand = preview.asked.length - asks
  return (
    <>
      <div className={classes.section}>
        <div className={classes.asksLine}>
          <p className={classes.asks} role="status">
            Asks {families(asks)}
            {asks < preview.total && ` of ${formatCount(preview.total)}`}
          </p>
          {children}
        </div>
        {preview.total === 0 && (
          <p className={classes.quiet}>
            Nobody fits. Shorten the wait, choose more services, or choose children on the waiting list.
          </p>
        )}
        {byHand > 0 && <p className={classes.quiet}>{formatCount(byHand)} left out by hand.</p>}
      </div>
      {preview.letters !== null && (
        <section className={classes.section} aria-labelledby="round-letters">
          <h2 id="round-letters">Letters</h2>
          <p className={classes.quiet}>
            One for each family asked
            {preview.letters.held > 0 &&
              `; ${formatCount(preview.letters.held)} of them wait for a translation or another form`}
            . A family that cannot be written to is left out, because its silence would mean nothing.
          </p>
          <LetterCautions
            cautions={preview.letters.cautions}
            confirmed={confirmed}
            onConfirmed={onConfirmed}
          />
          {preview.letters.sample?.document && (
            <details>
              <summary>Show the first letter</summary>
              <LetterSheet document={preview.letters.sample.document} label="The first letter" />
            </details>
          )}
        </section>
      )}
      {preview.languages.length > 0 && (
        <section className={classes.section} aria-labelledby="round-languages">
          <h2 id="round-languages">Languages at home</h2>
          <ul className={classes.languages}>
            {preview.languages.map(({ language, count }) => (
              <li key={language ?? ''}>
                {languageWords(language)}: <strong>{formatCount(count)}</strong>
              </li>
            ))}
          </ul>
        </section>
      )}
      {preview.leftOut.length > 0 && (
        <section className={classes.section} aria-labelledby="round-left-out">
          <h2 id="round-left-out">Left out: {formatCount(preview.leftOut.length)}</h2>
          <PeopleList label="Left out" people={preview.leftOut} keyOf={({ referralId }) => referralId}>
            {({ childId, childName, why }) => (
              <>
                <ChildLink childId={childId}>{childName}</ChildLink>
                <span className={classes.why}>{why}</span>
              </>
            )}
          </PeopleList>
        </section>
      )}
      {preview.asked.length > 0 && (
        <section className={classes.section} aria-labelledby="round-asked">
          <h2 id="round-asked">Who is asked: {formatCount(asks)}</h2>
          <PeopleList
            label="Who is asked"
            people={preview.asked}
            keyOf={({ referralId }) => referralId}
            isOut={({ referralId }) => out.has(referralId)}
          >
            {({ referralId, childId, childName, serviceName, daysWaited }) => (
              <>
                <span className={classes.tick}>
                  <Checkbox
                    aria-label={`Ask the family of ${childName}`}
                    checked={!out.has(referralId)}
                    onChange={(event) =>
                      onExcept(
                        event.currentTarget.checked
                          ? except.filter((id) => id !== referralId)
                          : [...except, referralId],
                      )
                    }
                  />
                  <span className={classes.who}>
                    <ChildLink childId={childId}>{childName}</ChildLink>
                  </span>
                </span>
                <span className={classes.notes}>
                  {serviceName}, waited {waitText(daysWaited)}
                </span>
              </>
            )}
          </PeopleList>
        </section>
      )}
    </>
  )
}
