import { existsSync } from 'node:fs'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import type { Change } from '../../src/shared/contract/administration.ts'
import { roles } from '../../src/shared/codes/roles.ts'
import {
  type BackendHost,
  type BackendHostOptions,
  createBackendHost,
  createInProcessClient,
  type ResumeToken,
} from '../../src/main/services/host.ts'
import { cheapPasswords, refusalOf, temporaryFolder } from '../support/test-store.ts'

const cleanUp: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const step of cleanUp.splice(0).toReversed()) await step()
})

const password = 'three mossy kettles'
const administrator = {
  displayName: 'First Person',
  userName: 'first',
  password,
  providerCode: 'rx1',
  providerName: 'Test NHS Trust',
}

interface Running {
  host: BackendHost
  client: ReturnType<typeof createInProcessClient>
  tokens: (ResumeToken | null)[]
  folder: string
}

async function start(options: Partial<BackendHostOptions> = {}): Promise<Running> {
  let { dataFolder: folder } = options
  if (!folder) {
    const fresh = await temporaryFolder()
    cleanUp.push(fresh.remove)
    folder = fresh.folder
  }
  const tokens: (ResumeToken | null)[] = []
  const host = await createBackendHost({
    dataFolder: folder,
    passwordCost: cheapPasswords,
    onSession: (token) => void tokens.push(token),
    ...options,
  })
  cleanUp.push(() => host.shutdown())
  return { host, client: createInProcessClient(host), tokens, folder }
}

describe('setting up', () => {
  it('makes a store, signs its first person in with every role and shows a recovery key', async () => {
    const { client, tokens, folder } = await start()
    expect(await client.session.state()).toMatchObject({ stores: { live: false, demo: false }, person: null })
    const { recoveryKey, state } = await client.session.createStore(administrator)
    expect(recoveryKey).toMatch(/^([0-9A-HJKMNP-TV-Z]{5}-){7}[0-9A-HJKMNP-TV-Z]{5}$/)
    expect(state).toMatchObject({
      stores: { live: true, demo: false },
      store: { kind: 'live', providerCode: 'RX1', providerName: 'Test NHS Trust' },
      person: { userName: 'first', displayName: 'First Person', roles: [...roles] },
      problem: null,
    })
    expect(tokens).toHaveLength(1)
    const keyring = await readFile(path.join(folder, 'live', 'keyring.json'), 'utf8')
    expect(keyring).not.toContain(tokens[0]?.key)
    expect(keyring).not.toContain(password)
    expect((await client.audit.page({})).rows.map((row) => row.action)).toEqual([
      'session.signed_in',
      'store.created',
    ])
  })

  it('never makes a second store over the first', async () => {
    const { client } = await start()
    await client.session.createStore(administrator)
    expect(await refusalOf(client.session.createStore(administrator))).toMatchObject({ kind: 'conflict' })
    expect((await client.session.state()).person?.userName).toBe('first')
  })

  it('leaves nothing behind when the password is refused', async () => {
    const { client, folder } = await start()
    const weak = { ...administrator, password: 'first-first-first' }
    expect(await refusalOf(client.session.createStore(weak))).toMatchObject({
      kind: 'invalid',
      field: 'password',
    })
    expect((await client.session.state()).stores.live).toBe(false)
    await expect(readFile(path.join(folder, 'live', 'keyring.json'))).rejects.toThrow('ENOENT')
  })

  it('does not count what a stop left half-made as a store', async () => {
    const { client, folder } = await start()
    await mkdir(path.join(folder, 'live.unfinished'))
    await writeFile(path.join(folder, 'live.unfinished', 'store.db'), 'half')
    expect((await client.session.state()).stores.live).toBe(false)
    await client.session.createStore(administrator)
    expect((await client.session.state()).stores.live).toBe(true)
  })
})

describe('signing in', () => {
  it('refuses every request for data until somebody signs in, and again after locking', async () => {
    const { client } = await start()
    await client.session.createStore(administrator)
    expect((await client.audit.page({})).total).toBe(2)
    expect(await client.session.lock()).toMatchObject({ person: null, store: null })
    expect(await refusalOf(client.audit.page({}))).toMatchObject({ kind: 'not_signed_in' })
    const state = await client.session.signIn({ userName: 'FIRST', password })
    expect(state.person?.userName).toBe('first')
    expect((await client.audit.page({})).rows.slice(0, 2).map((row) => row.action)).toEqual([
      'session.signed_in',
      'session.locked',
    ])
  })

  it('answers a wrong name and a wrong password alike, and writes the try down', async () => {
    const { client } = await start()
    await client.session.createStore(administrator)
    await client.session.lock()
    const wrongPassword = await refusalOf(client.session.signIn({ userName: 'first', password: 'wrong' }))
    const wrongName = await refusalOf(client.session.signIn({ userName: 'nobody', password }))
    expect(wrongPassword).toEqual(wrongName)
    expect(wrongPassword.kind).toBe('not_allowed')
    await client.session.signIn({ userName: 'first', password })
    const { rows } = await client.audit.page({ action: 'session.refused' })
    expect(rows).toHaveLength(2)
    expect(rows[0]?.subject).toBe('unknown account')
    expect(JSON.stringify(rows)).not.toContain('nobody"')
  })

  it('makes somebody who keeps guessing wait, even after a restart', async () => {
    let minute = 0
    const now = () => `2026-03-02T09:${String(minute).padStart(2, '0')}:00.000Z`
    const first = await start({ now })
    await first.client.session.createStore(administrator)
    await first.client.session.lock()
    for (let wrong = 0; wrong < 6; wrong += 1) {
      await refusalOf(first.client.session.signIn({ userName: 'first', password: 'wrong' }))
    }
    await first.host.shutdown()
    const second = await start({ now, dataFolder: first.folder })
    const refusal = await refusalOf(second.client.session.signIn({ userName: 'first', password }))
    expect(refusal.message).toMatch(/wait \d+ seconds/)
    minute = 1
    expect((await second.client.session.signIn({ userName: 'first', password })).person).not.toBeNull()
  })

  it('tells every window that the session changed', async () => {
    const { client } = await start()
    const seen: Change[] = []
    const stop = new AbortController()
    const watching = (async () => {
      for await (const change of await client.changes.watch(undefined, { signal: stop.signal }))
        seen.push(change)
    })().catch(() => undefined)
    await new Promise((resolve) => setTimeout(resolve, 10))
    await client.session.createStore(administrator)
    await client.session.lock()
    await new Promise((resolve) => setTimeout(resolve, 10))
    stop.abort()
    await watching
    expect(seen.filter((change) => change.noun === 'session')).toHaveLength(2)
  })

  it('gives a person a new password with the recovery key, however it is typed', async () => {
    const { client } = await start()
    const { recoveryKey } = await client.session.createStore(administrator)
    await client.session.lock()
    const newPassword = 'seven quiet lanterns'
    const typed = recoveryKey.toLowerCase().replaceAll('-', ' ').replaceAll('0', 'o').replaceAll('1', 'l')
    const state = await client.session.recover({ recoveryKey: typed, userName: 'first', newPassword })
    expect(state.person?.userName).toBe('first')
    await client.session.lock()
    expect((await refusalOf(client.session.signIn({ userName: 'first', password }))).kind).toBe('not_allowed')
    expect((await client.session.signIn({ userName: 'first', password: newPassword })).person).not.toBeNull()
  })

  it('refuses the recovery key of other data', async () => {
    const one = await start()
    const other = await start()
    await one.client.session.createStore(administrator)
    const { recoveryKey } = await other.client.session.createStore(administrator)
    await one.client.session.lock()
    const refusal = await refusalOf(
      one.client.session.recover({ recoveryKey, userName: 'first', newPassword: 'seven quiet lanterns' }),
    )
    expect(refusal).toMatchObject({ kind: 'not_allowed', field: 'recoveryKey' })
  })
})

describe('backups without being asked', () => {
  it('are made once somebody signs in and on quitting when something was recorded, never of the demonstration', async () => {
    const log: string[] = []
    const { host, client, folder } = await start({ log: (entry) => void log.push(entry.event) })
    await client.session.createStore(administrator)
    await expect.poll(() => log).toContain('backup_made')
    const [first] = (await client.backups.state()).copies
    expect((await client.session.state()).lastVerifiedBackupAt).toBe(first?.at)
    await client.session.createDemoStore()
    await client.session.signInDemo({ role: 'manager' })
    await host.shutdown()
    expect(existsSync(path.join(folder, 'demo', 'backups'))).toBe(false)
    expect(log).not.toContain('backup_failed')
    expect(log).toContain('session_opened')
  })
})

describe('a backend that starts again', () => {
  it('carries on with the session it is handed', async () => {
    const first = await start()
    await first.client.session.createStore(administrator)
    const resume = first.tokens.at(-1) ?? undefined
    await first.host.shutdown()
    const second = await start({ dataFolder: first.folder, resume })
    expect((await second.client.session.state()).person?.userName).toBe('first')
    expect((await second.client.audit.page({})).total).toBe(2)
  })

  it('asks for the password when there is nothing to carry on', async () => {
    const first = await start()
    await first.client.session.createStore(administrator)
    await first.client.session.lock()
    expect(first.tokens.at(-1)).toBeNull()
    await first.host.shutdown()
    const second = await start({ dataFolder: first.folder })
    expect((await second.client.session.state()).person).toBeNull()
  })
})

describe('the demonstration', () => {
  it('has one person for each role and needs no password', async () => {
    const { client } = await start()
    expect((await refusalOf(client.session.signInDemo({ role: 'manager' }))).kind).toBe('not_found')
    expect((await client.session.createDemoStore()).stores).toEqual({ live: false, demo: true })
    for (const role of roles) {
      const state = await client.session.signInDemo({ role })
      expect(state.person?.roles).toEqual([role])
      expect(state.store?.kind).toBe('demo')
    }
  })

  it('never opens with the live data or the other way round', async () => {
    const { client } = await start()
    await client.session.createDemoStore()
    await client.session.createStore(administrator)
    await client.session.signInDemo({ role: 'ig_lead' })
    expect((await client.audit.page({})).rows.some((row) => row.action === 'store.created')).toBe(false)
    expect((await refusalOf(client.session.signIn({ userName: 'demo.ig_lead', password }))).kind).toBe(
      'not_allowed',
    )
    await client.session.signIn({ userName: 'first', password })
    expect((await client.session.state()).store?.kind).toBe('live')
  })
})
