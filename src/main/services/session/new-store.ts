import { mkdir, rename, rm } from 'node:fs/promises'
import path from 'node:path'
import { v7 as uuidv7 } from 'uuid'
import { type Role, roleLabels, roles } from '../../../shared/codes/roles.ts'
import { startingServices } from '../../../shared/codes/services.ts'
import type { Person } from '../../../shared/contract/session.ts'
import { ok, refuse, type Result } from '../../../shared/result.ts'
import { defaultRuleSet } from '../../domain/triage/default-rule-set.ts'
import { databaseFile, hasKeyring, hasStore, keyringFile } from '../../store/files.ts'
import { createKeyring, newDatabaseKey } from '../../store/keyring/keyring.ts'
import { checkPassword } from '../../store/keyring/password-policy.ts'
import type { PasswordCost } from '../../store/keyring/wrapping.ts'
import { openStore } from '../../store/open.ts'
import type { Store, Writing } from '../../store/store.ts'
import { appendAudit } from '../audit/append.ts'
import { addSupplied } from '../national-figures/publications.ts'
import { Refused } from '../refused.ts'
import { insertAccount } from './people.ts'

export interface Provider {
  /** Organisation code of the provider. */
  code: string
  name: string
}

/** What a new store starts with, beside its people: provider, services and the default rules. */
export async function fillWithDefaults(tx: Writing, provider: Provider, now: string): Promise<void> {
  await tx
    .insertInto('meta')
    .values([
      { key: 'provider_code', value: provider.code },
      { key: 'provider_name', value: provider.name },
      { key: 'created_at', value: now },
    ])
    .execute()
  await tx
    .insertInto('service')
    .values(
      startingServices.map((service) => ({
        id: service.id,
        version: 1,
        name: service.name,
        chs_line: service.chsLine,
        csds_team_type: service.csdsTeamType,
        upper_age_years: service.upperAgeYears,
        triage_target_days: service.triageTargetDays,
        stop_event: service.stopEvent,
        consultant_led: service.consultantLed ? (1 as const) : (0 as const),
        reported_elsewhere: 0 as const,
        elsewhere_data_set: null,
        target_days: JSON.stringify(service.targetDays),
      })),
    )
    .execute()
  const rules = defaultRuleSet()
  await tx
    .insertInto('rule_set')
    .values({
      version: 1,
      id: uuidv7(),
      origin: 'shipped',
      author: rules.author ?? 'CYP Waits',
      author_id: null,
      based_on: null,
      override_reason: null,
      override_failed: null,
      published_at: now,
      note: rules.note ?? '',
      rules: JSON.stringify(rules),
    })
    .execute()
}

/** The provider whose store this is. */
export async function providerOf(store: Store): Promise<Provider> {
  const rows = await store.read
    .selectFrom('meta')
    .selectAll()
    .where('key', 'in', ['provider_code', 'provider_name'])
    .execute()
  const value = (key: string) => rows.find((row) => row.key === key)?.value ?? ''
  return { code: value('provider_code'), name: value('provider_name') }
}

interface Making {
  folder: string
  kind: 'live' | 'demo'
  /** Now as UTC text. */
  now: string
  passwordCost?: PasswordCost
  fill(store: Store): Promise<void>
}

/**
 * Made in a folder beside and moved when whole, the database last: a stop in between leaves nothing to sign in to.
 */
async function makeStore(making: Making): Promise<Result<{ recoveryKey: string }>> {
  const { folder, kind, now, passwordCost, fill } = making
  if (hasStore(folder) || hasKeyring(folder)) {
    return refuse('conflict', 'There are data in this folder already. Sign in, or choose another folder.')
  }
  const unfinished = path.join(path.dirname(folder), `${path.basename(folder)}.unfinished`)
  await rm(unfinished, { recursive: true, force: true })
  const key = newDatabaseKey()
  const opened = await openStore({
    folder: unfinished,
    kind,
    key,
    create: true,
    now: () => now,
    passwordCost,
  })
  if (!opened.ok) return opened
  const store = opened.value
  try {
    const recoveryKey = await createKeyring(unfinished, key, { openKey: kind === 'demo' })
    await fill(store)
    await store.close()
    await mkdir(folder, { recursive: true })
    await rename(keyringFile(unfinished), keyringFile(folder))
    await rename(databaseFile(unfinished), databaseFile(folder))
    return ok({ recoveryKey })
  } catch (error) {
    if (error instanceof Refused) return { ok: false, refusal: error.refusal }
    throw error
  } finally {
    await store.close()
    await rm(unfinished, { recursive: true, force: true })
  }
}

export interface NewStore {
  folder: string
  provider: Provider
  administrator: { userName: string; displayName: string; password: string }
  /** Now as UTC text. */
  now: string
  passwordCost?: PasswordCost
}

/**
 * Makes an encrypted store with the starting services and the default rules; its first person has every role.
 * Returns the recovery key, which is shown once and kept nowhere. Refuses a folder that holds a store, a folder
 * that loses data and a weak password.
 */
export async function createStore(options: NewStore): Promise<Result<{ recoveryKey: string }>> {
  const { folder, provider, administrator, now, passwordCost } = options
  const allowed = checkPassword(administrator.password, administrator.userName)
  if (!allowed.ok) return allowed
  return makeStore({
    folder,
    kind: 'live',
    now,
    passwordCost,
    async fill(store) {
      await store.write(async (tx) => {
        await fillWithDefaults(tx, provider, now)
        const person = await insertAccount(tx, { ...administrator, roles }, now)
        await appendAudit(tx, { person, now: () => now }, { action: 'store.created', subject: 'store' })
        await addSupplied(tx, { person, now: () => now }, { silently: true })
      })
      const kept = await store.keyring.setPassword(administrator.userName, administrator.password)
      if (!kept.ok) throw new Refused(kept.refusal)
    },
  })
}

/** User name of the demo account that has a role. */
export function demoUserName(role: Role): string {
  return `demo.${role}`
}

export interface NewDemoStore {
  folder: string
  now: string
  /** Fills the store with made-up children, in the name of the demo administrator. */
  fill(store: Store, people: readonly Person[]): Promise<void>
}

/**
 * Makes the demo store: one account for each role and made-up children. Its key lies open in its keyring, because
 * nobody in it exists and anybody may look.
 */
export async function createDemoStore({ folder, now, fill }: NewDemoStore): Promise<Result<true>> {
  const made = await makeStore({
    folder,
    kind: 'demo',
    now,
    async fill(store) {
      const people = await store.write(async (tx) => {
        await fillWithDefaults(tx, { code: 'DEMO', name: 'Demonstration NHS Trust' }, now)
        const added: Person[] = []
        for (const role of roles) {
          const displayName = `Demo ${roleLabels[role].toLowerCase()}`
          added.push(
            await insertAccount(tx, { userName: demoUserName(role), displayName, roles: [role] }, now),
          )
        }
        await addSupplied(tx, { person: added[0] ?? null, now: () => now }, { silently: true })
        return added
      })
      await fill(store, people)
    },
  })
  return made.ok ? ok(true) : made
}
