import { screen, waitFor, within } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { afterEach, beforeEach, expect, it } from 'vitest'
import type { RecordableEvent } from '../../../src/shared/contract/referrals.ts'
import { registerReferral } from '../../support/register.ts'
import { createTestStore, type TestStore } from '../../support/test-store.ts'
import { accessibilityFaults } from '../support.tsx'
import { openScreen, textOf } from '../waiting-list/open-screens.tsx'

let test: TestStore
beforeEach(async () => {
  test = await createTestStore({ today: '2026-03-02' })
})
afterEach(() => test.close())

/** A baby from the newborn screen whose advice was asked for; received on 6 October 2025. */
function baby() {
  return registerReferral(
    test.client,
    {
      serviceId: 'audiology',
      receivedDate: '2025-10-06',
      reasonCodes: ['NHSP_REFER_BILATERAL'],
      circumstances: { screenCompletedDate: '2025-09-29', ehcnaAdviceRequestDate: '2026-02-09' },
    },
    { familyName: 'Ashworth', givenName: 'Amber', dateOfBirth: '2025-09-22' },
  )
}

async function record(referralId: string, event: RecordableEvent, happenedOn: string) {
  const { version } = await test.client.referrals.get({ referralId })
  return test.client.referrals.record({ referralId, version, event, happenedOn, reason: 'For a test' })
}

async function openClocks(childId: string) {
  await openScreen(test, `/children/${childId}`)
  const user = userEvent.setup()
  await user.click(await screen.findByRole('tab', { name: 'Clocks' }))
  const list = await screen.findByRole('list', { name: 'Clocks, Audiology' })
  return { user, list }
}

it('tells each clock in sentences with dates', async () => {
  const { childId } = await baby()
  const { list } = await openClocks(childId)
  const names = within(list)
    .getAllByRole('heading', { level: 3 })
    .map((heading) => heading.textContent)
  expect(names).toEqual([
    'Community wait',
    'Audiology within six weeks',
    'After the newborn hearing screen',
    'Advice for an EHC needs assessment',
  ])
  expect(textOf(list)).toContain('Counted from 29-Sep-2025, when the newborn screen was completed.')
  expect(textOf(list)).toContain('due by 23-Mar-2026, by law')
  expect(within(list).getAllByText('Overdue')).toHaveLength(3)
  expect(await accessibilityFaults()).toEqual([])
})

it('names the other clocks in “Why this wait?”, reached by keyboard', async () => {
  const { childId } = await baby()
  await openScreen(test, `/children/${childId}`)
  const user = userEvent.setup()
  const why = await screen.findByRole('button', { name: 'Why this wait?' })
  why.focus()
  await user.keyboard('{Enter}')
  const dialog = await screen.findByRole('dialog', { name: 'Why this wait?' })
  expect(textOf(dialog)).toContain('Audiology within six weeks: 147 days, due by 17-Nov-2025 (over).')
  await user.keyboard('{Escape}')
  await waitFor(() => expect(document.activeElement).toBe(why))
})

it('shows what a corrected received date changes, then records it with its reason', async () => {
  const { childId, referralId } = await baby()
  const { user } = await openClocks(childId)
  await user.click(screen.getByRole('button', { name: 'Correct a date' }))
  const dialog = await screen.findByRole('dialog', { name: 'Correct a date' })
  await user.type(within(dialog).getByRole('textbox', { name: /Right received date/ }), '01/12/2025')
  await user.tab()
  const preview = await within(dialog).findByRole('region', { name: 'What will change' })
  expect(textOf(within(preview).getByRole('table'))).toContain('147 days from 06-Oct-2025, running')
  expect(textOf(preview)).toContain('91 days from 01-Dec-2025, running')
  expect(textOf(preview)).toContain('Stays as it is: After the newborn hearing screen')
  expect(textOf(preview)).toContain('October 2025: (CYP) Audiology 15–28 → not counted')
  expect(await accessibilityFaults(dialog)).toEqual([])
  expect(await test.client.referrals.get({ referralId })).toMatchObject({ receivedDate: '2025-10-06' })

  await user.click(within(dialog).getByRole('button', { name: /Record the correction/ }))
  expect(await within(dialog).findAllByText('Give a reason of at least 3 characters')).not.toHaveLength(0)
  await user.type(within(dialog).getByRole('textbox', { name: /Reason/ }), 'Date stamp misread')
  await user.keyboard('{Control>}{Enter}{/Control}')
  await waitFor(() => expect(screen.queryByRole('dialog', { name: 'Correct a date' })).toBeNull())
  const after = await test.client.referrals.get({ referralId })
  expect(after.receivedDate).toBe('2025-12-01')
  expect(after.timeline.some((entry) => entry.reason === 'Date stamp misread')).toBe(true)
  await waitFor(() =>
    expect(textOf(screen.getByRole('list', { name: 'Clocks, Audiology' }))).toContain('13 weeks (91 days)'),
  )
})

it('moves or takes out an entry, and says beside the box why a date is not possible', async () => {
  const { childId, referralId } = await baby()
  await record(referralId, { type: 'attended', detail: { treatment: false, outcome: null } }, '2026-02-16')
  const { user } = await openClocks(childId)
  await user.click(screen.getByRole('button', { name: 'Correct a date' }))
  const dialog = await screen.findByRole('dialog', { name: 'Correct a date' })
  await user.click(within(dialog).getByRole('combobox', { name: /What is wrong/ }))
  await user.click(await screen.findByRole('option', { name: '16-Feb-2026: Attended' }))
  await user.click(within(dialog).getByRole('radio', { name: 'It did not happen, or not to this child' }))
  const preview = await within(dialog).findByRole('region', { name: 'What will change' })
  expect(textOf(preview)).toContain('Runs on instead of having stopped')
  expect(textOf(preview)).toContain('February 2026: (CYP) Audiology not counted → 127–364')
  await user.click(within(dialog).getByRole('radio', { name: 'It happened on another day' }))
  await user.type(within(dialog).getByRole('textbox', { name: /Right date/ }), '01/10/2025')
  await user.tab()
  expect(await within(dialog).findByText('That date is before the referral was received.')).toBeTruthy()
  expect(await accessibilityFaults(dialog)).toEqual([])
})

it('offers the facts of the treatment clock only where a consultant leads, and asks in plain words', async () => {
  const { childId, referralId } = await registerReferral(test.client, {
    serviceId: 'neurodevelopment',
    receivedDate: '2026-01-05',
  })
  await record(referralId, { type: 'attended', detail: { treatment: false, outcome: null } }, '2026-02-02')
  await openScreen(test, `/children/${childId}`)
  const user = userEvent.setup()
  await user.click(await screen.findByRole('button', { name: 'More' }))
  await user.click(await screen.findByRole('menuitem', { name: 'Start active monitoring' }))
  const dialog = await screen.findByRole('dialog', { name: 'Start active monitoring' })
  await user.click(within(dialog).getByRole('button', { name: /Save/ }))
  expect(await within(dialog).findAllByText('Say whose wish it was')).not.toHaveLength(0)
  await user.click(within(dialog).getByRole('radio', { name: /agreed with the family/ }))
  expect(await accessibilityFaults(dialog)).toEqual([])
  await user.click(within(dialog).getByRole('button', { name: /Save/ }))
  await waitFor(async () =>
    expect((await test.client.clocks.explain({ referralId })).clocks[1]).toMatchObject({
      id: 'rtt-1',
      state: 'stopped',
      rttCode: '32',
    }),
  )
  const slt = await registerReferral(test.client, { receivedDate: '2026-01-05' })
  const offered = (await test.client.referrals.get({ referralId: slt.referralId })).actions.map(
    (action) => action.type,
  )
  expect(offered).not.toContain('active_monitoring_started')
  expect(offered).not.toContain('ehc_advice_sent')
  expect(offered).toContain('delay_requested')
})
