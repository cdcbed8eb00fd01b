import type { Store } from '../store/store.ts'

/** How many answers of one store are kept at once. */
const mostKept = 200

interface Kept {
  /** The state of the store that the answers are about. */
  state: number
  answers: Map<string, Promise<unknown>>
}

const keptOf = new WeakMap<Store, Kept>()

/** Changes with every transaction that is committed. */
export function stateOf(store: Store): number {
  return Number(store.bare.reader.pragma('data_version', { simple: true }))
}

/**
 * The answer to a question, computed once for each state of the store: the next commit, of whatever, forgets it.
 * `question` holds everything the answer depends on beside the store, the day included.
 */
export async function keptAnswer<T>(store: Store, question: unknown, compute: () => Promise<T>): Promise<T> {
  const state = stateOf(store)
  const known = keptOf.get(store)
  const kept = known?.state === state ? known : { state, answers: new Map<string, Promise<unknown>>() }
  if (kept !== known) keptOf.set(store, kept)
  const key = JSON.stringify(question)
  const before = kept.answers.get(key) as Promise<T> | undefined
  if (before !== undefined) return before
  const answer = compute()
  kept.answers.set(key, answer)
  if (kept.answers.size > mostKept) kept.answers.delete(kept.answers.keys().next().value ?? '')
  try {
    const value = await answer
    // Something was saved meanwhile: it answers this call, but nobody's after.
    if (stateOf(store) !== state) kept.answers.delete(key)
    return value
  } catch (error) {
    kept.answers.delete(key)
    throw error
  }
}
