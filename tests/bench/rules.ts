import type { RuleSetRef } from '../../src/shared/contract/rule-set-ref.ts'
import { rulesHandlers } from '../../src/main/services/rules/handlers.ts'
import { longestPause } from './counts.ts'
import { atMost, type Figure, median, timed } from './figures.ts'
import type { OpenBench } from './open-store.ts'

/** A hundred thousand waiting are to be tried in two seconds. */
const perHundredThousand = 2000

/**
 * A changed rule tried on everyone open and on the last 12 months, once where few are concerned and once where every
 * open child is; how long others wait meanwhile; and the figures of the Rules screen after a change.
 */
export async function measureRules(bench: OpenBench): Promise<Figure[]> {
  const { context, client } = bench
  const run = async (of: RuleSetRef, lastYear: boolean) => {
    const stream = await rulesHandlers.bench(context, { of, open: true, lastYear }, {})
    if (!stream.ok) throw new Error(stream.refusal.message)
    for await (const event of stream.value) if (event.kind === 'done') return event.summary
    throw new Error('The bench gave no result')
  }
  const figures: Figure[] = []
  const tries: [name: string, ruleId: string, lastYear: boolean][] = [
    ['one service’s rule, everyone open', 'S05', false],
    ['a rule that fires for most, everyone open', 'C14', false],
    ['one service’s rule, the last 12 months too', 'S05', true],
  ]
  for (const [name, ruleId, lastYear] of tries) {
    const draft = await client.rules.draft()
    const rule = draft.rules.find(({ id }) => id === ruleId)
    if (rule === undefined) throw new Error(`No rule ${ruleId}`)
    const changed = { ...rule, outcome: { ...rule.outcome, flag: 'TRIED' } }
    const saved = await client.rules.saveRule({
      draftVersion: draft.draftVersion,
      rule: changed,
      replaces: ruleId,
    })
    const times: number[] = []
    const pauses: number[] = []
    const { looked, wouldChange } = await run({ kind: 'draft' }, lastYear)
    const count = looked.open + looked.closedInLastYear
    for (let round = 0; round < 5; round += 1) times.push(await timed(() => run({ kind: 'draft' }, lastYear)))
    for (let round = 0; round < 5; round += 1)
      pauses.push(await longestPause(() => run({ kind: 'draft' }, lastYear)))
    const what = `${name}: ${wouldChange.toLocaleString('en-GB')} of ${count.toLocaleString('en-GB')} would change`
    figures.push(
      atMost('rules', what, median(times), (perHundredThousand * Math.max(count, 10_000)) / 100_000),
      atMost('rules', `${name}, longest time others wait`, median(pauses), 50),
    )
    await client.rules.discardDraft({ draftVersion: saved.draftVersion })
  }
  const measures: number[] = []
  const pauses: number[] = []
  for (let round = 0; round < 3; round += 1) {
    await bench.touch()
    measures.push(await timed(() => client.rules.measures({})))
    await bench.touch()
    pauses.push(await longestPause(() => client.rules.measures({})))
  }
  figures.push(
    atMost('rules', 'figures of triage, first after a change', median(measures), 2000),
    atMost('rules', 'figures of triage, longest time others wait', median(pauses), 50),
  )
  await bench.touch()
  figures.push(
    atMost(
      'rules',
      'the rules with their use, after a change',
      await timed(() => client.rules.current()),
      500,
    ),
  )
  return figures
}
