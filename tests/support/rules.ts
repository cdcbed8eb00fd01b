import type { RuleBenchSummary } from '../../src/shared/contract/rule-bench.ts'
import type { RuleSetRef } from '../../src/shared/contract/rule-set-ref.ts'
import type { TriageRule } from '../../src/shared/triage/rules.ts'
import type { InProcessClient } from '../../src/main/services/router.ts'

/** A rule of the draft as the editor holds it. */
export async function draftRule(client: InProcessClient, id: string): Promise<TriageRule> {
  const { rules } = await client.rules.draft()
  const rule = rules.find((each) => each.id === id)
  if (rule === undefined) throw new Error(`No rule ${id}`)
  return rule
}

/** Changes a rule of the draft as the editor would. */
export async function changeRule(client: InProcessClient, id: string, changes: Partial<TriageRule>) {
  const { draftVersion } = await client.rules.draft()
  const rule = { ...(await draftRule(client, id)), ...changes }
  return client.rules.saveRule({ draftVersion, rule: { ...rule }, replaces: id })
}

/** Publishes the draft as it is. */
export async function publish(
  client: InProcessClient,
  note = 'Changed for a test',
  reason: string | null = null,
) {
  const { draftVersion } = await client.rules.draft()
  return client.rules.publish({ draftVersion, note, override: reason === null ? null : { reason } })
}

/** Runs the bench to its end. */
export async function bench(
  client: InProcessClient,
  of: RuleSetRef,
  asked: { open?: boolean; lastYear?: boolean; services?: string[] } = {},
): Promise<RuleBenchSummary> {
  for await (const event of await client.rules.bench({ of, ...asked }))
    if (event.kind === 'done') return event.summary
  throw new Error('The bench gave no result')
}

/** Selective mutism sent to another route, as a service may decide locally. */
export const mutismElsewhere: Partial<TriageRule> = {
  outcome: {
    suggest: 'redirect',
    rejectReason: 'LOCAL_PATHWAY',
    route: 'education and CAMHS together',
  },
}
