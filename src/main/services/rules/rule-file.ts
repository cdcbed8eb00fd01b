import { readFile } from 'node:fs/promises'
import { ok, refuse, type Result } from '../../../shared/result.ts'
import { readRuleSet } from '../../../shared/triage/read-rule-set.ts'
import type { RuleSet, TriageRule } from '../../../shared/triage/rules.ts'
import type { ServiceContext } from '../context.ts'
import { writeFileSafely } from '../files/prepare-file.ts'

/** A rule file of every known criterion is some 60 kB; one this large is something else. */
const mostBytes = 5_000_000

/** Writes a rule set to the chosen file in the format that this and other stores read. */
export async function exportRules(
  context: ServiceContext,
  ruleSet: RuleSet,
  token: string,
): Promise<Result<{ rules: number; sha256: string }>> {
  const granted = context.grantedFile(token)
  if (granted === null || granted.purpose !== 'write')
    return refuse('not_found', 'The place to save to is no longer known. Choose it again.', { field: 'file' })
  const written = await writeFileSafely(granted.path, `${JSON.stringify(ruleSet, null, 2)}\n`)
  return written.ok ? ok({ rules: ruleSet.rules.length, sha256: written.value.sha256 }) : written
}

/** The rules of a chosen file. Refused with every place and reason where anything in it is not known. */
export async function rulesFromFile(context: ServiceContext, token: string): Promise<Result<TriageRule[]>> {
  const granted = context.grantedFile(token)
  if (granted === null || granted.purpose !== 'read')
    return refuse('not_found', 'That file is no longer known. Choose it again.', { field: 'file' })
  if (granted.size > mostBytes)
    return refuse('invalid', 'That file is far larger than any rule file.', { field: 'file' })
  let json: unknown
  try {
    json = JSON.parse(await readFile(granted.path, 'utf8'))
  } catch (error) {
    return error instanceof SyntaxError
      ? refuse('invalid', 'That file is not JSON, so it is no rule file.', { field: 'file' })
      : refuse('unavailable', 'That file could not be read. Choose it again.', { field: 'file' })
  }
  const read = readRuleSet(json)
  return read.ok ? ok(read.value.rules) : read
}
