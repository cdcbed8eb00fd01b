import { IconCircleOff } from '@tabler/icons-react'
import type { RefObject } from 'react'
import type { RuleInWords } from '../../../shared/contract/triage.ts'
import type { RuleConfidence } from '../../../shared/triage/rules.ts'
import { ToneBadge } from '../../components/tone-badge.tsx'
import classes from './rules.module.css'

const criterionWords: Record<RuleConfidence, string> = {
  VERIFIED: 'in published use',
  JUDGEMENT: 'a judgement, not a published criterion',
  RECALLED: 'recalled, not checked against a source',
}
const detailWords: Record<RuleConfidence, string> = {
  VERIFIED: 'sourced',
  JUDGEMENT: 'a judgement',
  RECALLED: 'recalled, not checked',
}

function decidedWords({ made, otherwise }: RuleInWords['decisions']): string {
  if (made === 0) return 'No decision has been made with it yet.'
  const decisions = `${made} ${made === 1 ? 'decision' : 'decisions'} with it`
  return otherwise === 0
    ? `${decisions}, all as suggested.`
    : `${decisions}, ${otherwise} otherwise than suggested.`
}

/** One rule as people read it: what it looks for and leads to, what a blank does, and how well it is founded. */
export function RuleCard({ rule, cardRef }: { rule: RuleInWords; cardRef?: RefObject<HTMLElement | null> }) {
  const { id, name, sentence, notes, source, note, confidence, detailConfidence, enabled } = rule
  return (
    <article
      ref={cardRef}
      tabIndex={cardRef ? -1 : undefined}
      data-asked={cardRef ? true : undefined}
      className={classes.card}
      aria-labelledby={`rule-${id}`}
    >
      <div className={classes.head}>
        <h4 id={`rule-${id}`}>
          <span className={classes.id}>{id}</span> {name}
        </h4>
        {!enabled && (
          <ToneBadge tone="neutral" icon={IconCircleOff}>
            Switched off
          </ToneBadge>
        )}
      </div>
      <p className={classes.sentence}>{sentence}</p>
      <details className={classes.more}>
        <summary>Blanks, source and decisions</summary>
        <ul>
          {notes.map((each) => (
            <li key={each}>{each}</li>
          ))}
        </ul>
        <p>
          The criterion is {criterionWords[confidence]}; its number or exact action is{' '}
          {detailWords[detailConfidence]}.
        </p>
        {source !== '' && <p>Source: {source}</p>}
        {note !== '' && <p>Note: {note}</p>}
        <p>{decidedWords(rule.decisions)}</p>
      </details>
    </article>
  )
}
