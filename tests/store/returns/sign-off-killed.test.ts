import { spawn } from 'node:child_process'
import path from 'node:path'
import { expect, it } from 'vitest'
import { handlers } from '../../../src/main/services/handler-tree.ts'
import { buildRouter, clientOf } from '../../../src/main/services/router.ts'
import { openStore } from '../../../src/main/store/open.ts'
import { createTestStore } from '../../support/test-store.ts'
import { received, storeHistories } from './histories.ts'

const month = '2026-02'
const waiting = 400

it.each([
  ['the rows of children', 'signed_return_row', 300],
  ['the audit trail, after all rows', 'audit', 1],
  ['the signed return itself, before it is saved', 'signed_return', 1],
])(
  'a process killed while it writes %s leaves nothing signed, and the month is signed again',
  async (_, table, after) => {
    const test = await createTestStore({ today: '2026-03-02' })
    try {
      const histories = Array.from({ length: waiting }, () => ({ facts: [received('2026-01-12')] }))
      await storeHistories(test, histories)
      const { seen } = await test.client.returns.chs({ month })
      await test.store.close()

      const script = path.resolve('tests/support/sign-until-killed.ts')
      const args = [script, test.folder, test.key.toString('hex'), month, table, String(after)]
      const child = spawn(process.execPath, args, { stdio: ['ignore', 'ignore', 'inherit'] })
      await new Promise((resolve) => child.once('exit', resolve))
      expect(child.signalCode).toBe('SIGKILL')

      const opened = await openStore({ folder: test.folder, kind: 'live', key: test.key })
      if (!opened.ok) throw new Error(opened.refusal.message)
      const store = opened.value
      expect(await store.findDamage()).toEqual([])
      const context = { ...test.context, store }
      const client = clientOf(buildRouter(handlers), {
        host: null,
        signedIn: () => context,
        log: () => undefined,
      })
      for (const left of ['signed_return', 'signed_return_row', 'audit'] as const) {
        expect([left, await store.read.selectFrom(left).selectAll().execute()]).toEqual([left, []])
      }
      const again = await client.returns.chs({ month })
      expect(again).toMatchObject({ seen, state: { state: 'open', signed: null, firstSignature: null } })
      const { signed } = await client.signedReturns.sign({ month, seen })
      expect(signed).toMatchObject({ month, version: 1 })
      const { rows } = (await client.signedReturns.get({ id: signed!.id })).document
      expect(rows.count).toBe(waiting)
      expect(await client.store.verify()).toMatchObject({ ok: true, signedReturns: 'ok' })
      await store.close()
    } finally {
      await test.close()
    }
  },
  60_000,
)
