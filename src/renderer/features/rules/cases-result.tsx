import type { RuleExample } from '../../../shared/contract/rules.ts'
import classes from './rules.module.css'

/** "must fire S01 and C09; fired C09". */
export function resultWords({ expected, result }: Pick<RuleExample, 'expected' | 'result'>): string {
  const must = expected.length === 0 ? 'no rule must fire' : `must fire ${expected.join(', ')}`
  const did = result.fired.length === 0 ? 'none fired' : `fired ${result.fired.join(', ')}`
  return `${must}; ${did}`
}

/** What is wrong with a case: "S06 did not fire. N01 fired and must not." */
export function faultWords({ result }: Pick<RuleExample, 'result'>): string {
  const words = [
    ...result.missing.map((id) => `${id} did not fire.`),
    ...result.unexpected.map((id) => `${id} fired and must not.`),
  ]
  return words.join(' ')
}

/** Worked cases that fail, with what fired and what must. */
export function CasesResult({ cases }: { cases: readonly RuleExample[] }) {
  return (
    <ul className={classes.faults}>
      {cases.map((each) => (
        <li key={each.exampleId}>
          <strong>{each.name}</strong> {faultWords(each)}
        </li>
      ))}
    </ul>
  )
}
