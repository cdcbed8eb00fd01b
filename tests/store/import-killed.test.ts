import { spawn } from 'node:child_process'
import { writeFile } from 'node:fs/promises'
import path from 'node:path'
import { createInterface } from 'node:readline'
import { expect, it } from 'vitest'
import { generateHistories } from '../../src/main/generator/histories.ts'
import { toImportRow } from '../../src/main/generator/import-rows.ts'
import { openStore } from '../../src/main/store/open.ts'
import { extractOf } from '../support/import-file.ts'
import { createTestStore } from '../support/test-store.ts'

const tables = [
  'child',
  'referral',
  'referral_event',
  'waiting_list',
  'wait',
  'import_batch',
  'audit',
] as const

it('a process killed in the middle of an import leaves nothing of it', async () => {
  const test = await createTestStore({ today: '2026-03-02' })
  try {
    const rows = [...generateHistories({ referrals: 5000, seed: 4, asAt: '2026-03-01' })].map(toImportRow)
    const file = path.join(test.folder, 'extract.csv')
    await writeFile(file, extractOf(rows))
    await test.store.close()

    const script = path.resolve('tests/support/import-until-killed.ts')
    const child = spawn(process.execPath, [script, test.folder, test.key.toString('hex'), file], {
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    const gone = new Promise((resolve) => child.once('exit', resolve))
    let saved = 0
    for await (const line of createInterface({ input: child.stdout })) {
      saved = Number(line.replace('saving ', ''))
      if (!(saved < 1500)) child.kill('SIGKILL')
    }
    await gone
    expect(child.signalCode).toBe('SIGKILL')
    expect(saved).toBeGreaterThanOrEqual(1500)

    const opened = await openStore({ folder: test.folder, kind: 'live', key: test.key })
    if (!opened.ok) throw new Error(opened.refusal.message)
    const store = opened.value
    expect(store.problem).toBeNull()
    expect(await store.findDamage()).toEqual([])
    for (const table of tables) {
      const { n } = await store.read
        .selectFrom(table)
        .select((select) => select.fn.countAll<number>().as('n'))
        .executeTakeFirstOrThrow()
      expect([table, n]).toEqual([table, 0])
    }
    await store.close()
  } finally {
    await test.close()
  }
}, 240_000)
