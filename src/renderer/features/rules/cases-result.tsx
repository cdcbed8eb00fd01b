import type { RuleExample } from '../../../shared/contract/rules.ts'
import classes from './rules.module.css'

/** "fires S01"; for a case that fails "must fire S01, C09; fires C09". */
export function resultWords({ expected, result }: Pick<RuleExample, 'expected' | 'result'>): string {
  const fires = result.fired.length === 0 ? 'no rule fires' : `fires ${result.fired.join(', ')}`
  if (result.passes) return fires
  return `${expected.length === 0 ? 'no rule must fire' : `must fire ${expected.join(', ')}`}; ${fires}`
}

/** The name of a case, fit to stand at the start of a line. */
export function caseName({ name }: Pick<RuleExample, 'name'>): string {
  return name.charAt(0).toUpperCase() + name.slice(1)
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
          <strong>{caseName(each)}:</strong> {faultWords(each)}
        </li>
      ))}
    </ul>
  )
}
