import { execFile } from 'node:child_process'
import { writeFile } from 'node:fs/promises'
import path from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { temporaryFolder } from '../support/test-store.ts'

let folder: string
let remove: () => Promise<void>
beforeAll(async () => {
  ;({ folder, remove } = await temporaryFolder())
})
afterAll(() => remove())

function clock(...args: string[]): Promise<{ code: number; stdout: string; stderr: string }> {
  return new Promise((resolve) => {
    execFile(process.execPath, ['src/main/cli.ts', 'clock', ...args], (error, stdout, stderr) =>
      resolve({ code: typeof error?.code === 'number' ? error.code : 0, stdout, stderr }),
    )
  })
}

it('answers a file of cases with one JSON document', async () => {
  const file = path.join(folder, 'cases.json')
  const events = [{ date: '2025-01-06', type: 'referral_received' }]
  await writeFile(file, JSON.stringify({ cases: [{ name: 'waits', events, census: '2025-03-31' }] }))
  const ran = await clock(file)
  expect(ran).toMatchObject({ code: 0, stderr: '' })
  expect(JSON.parse(ran.stdout)).toMatchObject([
    { name: 'waits', clocks: [{ start: '2025-01-06', stop: null, days: 84 }], open: true, flags: [] },
  ])
}, 60_000)

it('prints nothing but the error for wrong input, and calls wrong usage so', async () => {
  const file = path.join(folder, 'wrong.json')
  const events = [{ date: '2025-02-30', type: 'referral_received' }]
  await writeFile(file, JSON.stringify({ cases: [{ name: 'wrong', events, census: '2025-03-31' }] }))
  const wrong = await clock(file)
  expect(wrong).toMatchObject({ code: 1, stdout: '' })
  expect(JSON.parse(wrong.stderr)).toMatchObject({
    error: { code: 'invalid', detail: { field: 'cases[0].events[0].date' } },
  })
  const missing = await clock(path.join(folder, 'nowhere.json'))
  expect(missing).toMatchObject({ code: 1, stdout: '' })
  expect(JSON.parse(missing.stderr)).toMatchObject({ error: { code: 'not_found' } })
  const usage = await clock()
  expect(usage).toMatchObject({ code: 2, stdout: '' })
  expect(JSON.parse(usage.stderr)).toMatchObject({ error: { code: 'usage' } })
}, 60_000)
