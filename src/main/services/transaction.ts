import { type Result, refuse } from '../../shared/result.ts'
import { type Store, StoreIsReadOnly, type Writing } from '../store/store.ts'
import { Refused } from './refused.ts'

/** Runs a command in one transaction; a refused result rolls everything back and is returned. */
export async function inTransaction<T>(
  store: Store,
  work: (tx: Writing) => Promise<Result<T>>,
): Promise<Result<T>> {
  try {
    return await store.write(async (tx) => {
      const result = await work(tx)
      if (!result.ok) throw new Refused(result.refusal)
      return result
    })
  } catch (error) {
    if (error instanceof Refused) return { ok: false, refusal: error.refusal }
    if (error instanceof StoreIsReadOnly) return refuse('unavailable', error.message)
    throw error
  }
}
