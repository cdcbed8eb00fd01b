import type { Person } from '../../../shared/contract/session.ts'
import type { Store } from '../../store/store.ts'
import { saveChoice } from '../national-figures/choice.ts'

/** A middling provider of the north west, so that the comparison has a region, an ICB and peers to show. */
const choice = { providerCode: null, regionCode: 'Y62', icbCode: 'QOP', peers: ['RBS', 'RMC', 'RM3'] }

/** Chooses with whom the demonstration compares itself; the published figures are in every new store. */
export async function addDemoComparison(
  store: Store,
  person: Pick<Person, 'id' | 'displayName'>,
  now: string,
): Promise<void> {
  const saved = await store.write((tx) =>
    saveChoice(tx, { person, now: () => now }, { version: 0, ...choice }),
  )
  if (!saved.ok) throw new Error(saved.refusal.message)
}
