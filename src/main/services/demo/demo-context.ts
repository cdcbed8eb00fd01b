import type { Person } from '../../../shared/contract/session.ts'
import type { Store } from '../../store/store.ts'
import type { ServiceContext } from '../context.ts'

/** Somebody of a demonstration store at work, before any window looks on: no change is told and no file is granted. */
export function demoContext(
  store: Store,
  person: Person,
  { today, now }: { today: string; now: string },
): ServiceContext {
  return {
    store,
    person,
    today: () => today,
    now: () => now,
    changed: () => undefined,
    grantedFile: () => null,
  }
}
