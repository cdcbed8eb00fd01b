import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { hostname, uptime } from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, describe, expect, it } from 'vitest'
import { newDatabaseKey } from '../../src/main/store/keyring/keyring.ts'
import { takeLock } from '../../src/main/store/lock-file.ts'
import { openStore } from '../../src/main/store/open.ts'
import { temporaryFolder } from '../support/test-store.ts'

const cleanUp: (() => unknown)[] = []
afterEach(async () => {
  for (const step of cleanUp.splice(0).toReversed()) await step()
})

async function freshFolder(): Promise<string> {
  const { folder, remove } = await temporaryFolder()
  cleanUp.push(remove)
  return folder
}

const startedAt = Math.round(Date.now() / 1000 - uptime())
const lockFile = (folder: string) => path.join(folder, 'store.lock')
const holder = (more: object) => JSON.stringify({ pid: process.ppid, host: hostname(), startedAt, ...more })

describe('takeLock', () => {
  it('lets one opener in and leaves nothing when it is done', async () => {
    const folder = await freshFolder()
    const first = await takeLock(folder)
    expect(first).toMatchObject({ ok: true, value: { afterUncleanStop: false } })
    expect(await takeLock(folder)).toMatchObject({ ok: false, refusal: { kind: 'unavailable' } })
    if (first.ok) await first.value.release()
    expect(existsSync(lockFile(folder))).toBe(false)
    const second = await takeLock(folder)
    expect(second.ok).toBe(true)
    if (second.ok) await second.value.release()
  })

  it('refuses while the process named in it runs', async () => {
    const folder = await freshFolder()
    await writeFile(lockFile(folder), holder({}))
    const refused = await takeLock(folder)
    expect(refused).toMatchObject({ ok: false, refusal: { kind: 'unavailable' } })
    if (!refused.ok) expect(refused.refusal.message).toMatch(/already open/)
    expect(existsSync(lockFile(folder))).toBe(true)
  })

  it('waits a moment for a holder that is ending, and takes over', async () => {
    const folder = await freshFolder()
    const ending = spawn(process.execPath, ['-e', 'setTimeout(() => undefined, 700)'])
    await writeFile(lockFile(folder), holder({ pid: ending.pid }))
    const taken = await takeLock(folder)
    expect(taken).toMatchObject({ ok: true, value: { afterUncleanStop: true } })
    if (taken.ok) await taken.value.release()
  })

  it.each([
    ['a process that no longer runs', holder({ pid: 2 ** 22 + 1 })],
    ['a process of before the computer was last started', holder({ startedAt: startedAt - 86_400 })],
    ['an earlier process that had our own number', holder({ pid: process.pid })],
    ['a write that was cut short', '{"pid": 12'],
    ['nobody', ''],
  ])('takes over a mark left by %s and asks for a check', async (_who, content) => {
    const folder = await freshFolder()
    await writeFile(lockFile(folder), content)
    const taken = await takeLock(folder)
    expect(taken).toMatchObject({ ok: true, value: { afterUncleanStop: true } })
    if (taken.ok) await taken.value.release(true)
    expect(existsSync(lockFile(folder))).toBe(true)
  })

  it('refuses data that another computer has open, and names it', async () => {
    const folder = await freshFolder()
    await writeFile(lockFile(folder), holder({ host: 'WARD-PC-7' }))
    const refused = await takeLock(folder)
    expect(refused).toMatchObject({ ok: false, refusal: { kind: 'unavailable' } })
    if (!refused.ok) expect(refused.refusal.message).toContain('WARD-PC-7')
  })
})

describe('a process killed while it writes', () => {
  function spawnWriter(folder: string, key: Buffer): { child: ChildProcess; confirmed: () => number } {
    const script = fileURLToPath(new URL('../support/write-until-killed.ts', import.meta.url))
    const child = spawn(process.execPath, [script, folder, key.toString('hex')], {
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    let text = ''
    child.stdout?.on('data', (chunk: Buffer) => {
      text += chunk.toString()
    })
    cleanUp.push(() => child.kill('SIGKILL'))
    return {
      child,
      confirmed: () => Number(text.slice(0, text.lastIndexOf('\n')).split('\n').at(-1)) || 0,
    }
  }

  it('loses nothing that was confirmed, is noticed, and leaves a sound file', async () => {
    const folder = await freshFolder()
    const key = newDatabaseKey()
    const made = await openStore({ folder, kind: 'live', key, create: true })
    if (made.ok) await made.value.close()

    const { child, confirmed } = spawnWriter(folder, key)
    await expect.poll(confirmed, { timeout: 20_000 }).toBeGreaterThan(50)
    const whileOpen = await openStore({ folder, kind: 'live', key })
    expect(whileOpen).toMatchObject({ ok: false, refusal: { kind: 'unavailable' } })

    const ended = new Promise((resolve) => child.once('close', resolve))
    child.kill('SIGKILL')
    await ended
    expect(existsSync(lockFile(folder))).toBe(true)

    const again = await openStore({ folder, kind: 'live', key })
    if (!again.ok) throw new Error(again.refusal.message)
    const store = again.value
    cleanUp.push(() => store.close())
    expect(store.problem).toBeNull()
    const rows = await store.read.selectFrom('meta').selectAll().where('key', 'like', 'row-%').execute()
    const last = confirmed()
    for (let number = 1; number <= last; number += 1) {
      expect(rows.find((row) => row.key === `row-${number}`)?.value).toBe(String(number).repeat(200))
    }
    // At most the one under way when it was killed.
    expect(rows.length - last).toBeLessThanOrEqual(1)
    expect(await store.findDamage()).toEqual([])
    await store.write((tx) => tx.insertInto('meta').values({ key: 'after', value: 'x' }).execute())
  })
})
