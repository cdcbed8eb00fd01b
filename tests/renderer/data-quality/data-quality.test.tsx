import { writeFile } from 'node:fs/promises'
import path from 'node:path'
import { screen, waitFor, within } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import type { Role } from '../../../src/shared/codes/roles.ts'
import { ana, chidi, extractOf } from '../../support/import-file.ts'
import { registerReferral } from '../../support/register.ts'
import { firstPerson, openApp, startBackend } from '../session/open-app.tsx'
import { accessibilityFaults } from '../support.tsx'

/** A store whose first person has these roles. */
async function working(roles: readonly Role[] = ['administrator', 'clinical_lead', 'manager']) {
  const backend = await startBackend()
  await backend.client.session.createStore(firstPerson)
  const { person } = await backend.client.session.state()
  const [account] = await backend.client.accounts.list()
  await backend.client.accounts.setRoles({
    id: person?.id ?? '',
    version: account?.version ?? 1,
    roles: ['system_administrator', ...roles],
  })
  return backend
}

const rowsOf = (name: string) => within(screen.getByRole('grid', { name })).getAllByRole('rowheader')

describe('data quality', () => {
  it('says for each rule how many, and the number opens a list as long', async () => {
    const { client } = await working()
    await registerReferral(client, { receivedDate: '2026-02-10' })
    await registerReferral(client, { receivedDate: '2026-02-11' }, { language: 'Welsh' })
    const { user } = openApp({ client }, { at: '/data-quality' })
    const table = await screen.findByRole('table', { name: 'Gaps by rule, the costliest first' })
    expect(screen.getByRole('link', { name: /^Data quality/ }).getAttribute('aria-current')).toBe('page')
    expect(await accessibilityFaults()).toEqual([])
    await user.click(within(table).getByRole('link', { name: 'Open the list: Language not recorded, 1' }))
    await screen.findByRole('heading', { level: 1, name: 'Language not recorded' })
    await waitFor(() => expect(rowsOf('Language not recorded')).toHaveLength(1))
    expect(screen.getByText(/^Applies: Always/)).toBeTruthy()
    expect(await accessibilityFaults()).toEqual([])
  })

  it('says when there is nothing to look at, and nothing to fix', async () => {
    const { client } = await working()
    openApp({ client }, { at: '/data-quality' })
    expect(await screen.findByText('No referral is open')).toBeTruthy()
    window.location.hash = '/data-quality/rule/no_queue'
    expect(await screen.findByText('Nothing to fix here')).toBeTruthy()
    window.location.hash = '/data-quality/rule/not_a_rule'
    expect(await screen.findByText('No referral is open')).toBeTruthy()
  })

  it('is put right with Enter, and saving goes to the next row', async () => {
    const { client } = await working()
    const first = await registerReferral(client, { receivedDate: '2026-02-10' }, { familyName: 'Alpha' })
    const second = await registerReferral(client, { receivedDate: '2026-02-11' }, { familyName: 'Beta' })
    const { user } = openApp({ client }, { at: '/data-quality/rule/postcode_missing' })
    await user.click((await screen.findAllByText('No postcode is recorded.'))[0]!)
    await user.keyboard('{Enter}')
    const dialog = await screen.findByRole('dialog', { name: 'Postcode missing or not a postcode' })
    expect(await within(dialog).findByText(/1 of 2/)).toBeTruthy()
    const box = await within(dialog).findByLabelText('Postcode')
    expect(await accessibilityFaults(dialog)).toEqual([])
    await user.click(box)
    await user.keyboard('nowhere{Enter}')
    expect((await within(dialog).findAllByText(/Enter a whole postcode/)).length).toBeGreaterThan(0)
    await user.clear(box)
    await user.keyboard('qa1 1aa{Enter}')
    const next = await screen.findByText(/2 of 2/)
    expect(next.closest('[role=dialog]')).toBeTruthy()
    expect((await client.children.get({ childId: first.childId })).child.postcode).toBe('QA1 1AA')
    const other = await screen.findByLabelText('Postcode')
    await user.click(other)
    await user.keyboard('QA11AB')
    await user.keyboard('{Control>}{Enter}{/Control}')
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull())
    expect((await client.children.get({ childId: second.childId })).child.postcode).toBe('QA1 1AB')
    expect(await screen.findByText('Nothing to fix here')).toBeTruthy()
  })

  it('records consent on the referral it is about', async () => {
    const { client } = await working()
    const { referralId } = await registerReferral(client, { receivedDate: '2026-02-10' })
    const { user } = openApp({ client }, { at: '/data-quality/rule/consent_missing' })
    await user.click(await screen.findByText('Consent is not recorded.'))
    await user.keyboard('{Enter}')
    await user.click(await screen.findByRole('combobox', { name: 'Consent to the referral' }))
    await user.click(await screen.findByRole('option', { name: 'Given', hidden: true }))
    await user.keyboard('{Control>}{Enter}{/Control}')
    await waitFor(async () =>
      expect((await client.referrals.get({ referralId })).facts.consentStatus).toBe('given'),
    )
  })

  it('fills in for many after saying for how many, and takes it back', async () => {
    const { client } = await working()
    const { childId } = await registerReferral(client, { receivedDate: '2026-02-10' })
    await registerReferral(client, { receivedDate: '2026-02-11' })
    const { user } = openApp({ client }, { at: '/data-quality/rule/gp_practice_missing' })
    await screen.findAllByText('No GP practice is recorded.')
    for (const box of screen.getAllByRole('checkbox').slice(-2)) await user.click(box)
    await user.click(await screen.findByRole('button', { name: 'Fill in the GP practice…' }))
    const dialog = await screen.findByRole('dialog', { name: 'GP practice of 2 referrals' })
    await user.type(within(dialog).getByLabelText(/GP practice code/), 'y99999')
    expect(await accessibilityFaults(dialog)).toEqual([])
    await user.click(await within(dialog).findByRole('button', { name: /^Fill in for 2 children/ }))
    await waitFor(async () =>
      expect((await client.children.get({ childId })).child.gpPracticeCode).toBe('Y99999'),
    )
    await user.click(await screen.findByRole('button', { name: 'Undo' }))
    await waitFor(async () =>
      expect((await client.children.get({ childId })).child.gpPracticeCode).toBeNull(),
    )
  })

  it('is looked at, not changed, by those who do not record', async () => {
    const { client } = await working(['administrator'])
    const { childId } = await registerReferral(client, { receivedDate: '2026-02-10' })
    const [account] = await client.accounts.list()
    await client.accounts.setRoles({
      id: account?.id ?? '',
      version: account?.version ?? 1,
      roles: ['system_administrator', 'manager'],
    })
    const { user } = openApp({ client }, { at: '/data-quality/rule/language_missing' })
    await user.click(await screen.findByText('No language is recorded.'))
    expect(screen.queryByRole('checkbox')).toBeNull()
    await user.keyboard('{Enter}')
    await waitFor(() => expect(window.location.hash).toBe(`#/children/${childId}`))
    expect(screen.queryByRole('dialog')).toBeNull()
  })

  it('has nothing to score or compare at first, and says what to do', async () => {
    const { client } = await working(['manager'])
    const { user } = openApp({ client }, { at: '/data-quality/score' })
    expect(await screen.findByText('Nothing to score')).toBeTruthy()
    await user.click(screen.getByRole('link', { name: 'Extracts compared' }))
    expect(await screen.findByText('No two imports from one source yet')).toBeTruthy()
    expect(await accessibilityFaults()).toEqual([])
  })

  it('scores each service and says what takes points', async () => {
    const { client } = await working()
    await registerReferral(client, { receivedDate: '2026-02-10' })
    const { user } = openApp({ client }, { at: '/data-quality/score' })
    const table = await screen.findByRole('table', {
      name: 'What takes points from Speech and language therapy',
    })
    expect(within(table).getByRole('link', { name: 'NHS number missing' })).toBeTruthy()
    expect(await accessibilityFaults()).toEqual([])
    await user.click(within(table).getByRole('link', { name: 'NHS number missing' }))
    await waitFor(() => expect(rowsOf('NHS number missing')).toHaveLength(1))
  })

  type Working = Awaited<ReturnType<typeof working>>

  /** Imports one file after the other from one source, as `week-0.csv`, `week-1.csv` and so on. */
  async function importWeeks({ client, host, folder }: Working, weeks: Parameters<typeof extractOf>[0][]) {
    for (const [index, rows] of weeks.entries()) {
      const file = path.join(folder, `${index}.csv`)
      const text = extractOf(rows)
      await writeFile(file, text)
      host.grantFile(
        `quality-file-${index}`,
        { path: file, name: `week-${index}.csv`, size: text.length },
        'read',
      )
      const asked = { file: `quality-file-${index}`, source: 'PAS' }
      const { mapping } = await client.imports.inspect(asked)
      let draftId = ''
      for await (const event of await client.imports.preview({ ...asked, mapping }))
        if (event.kind === 'preview') draftId = event.draftId
      for await (const event of await client.imports.commit({ draftId }))
        expect(event.kind).not.toBe('preview')
    }
  }
  const schools = ['Old School', 'New School', 'Third School'].map((school) => ({ ...ana, school }))

  it('compares two extracts, each number opening its rows', async () => {
    const app = await working()
    const { client } = app
    await importWeeks(app, [[schools[0]!, chidi], [schools[1]!]])
    const { user } = openApp({ client }, { at: '/data-quality/extracts' })
    await user.click(await screen.findByRole('button', { name: /^1 ?Changed/ }))
    expect(await screen.findByText('School: Old School → New School')).toBeTruthy()
    expect(await accessibilityFaults()).toEqual([])
    await user.click(screen.getByRole('button', { name: /^1 ?Gone/ }))
    expect(await screen.findByRole('rowheader', { name: /OKAFOR/ })).toBeTruthy()
  })

  it('is reached from an import that has an earlier one from its source', async () => {
    const app = await working()
    await importWeeks(app, [[schools[0]!], [schools[1]!], [schools[2]!]])
    const { user } = openApp({ client: app.client }, { at: '/referrals' })
    const past = await screen.findByRole('grid', { name: 'Past imports' })
    // The latest first; the oldest has nothing to be compared with.
    await waitFor(() => expect(within(past).getAllByRole('link', { name: 'Compare' })).toHaveLength(2))
    const rows = within(past).getAllByRole('row')
    const oldest = rows.find((row) => row.textContent?.includes('week-0.csv'))!
    expect(within(oldest).queryByRole('link', { name: 'Compare' })).toBeNull()
    const middle = rows.find((row) => row.textContent?.includes('week-1.csv'))!
    await user.click(within(middle).getByRole('link', { name: 'Compare' }))
    const later = await screen.findByRole('combobox', { name: 'Later' })
    expect((later as HTMLInputElement).value).toContain('week-1.csv')
    expect(await screen.findByText('School: Old School → New School')).toBeTruthy()
  })
})
