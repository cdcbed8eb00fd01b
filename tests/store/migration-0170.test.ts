import { expect, it } from 'vitest'
import { migrations } from '../../src/main/store/migrations/index.ts'
import { createTestStore } from '../support/test-store.ts'
import { addFacts, fact, received, storeHistories } from './returns/histories.ts'

const columns = ['received_date', 'date_of_birth', 'pathways', 'priorities', 'clinics'] as const

it('0170 writes beside waits stored before what the app writes beside new ones', async () => {
  const test = await createTestStore({ today: '2026-03-02' })
  const clinicId = '019a0000-0000-7000-8000-00000000c11c'
  const stored = await storeHistories(test, [
    { facts: [received('2025-01-06')] },
    {
      facts: [
        received('2025-01-06'),
        fact('accepted', '2025-01-08', { priority: 'routine' }),
        fact('priority_changed', '2025-02-08', { priority: 'urgent' }),
        fact('appointment_booked', '2025-02-09', { appointmentOn: '2025-03-01', clinicId }),
        fact('cancelled_by_family', '2025-02-20', { appointmentId: clinicId }),
        fact('appointment_booked', '2025-02-21', { appointmentOn: '2025-03-04' }),
      ],
    },
    {
      facts: [
        received('2025-01-06'),
        fact('planned', '2025-01-09', { dueOn: '2025-06-01' }),
        fact('closed', '2025-07-01', { reason: 'moved_away' }),
        fact('reopened', '2025-08-01', {}),
      ],
    },
    { facts: [received('2025-01-06'), fact('accepted', '2025-01-08', { priority: 'soon' })] },
    { facts: [received('2025-01-06'), fact('accepted', '2025-01-08', { priority: 'soon' })] },
  ])
  // A void takes a decision away; a void of the void brings it back.
  for (const referral of stored.slice(3)) {
    const [, accepted] = referral.eventIds
    await addFacts(test, referral.referralId, [fact('voided', '2025-01-09', { eventId: accepted! })])
  }
  const { writer } = test.store.bare
  const [voided] = writer
    .prepare<[string], string>(`SELECT id FROM referral_event WHERE referral_id = ? AND type = 'voided'`)
    .pluck()
    .all(stored[4]!.referralId)
  await addFacts(test, stored[4]!.referralId, [fact('voided', '2025-01-10', { eventId: voided! })])

  const read = () =>
    writer
      .prepare(`SELECT referral_id, ordinal, ${columns.join(', ')} FROM wait ORDER BY referral_id, ordinal`)
      .all()
  const written = read()
  expect(written.map((row) => (row as { priorities: string }).priorities)).toEqual([
    '',
    '2025-01-08 routine,2025-02-08 urgent',
    '2025-01-09 planned',
    '2025-01-09 planned',
    '2025-01-09 planned',
    '',
    '2025-01-08 soon',
  ])
  expect(written[1]).toMatchObject({ clinics: `2025-02-09 ${clinicId},2025-02-20 -` })

  const { sql } = migrations.find(({ number }) => number === 170)!
  writer.exec('DROP INDEX wait_breakdown; DROP INDEX waiting_list_off_list')
  for (const column of columns) writer.exec(`ALTER TABLE wait DROP COLUMN ${column}`)
  writer.exec(sql)
  expect(read()).toEqual(written)
  await test.close()
})
