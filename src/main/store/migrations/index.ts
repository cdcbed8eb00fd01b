import { start } from './0010-start.ts'
import type { Migration } from './migration.ts'

/** Every step in order; the last number is the store's version. */
export const migrations: readonly Migration[] = [start]
