import { screen, within } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import type { Role } from '../../../src/shared/codes/roles.ts'
import { evenColumns } from '../../../src/renderer/features/today/today-screen.tsx'
import { isOwnQueue } from '../../../src/renderer/features/today/queues-of-role.ts'
import { registerReferral } from '../../support/register.ts'
import { firstPerson, openApp, startBackend } from '../session/open-app.tsx'
import { accessibilityFaults } from '../support.tsx'

async function working() {
  const backend = await startBackend()
  await backend.client.session.createStore(firstPerson)
  return backend
}

const title = () => screen.findByRole('heading', { level: 1, name: 'Today' })

describe('today', () => {
  it('stands tiles in rows as even as they can be', () => {
    expect(evenColumns(9, 1158)).toBe(5)
    expect(evenColumns(6, 1158)).toBe(3)
    expect(evenColumns(4, 1700)).toBe(4)
    expect(evenColumns(3, 300)).toBe(1)
  })

  it('shows the ways to begin while there is no referral', async () => {
    openApp(await working())
    await title()
    expect(await screen.findByText(/There are no referrals yet/)).toBeTruthy()
    expect(screen.queryByRole('table')).toBeNull()
    expect(await accessibilityFaults()).toEqual([])
  })

  it('says each number as a sentence that opens its list', async () => {
    const { client } = await working()
    await registerReferral(client, { receivedDate: '2026-02-02' })
    await registerReferral(client, { receivedDate: '2024-02-02', serviceId: 'audiology' })
    openApp({ client })
    const tile = await screen.findByRole('link', { name: /^2 referrals to triage/ })
    expect(tile.getAttribute('href')).toBe('#/waiting-list/not_triaged')
    const clear = screen.getByText(/^Nothing in/)
    expect(within(clear).getByRole('link', { name: 'To book' }).getAttribute('href')).toBe(
      '#/waiting-list/to_book',
    )
    expect(await accessibilityFaults()).toEqual([])
  })

  it('counts who waits in each service, and how long', async () => {
    const { client } = await working()
    await registerReferral(client, { receivedDate: '2026-02-02' })
    await registerReferral(client, { receivedDate: '2024-02-02' })
    const { user } = openApp({ client })
    const row = await screen.findByRole('row', { name: /^Speech and language therapy/ })
    const cells = within(row).getAllByRole('cell')
    expect(cells.map((cell) => cell.textContent)).toEqual([
      '2',
      '150%',
      '150%',
      '108 weeks (759 days), over 52 weeks',
    ])
    expect(within(screen.getByRole('row', { name: /^Audiology/ })).getByText('Nobody waits')).toBeTruthy()
    await user.click(within(cells[2] as HTMLElement).getByRole('link'))
    expect(window.location.hash).toBe('#/waiting-list')
  })

  it('narrows to the service chosen in the top bar', async () => {
    const { client } = await working()
    await registerReferral(client, { receivedDate: '2026-02-02' })
    const { user } = openApp({ client })
    await screen.findByRole('row', { name: /^Speech and language therapy/ })
    await user.click(screen.getByRole('combobox', { name: 'Service' }))
    await user.click(await screen.findByRole('option', { name: 'Audiology' }))
    expect(await screen.findByRole('row', { name: /^Audiology.*Nobody waits/ })).toBeTruthy()
    expect(screen.queryByRole('row', { name: /^Speech and language therapy/ })).toBeNull()
    expect(screen.queryByText(/There are no referrals yet/)).toBeNull()
  })

  it('puts first what the roles of a person work through', () => {
    const own = (queue: Parameters<typeof isOwnQueue>[0], ...roles: Role[]) => isOwnQueue(queue, roles)
    expect(own('to_book', 'administrator')).toBe(true)
    expect(own('to_book', 'clinician')).toBe(false)
    expect(own('not_triaged', 'clinician')).toBe(true)
    expect(own('not_triaged', 'manager')).toBe(false)
    expect(own('to_book', 'clinician', 'administrator')).toBe(true)
    expect(own('overdue_urgent', 'manager')).toBe(true)
  })
})
