import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { registerReferral } from '../support/register.ts'
import { createTestStore, refusalOf, type TestStore } from '../support/test-store.ts'

let test: TestStore
beforeEach(async () => {
  test = await createTestStore({ today: '2026-03-02' })
})
afterEach(() => test.close())

const transferIn = () =>
  registerReferral(
    test.client,
    {
      receivedDate: '2026-02-02',
      originalReferralDate: '2025-05-12',
      transferFrom: 'Example Community NHS Trust',
      evidence: ['developmental_history'],
    },
    { familyName: 'Ōkafor', givenName: 'Zoë' },
  )

describe('a transfer in', () => {
  it('keeps the original date and says from which provider it came', async () => {
    const { referralId } = await transferIn()
    const detail = await test.client.referrals.get({ referralId })
    expect(detail.transferredIn).toEqual({ from: 'Example Community NHS Trust' })
    expect(detail.facts.originalReferralDate).toBe('2025-05-12')
    expect(detail.timeline.at(-1)?.sentence).toBe(
      'Referral received by transfer from Example Community NHS Trust',
    )
  })

  it('is none where nobody said so, and an empty name is nobody', async () => {
    const { referralId } = await registerReferral(test.client, { transferFrom: '  ' })
    expect((await test.client.referrals.get({ referralId })).transferredIn).toBeNull()
  })
})

describe('a transfer out', () => {
  async function transferOut() {
    const { referralId } = await transferIn()
    const { version } = await test.client.referrals.get({ referralId })
    await test.client.referrals.record({
      referralId,
      version,
      event: { type: 'closed', detail: { reason: 'transferred_out', to: 'Sample Children’s Services' } },
      happenedOn: '2026-02-27',
      reason: 'The family moved',
    })
    return referralId
  }

  it('is summed up with every date the wait counts from, the evidence and what happened', async () => {
    const referralId = await transferOut()
    const parts = await test.client.referrals.transferSummary({ referralId })
    const linesOf = (heading: string) => parts.find((part) => part.heading.startsWith(heading))?.lines ?? []
    expect(linesOf('Referral')).toEqual(
      expect.arrayContaining([
        'To: Sample Children’s Services',
        'Transferred in from Example Community NHS Trust',
      ]),
    )
    expect(linesOf('Dates')).toEqual(
      expect.arrayContaining(['Original referral date: 12-May-2025', 'Received here: 02-Feb-2026']),
    )
    expect(linesOf('Clocks on 27-Feb-2026')[0]).toContain('25 days')
    expect(linesOf('Evidence held')).toHaveLength(1)
    expect(linesOf('What happened')).toEqual([
      '02-Feb-2026: Referral received by transfer from Example Community NHS Trust',
      expect.stringContaining('27-Feb-2026: Closed: transferred to another provider'),
    ])
  })

  it('is saved whole as text, and the trail says so without a name', async () => {
    const referralId = await transferOut()
    const target = path.join(test.folder, 'transfer.txt')
    test.grant('summary-token', { path: target, name: 'transfer.txt', size: 0, purpose: 'write' })
    const { sha256 } = await test.client.referrals.saveTransferSummary({ referralId, file: 'summary-token' })
    const text = await readFile(target, 'utf8')
    expect(text).toMatch(/^TRANSFER SUMMARY\n/)
    expect(text).toContain('ŌKAFOR, Zoë')
    expect(text).toContain('12-May-2025')
    expect(sha256).toMatch(/^[0-9a-f]{64}$/)
    const trail = await test.store.read
      .selectFrom('audit')
      .select('detail')
      .where('action', '=', 'referral.transfer_summary_saved')
      .execute()
    expect(trail).toHaveLength(1)
    expect(trail[0]?.detail).not.toContain('kafor')
  })

  it('is not written to a place nobody chose', async () => {
    const referralId = await transferOut()
    const saving = test.client.referrals.saveTransferSummary({ referralId, file: 'not-a-token' })
    expect(await refusalOf(saving)).toMatchObject({ kind: 'not_found', field: 'file' })
  })
})
