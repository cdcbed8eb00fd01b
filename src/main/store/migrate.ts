import type { Database } from 'better-sqlite3'
import { ok, refuse, type Result } from '../../shared/result.ts'
import { versionOf } from './dialects/connection.ts'
import { migrations } from './migrations/index.ts'
import type { Migration } from './migrations/migration.ts'

/** The version of a store that has every step. */
export function latestVersion(steps: readonly Migration[] = migrations): number {
  return steps.at(-1)?.number ?? 0
}

/** Refuses a store that a newer version of the app has changed: what it holds could be read wrongly. */
export function checkVersion(connection: Database, steps: readonly Migration[] = migrations): Result<number> {
  const version = versionOf(connection)
  if (version > latestVersion(steps)) {
    return refuse(
      'unavailable',
      'These data were last used with a newer version of the app. Install the newer version; nothing was changed.',
    )
  }
  return ok(version)
}

/**
 * Brings a store up to date: all pending steps in one transaction, or none. `beforeChanging` runs first when the
 * store already has data and something is pending; its refusal stops the migration. Returns the steps applied.
 */
export async function migrate(
  connection: Database,
  beforeChanging: () => Promise<Result<unknown>>,
  steps: readonly Migration[] = migrations,
): Promise<Result<number>> {
  const version = checkVersion(connection, steps)
  if (!version.ok) return version
  const pending = steps.filter((step) => step.number > version.value)
  if (pending.length === 0) return ok(0)
  if (version.value > 0) {
    const safe = await beforeChanging()
    if (!safe.ok) return safe
  }
  connection.transaction(() => {
    for (const step of pending) connection.exec(step.sql)
    connection.pragma(`user_version = ${latestVersion(steps)}`)
  })()
  return ok(pending.length)
}
