import { ok, refuse } from '../result.ts'
import type { Result } from '../result.ts'
import { unlistedCodes } from './condition-schema.ts'
import { conditionsOf, ruleSetSchema } from './rule-set-schema.ts'
import { testsOf } from './rules.ts'
import type { RuleSet } from './rules.ts'

/**
 * Reads the parsed JSON of a rule file (this app's format or the published draft's). Refuses with one issue per
 * fault: `field` is the path (`rules[3].when.all[0].op`), `message` the reason. Nothing is skipped in silence.
 */
export function readRuleSet(json: unknown): Result<RuleSet> {
  const parsed = ruleSetSchema.safeParse(json)
  if (parsed.success) return ok(parsed.data)
  const issues = parsed.error.issues.flatMap((issue) =>
    issue.code === 'unrecognized_keys'
      ? issue.keys.map((key) => ({
          field: placeOf([...issue.path, key]),
          message: `"${key}" is not known here.`,
        }))
      : [{ field: placeOf(issue.path), message: issue.message }],
  )
  const first = issues[0]
  return refuse(
    'invalid',
    `The rule file cannot be used: ${first ? `${first.field}: ${first.message}` : 'it is not a rule file.'}${
      issues.length > 1 ? ` (and ${issues.length - 1} more)` : ''
    }`,
    { issues, ...(first && { field: first.field }) },
  )
}

function placeOf(path: readonly PropertyKey[]): string {
  let place = ''
  for (const part of path)
    place += typeof part === 'number' ? `[${part}]` : `${place === '' ? '' : '.'}${String(part)}`
  return place === '' ? 'file' : place
}

/** Codes that rules ask for and no code list holds: legal, since lists are local, but worth a second look. */
export function unlistedCodesOf(ruleSet: RuleSet): { ruleId: string; field: string; code: string }[] {
  return ruleSet.rules.flatMap((rule) =>
    conditionsOf(rule)
      .flatMap(testsOf)
      .flatMap((test) => unlistedCodes(test).map((code) => ({ ruleId: rule.id, field: test.field, code }))),
  )
}
