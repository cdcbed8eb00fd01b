import { screen, waitFor, within } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { useLocation } from 'wouter'
import { createTestStore, type TestStore } from '../../support/test-store.ts'
import type { CypWaitsBridge } from '../../../src/shared/bridge.ts'
import { registerReferral } from '../../support/register.ts'
import { usePresetWaitingList } from '../../../src/renderer/features/waiting-list/index.ts'
import { accessibilityFaults } from '../support.tsx'
import { acceptedReferral, openScreen, textOf } from './open-screens.tsx'

let test: TestStore

beforeEach(async () => {
  test = await createTestStore({ today: '2026-03-02' })
})
afterEach(() => test.close())

const amber = {
  familyName: 'Ashworth',
  givenName: 'Amber',
  preferredName: 'Amy',
  dateOfBirth: '2019-05-17',
  nhsNumber: '9990000018',
  localPatientId: 'L100',
}
const bilal = { familyName: 'Baig', givenName: 'Bilal', dateOfBirth: '2020-01-09', localPatientId: 'L200' }
const carys = { familyName: 'Carter', givenName: 'Carys', dateOfBirth: '2021-03-04' }

/** Two children waiting to be booked, the longer wait first, and one not triaged. */
async function fill() {
  const first = await acceptedReferral(test, amber, { receivedDate: '2024-11-04' })
  const second = await acceptedReferral(test, bilal, { receivedDate: '2026-01-12' })
  const third = await registerReferral(
    test.client,
    { serviceId: 'audiology', receivedDate: '2026-02-23' },
    carys,
  )
  return { first, second, third }
}

const grid = () => screen.getByRole('grid', { name: 'Waiting list' })
const rows = () => within(grid()).getAllByRole('row').slice(1)
const rowOf = (name: string) => rows().find((row) => row.textContent.includes(name))!

async function open(path = '/waiting-list') {
  const opened = await openScreen(test, path)
  await waitFor(() => expect(rows().length).toBeGreaterThan(0))
  return opened
}

it('lists who waits in queue order, with the number, the wait in words, the band and how many of how many', async () => {
  await fill()
  await open()
  expect(textOf(rows()[0])).toContain('ASHWORTH, Amber (Amy)')
  expect(textOf(rows()[0])).toContain('999 000 0018')
  expect(textOf(rows()[0])).toContain('69 weeks (483 days)')
  expect(textOf(rows()[0])).toContain('>52-104 weeks')
  expect(textOf(rows()[0])).toContain('Overdue')
  expect(screen.getByText('3 referrals')).toBeTruthy()
  expect(screen.getByText(/Sorted by queue order/)).toBeTruthy()
  expect(screen.getByText('As at 02-Mar-2026')).toBeTruthy()
})

it('has no accessibility fault axe can find', async () => {
  await fill()
  await open()
  expect(await accessibilityFaults()).toEqual([])
})

it('tells a decided priority from a suggested one in words', async () => {
  await fill()
  await open()
  expect(textOf(rowOf('ASHWORTH'))).toContain('Routine')
  expect(textOf(rowOf('ASHWORTH'))).not.toContain('suggested')
  expect(textOf(rowOf('CARTER'))).toMatch(/suggested|Not triaged/)
})

it('opens the child with Enter', async () => {
  const { first } = await fill()
  const { history } = await open()
  const user = userEvent.setup()
  const cell = within(rowOf('ASHWORTH')).getByRole('rowheader')
  cell.focus()
  await user.keyboard('{Enter}')
  expect(history.at(-1)).toBe(`/children/${first.childId}/referrals/${first.referralId}`)
})

it('says why a child stands where it does, in words', async () => {
  await fill()
  await open()
  const user = userEvent.setup()
  await user.click(within(rowOf('ASHWORTH')).getByRole('button', { name: /Why here/ }))
  const reasons = await screen.findByRole('dialog', { name: 'Why here in the list?' })
  expect(await within(reasons).findByText(/strictly in order of wait start: 04-Nov-2024/)).toBeTruthy()
  expect(within(reasons).getByText(/Still waiting on 02-Mar-2026: 483 days/)).toBeTruthy()
})

it('hides every name, number and date of birth while names are off, and shows the local reference', async () => {
  await fill()
  await open()
  const user = userEvent.setup()
  await user.click(screen.getByRole('switch', { name: 'Names off for meetings' }))
  await waitFor(() => expect(textOf(grid())).toContain('L100'))
  expect(textOf(document.body)).not.toMatch(/ashworth|amber|baig|carys/i)
  expect(textOf(document.body)).not.toContain('999 000 0018')
  expect(textOf(document.body)).not.toContain('17-May-2019')
  const boxes = within(grid()).getAllByRole('checkbox')
  expect(boxes.map((box) => box.getAttribute('aria-label')).join(' ')).not.toMatch(/ashworth|baig|carter/i)
  expect(textOf(grid())).toContain('6y 9m')
})

it('names no child in the preview of a bulk action while names are off', async () => {
  await fill()
  await open()
  const user = userEvent.setup()
  await user.click(screen.getByRole('switch', { name: 'Names off for meetings' }))
  await waitFor(() => expect(textOf(grid())).toContain('L100'))
  for (const box of within(grid()).getAllByRole('checkbox').slice(1)) await user.click(box.parentElement!)
  await user.click(screen.getByRole('button', { name: 'Opt-in sent…' }))
  const dialog = await screen.findByRole('dialog')
  expect(await within(dialog).findByText('2 of 3 apply')).toBeTruthy()
  expect(textOf(dialog)).not.toMatch(/carter/i)
})

it('narrows by a chip whose choices carry counts, and says n of N', async () => {
  await fill()
  await open()
  const user = userEvent.setup()
  await user.click(screen.getByRole('button', { name: /^Service/ }))
  await user.click(await screen.findByRole('checkbox', { name: 'Audiology, 1' }))
  await waitFor(() => expect(rows()).toHaveLength(1))
  expect(textOf(rows()[0])).toContain('CARTER, Carys')
  expect(screen.getByText('1 of 3 referrals')).toBeTruthy()
})

it('says when it shows one import only, and takes that off again', async () => {
  await fill()
  function ShowImport() {
    const preset = usePresetWaitingList()
    const [, navigate] = useLocation()
    const show = () => {
      preset({ queue: 'all_open', importBatch: '01900000-0000-7000-8000-000000000001' })
      navigate('/waiting-list')
    }
    return <button onClick={show}>Show the import</button>
  }
  await openScreen(test, '/elsewhere', undefined, <ShowImport />)
  const user = userEvent.setup()
  await user.click(await screen.findByRole('button', { name: 'Show the import' }))
  expect(await screen.findByText('From one import')).toBeTruthy()
  expect(await screen.findByText('0 of 3 referrals')).toBeTruthy()
  await user.click(screen.getByRole('button', { name: 'Remove the filter from one import' }))
  await waitFor(() => expect(rows()).toHaveLength(3))
  expect(screen.queryByText('From one import')).toBeNull()
})

it('finds within the list as one types and says what to do when nothing matches', async () => {
  await fill()
  await open()
  const user = userEvent.setup()
  await user.type(screen.getByRole('textbox', { name: 'Find in this list' }), 'zzz')
  expect(await screen.findByText('No referral here matches the filters')).toBeTruthy()
  await user.click(screen.getByRole('button', { name: 'Clear the filters' }))
  await waitFor(() => expect(rows()).toHaveLength(3))
})

it('opens the queue its address names', async () => {
  await fill()
  const { history } = await open('/waiting-list/not_triaged')
  await waitFor(() => expect(rows()).toHaveLength(1))
  expect(textOf(rows()[0])).toContain('CARTER')
  expect(history.at(-1)).toBe('/waiting-list')
  expect(screen.getByRole('button', { name: /^Not triaged/ }).getAttribute('aria-pressed')).toBe('true')
})

it('shows each queue with its count, and the one that must be empty as fine', async () => {
  await fill()
  await open()
  const queues = screen.getByRole('group', { name: 'Queues' })
  expect(textOf(within(queues).getByRole('button', { name: /^To book/ }))).toContain('2')
  expect(textOf(within(queues).getByRole('button', { name: /^Not in any queue/ }))).toContain(
    '0, as it must be',
  )
})

it('previews a bulk action with the exceptions named and why, applies it and takes it back', async () => {
  const { first, third } = await fill()
  await open()
  const user = userEvent.setup()
  for (const name of ['ASHWORTH', 'CARTER'])
    await user.click(within(rowOf(name)).getByRole('checkbox').parentElement!)
  await user.click(screen.getByRole('button', { name: 'Opt-in sent…' }))
  const dialog = await screen.findByRole('dialog', { name: 'Opt-in sent for 2 referrals' })
  expect(await within(dialog).findByText('1 of 2 apply')).toBeTruthy()
  expect(textOf(within(dialog).getByRole('row', { name: /CARTER, Carys/ }))).toContain(
    'This referral has not been triaged',
  )
  expect(await accessibilityFaults(dialog)).toEqual([])
  await user.click(within(dialog).getByRole('button', { name: /Record for 1 referral/ }))
  await waitFor(() => expect(textOf(rowOf('ASHWORTH'))).toContain('Opt-in sent'))
  const untouched = await test.client.referrals.get({ referralId: third.referralId })
  expect(untouched.status).toBe('received')

  await user.click(await screen.findByRole('button', { name: 'Undo' }))
  await waitFor(async () => {
    const after = await test.client.referrals.get({ referralId: first.referralId })
    expect(after.status).toBe('waiting')
  })
})

it('closes nobody in bulk without a reason, and Cancel has the focus', async () => {
  const { first } = await fill()
  await open()
  const user = userEvent.setup()
  await user.click(within(rowOf('ASHWORTH')).getByRole('checkbox').parentElement!)
  await user.click(screen.getByRole('button', { name: 'Close…' }))
  const dialog = await screen.findByRole('dialog')
  await waitFor(() =>
    expect(document.activeElement).toBe(within(dialog).getByRole('button', { name: /Cancel/ })),
  )
  await user.click(within(dialog).getByRole('combobox', { name: /Why it leaves/ }))
  await user.click(await screen.findByRole('option', { name: 'Moved away' }))
  await within(dialog).findByText('1 of 1 apply')
  await user.click(within(dialog).getByRole('button', { name: /Record for 1/ }))
  expect(within(dialog).getAllByText('Give a reason of at least 3 characters').length).toBeGreaterThan(0)
  const after = await test.client.referrals.get({ referralId: first.referralId })
  expect(after.status).toBe('waiting')
})

it('keeps a view with its filter, and never what was typed to find somebody', async () => {
  await fill()
  await open()
  const user = userEvent.setup()
  await user.type(screen.getByRole('textbox', { name: 'Find in this list' }), 'ashworth')
  await waitFor(() => expect(rows()).toHaveLength(1))
  await user.click(screen.getByRole('button', { name: 'Save this view' }))
  await user.type(await screen.findByRole('textbox', { name: 'Name of the view' }), 'My list')
  await user.click(screen.getByRole('button', { name: 'Save' }))
  expect((await screen.findByRole('button', { name: /^My list/ })).getAttribute('aria-pressed')).toBe('true')
  const [view] = await test.client.savedViews.list()
  expect(view).toMatchObject({ name: 'My list', filter: { queue: 'all_waiting' } })
  expect(view!.filter.text).toBeUndefined()
})

it('saves what the list shows to the file the person chose', async () => {
  await fill()
  const target = `${test.folder}/list.csv`
  test.grant('token-for-a-test', { path: target, name: 'list.csv', size: 0, purpose: 'write' })
  vi.stubGlobal('cypWaits', {
    chooseWhereToSave: vi.fn<CypWaitsBridge['chooseWhereToSave']>(async () => ({
      token: 'token-for-a-test',
      name: 'list.csv',
    })),
  })
  await open()
  const user = userEvent.setup()
  await user.click(screen.getByRole('button', { name: 'Export or print' }))
  const dialog = await screen.findByRole('dialog', { name: 'Export or print' })
  await user.click(await within(dialog).findByRole('radio', { name: 'CSV' }))
  const save = within(dialog).getByRole<HTMLButtonElement>('button', { name: 'Save the file' })
  await waitFor(() => expect(save.disabled).toBe(false))
  await user.click(save)
  expect(await screen.findByText('3 referrals saved in list.csv')).toBeTruthy()
  expect(window.cypWaits.chooseWhereToSave).toHaveBeenCalledWith('waiting-list-2026-03-02.csv')
})

it('offers a manager no way to record, and no selection', async () => {
  await fill()
  await openScreen(test, '/waiting-list', ['manager'])
  await waitFor(() => expect(rows().length).toBe(3))
  expect(within(grid()).queryByRole('checkbox')).toBeNull()
})
