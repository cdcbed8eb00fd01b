import type { Store } from '../../store/store.ts'

/** A bare connection of the store, for statements that run a hundred thousand times. */
export type Connection = Store['bare']['reader']
export type Statement = ReturnType<Connection['prepare']>
