import { screen, waitFor, within } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import { registerReferral } from '../../support/register.ts'
import { firstPerson, openApp, startBackend } from '../session/open-app.tsx'
import { accessibilityFaults } from '../support.tsx'

/** A store whose first person has every role that works on the list. */
async function working() {
  const backend = await startBackend()
  await backend.client.session.createStore(firstPerson)
  const { person } = await backend.client.session.state()
  const [account] = await backend.client.accounts.list()
  await backend.client.accounts.setRoles({
    id: person?.id ?? '',
    version: account?.version ?? 1,
    roles: [...(person?.roles ?? []), 'administrator', 'clinician', 'clinical_lead', 'manager'].filter(
      (role, index, all) => all.indexOf(role) === index,
    ) as never,
  })
  return backend
}

const rowsOf = (name: string) => within(screen.getByRole('grid', { name })).getAllByRole('row').slice(1)

describe('tasks', () => {
  it('say on Today whose they are, each number opening a list as long', async () => {
    const { client } = await working()
    await registerReferral(client, { receivedDate: '2026-02-10' })
    const counts = await client.tasks.counts({})
    expect(counts.team).toBeGreaterThan(0)
    const { user } = openApp({ client })
    const tile = await screen.findByRole('link', { name: new RegExp(`^${counts.team} tasks? for my team`) })
    expect(tile.getAttribute('href')).toBe('#/tasks/team')
    await user.click(tile)
    await screen.findByRole('heading', { level: 1, name: 'Tasks' })
    await waitFor(() => expect(rowsOf('Tasks')).toHaveLength(counts.team))
    expect(await accessibilityFaults()).toEqual([])
  })

  it('are closed with Enter, an outcome and Ctrl+Enter, and can be taken back', async () => {
    const { client } = await working()
    await registerReferral(client, { receivedDate: '2026-02-10' })
    const { user } = openApp({ client }, { at: '/tasks/team' })
    await user.click(await screen.findByText(/^No triage decision within 14 days/))
    await user.keyboard('{Enter}')
    const dialog = await screen.findByRole('dialog', { name: 'Triage decision overdue' })
    expect(await accessibilityFaults(dialog)).toEqual([])
    await user.keyboard('{Control>}{Enter}{/Control}')
    expect((await within(dialog).findAllByText('Choose how it ended')).length).toBeGreaterThan(0)
    within(dialog).getByRole('radio', { name: 'Triage decided' }).focus()
    await user.keyboard(' {Control>}{Enter}{/Control}')
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull())
    expect((await client.tasks.counts({})).all).toBe(0)
    await user.click(await screen.findByRole('button', { name: 'Undo' }))
    await waitFor(async () => expect((await client.tasks.counts({})).all).toBe(1))
  })

  it('say who changed one that was open on the screen', async () => {
    const { client } = await working()
    await registerReferral(client, { receivedDate: '2026-02-10' })
    const { user } = openApp({ client }, { at: '/tasks/team' })
    const cell = await screen.findByRole('rowheader', { name: /Triage decision overdue/ })
    await user.click(within(cell).getByText('Triage decision overdue'))
    const dialog = await screen.findByRole('dialog')
    const { rows } = await client.tasks.page({ filter: { view: 'all' } })
    await client.tasks.close({ id: rows[0]!.id, version: rows[0]!.version, outcome: 'decided' })
    await user.click(within(dialog).getByRole('button', { name: 'Take it' }))
    expect(await within(dialog).findByText(/First Person closed it: triage decided/)).toBeTruthy()
  })

  it('are given to somebody, many at once', async () => {
    const { client } = await working()
    await registerReferral(client, { receivedDate: '2026-02-10' })
    await registerReferral(client, { receivedDate: '2026-02-10' })
    const { user } = openApp({ client }, { at: '/tasks/all' })
    await screen.findAllByRole('rowheader', { name: /Triage decision overdue/ })
    for (const box of screen.getAllByRole('checkbox').slice(-2)) await user.click(box)
    await user.click(await screen.findByRole('button', { name: 'Give to…' }))
    await user.click(await screen.findByRole('button', { name: /^Give 2 tasks/ }))
    await waitFor(async () => expect((await client.tasks.counts({})).mine).toBe(2))
  })

  it('stand on the child’s page, where one is added by hand', async () => {
    const { client } = await working()
    const { childId } = await registerReferral(client, { receivedDate: '2026-02-10' })
    const { user } = openApp({ client }, { at: `/children/${childId}` })
    const panel = await screen.findByRole('region', { name: 'Tasks (1)' })
    expect(within(panel).getByRole('button', { name: /Triage decision overdue/ })).toBeTruthy()
    await user.click(within(panel).getByRole('button', { name: 'Add a task' }))
    const dialog = await screen.findByRole('dialog', { name: 'Add a task' })
    expect(await accessibilityFaults(dialog)).toEqual([])
    await user.type(within(dialog).getByRole('textbox', { name: /What is to be done/ }), 'Ring the school')
    await user.type(within(dialog).getByRole('textbox', { name: /Due on/ }), '+7')
    await user.keyboard('{Control>}{Enter}{/Control}')
    await screen.findByRole('region', { name: 'Tasks (2)' })
    expect((await client.tasks.counts({})).mine).toBe(1)
  })

  it('say that there is nothing to do', async () => {
    openApp(await working(), { at: '/tasks/mine' })
    expect(await screen.findByText('You have no task')).toBeTruthy()
    expect(await accessibilityFaults()).toEqual([])
  })
})

describe('information awaited', () => {
  it('is ticked off as it comes, and the rest stays asked', async () => {
    const { client } = await working()
    const { referralId } = await registerReferral(client, { receivedDate: '2026-02-23' })
    const { version } = await client.referrals.get({ referralId })
    await client.referrals.record({
      referralId,
      version,
      event: { type: 'information_requested', detail: { items: ['School report', 'Parent form'] } },
      happenedOn: '2026-02-23',
    })
    const { user } = openApp({ client }, { at: '/tasks/information' })
    await screen.findByText('School report, Parent form')
    expect(await accessibilityFaults()).toEqual([])
    await user.click(screen.getByRole('button', { name: /^It came/ }))
    const dialog = await screen.findByRole('dialog', { name: 'It came' })
    await user.click(within(dialog).getByRole('checkbox', { name: 'School report' }))
    await user.click(within(dialog).getByRole('button', { name: /^Save/ }))
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull())
    await screen.findByText('Parent form')
    await user.click(screen.getByRole('button', { name: /^Chased/ }))
    const chase = await screen.findByRole('dialog', { name: 'Chased' })
    expect(await accessibilityFaults(chase)).toEqual([])
    await user.click(within(chase).getByRole('button', { name: /^Save/ }))
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull())
    expect((await client.tasks.awaited({})).rows).toMatchObject([
      { missing: ['Parent form'], arrived: ['School report'], chases: 1, nextChannel: 'letter' },
    ])
  })
})
