import type { TriageRule } from '../../../shared/triage/rules.ts'
import type { StoredDraft } from '../register/use-stored-draft.ts'

interface Kept {
  key: string
  rule: TriageRule
}

/** A half-written rule as it is kept, under the rule the editor was opened at. */
export function keptText(key: string, rule: TriageRule): string {
  return JSON.stringify({ key, rule } satisfies Kept)
}

function isKept(value: unknown): value is Kept {
  if (typeof value !== 'object' || value === null) return false
  const { key, rule } = value as Partial<Kept>
  return typeof key === 'string' && typeof rule === 'object' && rule !== null && typeof rule.name === 'string'
}

/** What was typed for this rule before a lock or a crash; null when nothing was, undefined while it is read. */
export function readKept(kept: StoredDraft['kept'], key: string): TriageRule | null | undefined {
  if (kept === undefined || kept === null) return kept
  try {
    const value: unknown = JSON.parse(kept.body)
    return isKept(value) && value.key === key ? value.rule : null
  } catch {
    return null
  }
}
