import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { configure, screen, waitFor, within } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { addFacts, fact, type Stored } from '../../store/returns/histories.ts'
import { createTestStore, type TestStore } from '../../support/test-store.ts'
import { accessibilityFaults } from '../support.tsx'
import { fillFebruary, panel, showReturns, slt, step } from './harness.tsx'

// A real store answers behind these screens; a busy computer may take its time.
configure({ asyncUtilTimeout: 15_000 })

let test: TestStore
let stored: Stored[]

beforeEach(async () => {
  test = await createTestStore({ today: '2026-03-02' })
  stored = await fillFebruary(test)
})
afterEach(() => test.close())

const at = (name: string, month = '2026-02') => `/returns/month/${month}/${name}`

async function sign(month = '2026-02') {
  const { seen } = await test.client.returns.chs({ month })
  const { signed } = await test.client.signedReturns.sign({ month, seen })
  return signed!
}

async function breakALine() {
  await test.store.write((tx) =>
    tx.updateTable('service').set({ chs_line: '' }).where('id', '=', 'audiology').execute(),
  )
}

it('opens the records behind a check, and lets a manager sign off in spite of it with a reason', async () => {
  await breakALine()
  showReturns(test, { at: at('checks') })
  const user = userEvent.setup()
  const sentence = /Audiology has no service line/
  const checks = within(await screen.findByRole('region', { name: 'What the checks found' }))
  expect(checks.getByText('Error')).toBeTruthy()
  expect(screen.getByText(/Sign-off is blocked by 1 error/)).toBeTruthy()
  expect(step('Sign off').textContent).toContain('Blocked')
  expect(await accessibilityFaults()).toEqual([])

  await user.click(checks.getByRole('button', { name: /^Open the records: Audiology has no service line/ }))
  const list = await screen.findByRole('dialog', { name: /^What the check found/ })
  await waitFor(() => expect(within(list).getByRole('grid').getAttribute('aria-rowcount')).toBe('2'))
  expect(await accessibilityFaults(list)).toEqual([])
  await user.click(within(list).getByRole('button', { name: 'Export or print' }))
  const leaving = await screen.findByRole('dialog', { name: 'Export or print' })
  expect(
    await within(leaving).findByText(/^Check of the return for .*: a service without a line/),
  ).toBeTruthy()
  await user.click(within(leaving).getByRole('button', { name: 'Close without exporting' }))
  await waitFor(() => expect(screen.queryByRole('dialog', { name: 'Export or print' })).toBeNull())
  await user.click(within(list).getByRole('button', { name: 'Close the list' }))
  await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull())

  await user.click(checks.getByRole('button', { name: /^Give a reason to sign off in spite of it/ }))
  const dialog = await screen.findByRole('dialog', { name: 'Sign off in spite of this error?' })
  await user.type(within(dialog).getByLabelText(/^Reason/), 'Too short')
  await user.click(within(dialog).getByRole('button', { name: /^Keep the reason/ }))
  expect(within(dialog).getAllByText('Give a reason of at least 20 characters').length).toBeGreaterThan(0)
  expect(await accessibilityFaults(dialog)).toEqual([])
  await user.type(within(dialog).getByLabelText(/^Reason/), ': counted by the neighbouring trust')
  await user.click(within(dialog).getByRole('button', { name: /^Keep the reason/ }))
  expect(await screen.findByText(/“Too short: counted by the neighbouring trust”/)).toBeTruthy()
  expect(await screen.findByText('Nothing blocks sign-off.')).toBeTruthy()
  expect(screen.getByText(sentence)).toBeTruthy()

  await user.click(screen.getByRole('button', { name: /^Withdraw the reason/ }))
  expect(await screen.findByText(/Sign-off is blocked by 1 error/)).toBeTruthy()
})

it('offers no reason and no signature to somebody who is not a manager', async () => {
  await breakALine()
  showReturns(test, { at: at('checks'), roles: ['clinical_lead'] })
  await screen.findByRole('button', { name: /^Open the records/ })
  expect(screen.queryByRole('button', { name: /^Give a reason/ })).toBeNull()
  screen.getByRole('link', { name: /^6\. Sign off/ }).click()
  expect(await screen.findByText('A manager signs the return off.')).toBeTruthy()
})

it('signs off after a statement, says who, when and the hash, verifies, and re-opens with a reason', async () => {
  const { location } = showReturns(test, { at: at('sign-off') })
  const user = userEvent.setup()
  const button = await screen.findByRole<HTMLButtonElement>('button', { name: 'Sign off February 2026' })
  expect(button.disabled).toBe(true)
  expect(panel('What is signed').getByText('Balances on every line')).toBeTruthy()
  expect(await accessibilityFaults()).toEqual([])
  await user.click(screen.getByRole('checkbox', { name: /I have looked at the figures/ }))
  button.focus()
  await user.keyboard('{Enter}')
  const signed = await screen.findByRole('region', { name: /^February 2026 is signed off by/ })
  expect(within(signed).getByText(test.context.person.displayName)).toBeTruthy()
  expect(step('Sign off').textContent).toContain('Done')
  await user.click(within(signed).getByRole('button', { name: 'Verify the signed copy' }))
  expect(await screen.findByText('The signed copy is what was signed')).toBeTruthy()
  expect(await accessibilityFaults()).toEqual([])

  await user.click(within(signed).getByRole('button', { name: 'Re-open with a reason' }))
  const dialog = await screen.findByRole('dialog', { name: 'Re-open February 2026?' })
  await user.type(within(dialog).getByLabelText(/^Reason/), 'Two late contacts')
  await user.click(within(dialog).getByRole('button', { name: /^Re-open February 2026/ }))
  expect(await screen.findByRole('button', { name: 'Sign off February 2026' })).toBeTruthy()
  expect(step('Sign off').textContent).toContain('Re-opened')
  expect(location.history.at(-1)).toBe(at('sign-off'))
})

it('does not sign other figures than those that were seen', async () => {
  const { signedReturns, returns } = test.client
  let seen: string | undefined
  const stale = async (input: Parameters<typeof returns.chs>[0]) => {
    const answer = await returns.chs(input)
    seen ??= answer.seen
    return { ...answer, seen }
  }
  showReturns(test, {
    at: at('sign-off'),
    client: { returns: { ...returns, chs: stale, months: () => returns.months() }, signedReturns },
  })
  const user = userEvent.setup()
  await user.click(await screen.findByRole('checkbox', { name: /I have looked at the figures/ }))
  await addFacts(test, stored[1]!.referralId, [fact('attended', '2026-02-26', { outcome: 'Assessed' })])
  await user.click(screen.getByRole('button', { name: 'Sign off February 2026' }))
  const problem = await screen.findByText('The figures changed while you looked at them')
  expect(problem).toBeTruthy()
  await user.click(screen.getByRole('button', { name: 'Look at the figures again' }))
  expect(await screen.findByRole('heading', { name: '2. Figures' })).toBeTruthy()
  expect((await test.client.signedReturns.list({ offset: 0, limit: 10 })).total).toBe(0)
})

it('takes one signature where two have to sign, and lets it be taken back', async () => {
  const { settings, version } = await test.client.signedReturns.settings()
  await test.client.signedReturns.saveSettings({ version, settings: { ...settings, twoPeople: true } })
  showReturns(test, { at: at('sign-off') })
  const user = userEvent.setup()
  expect(await screen.findByText(/Two managers have to sign. Yours is the first signature/)).toBeTruthy()
  await user.click(screen.getByRole('checkbox', { name: /I have looked at the figures/ }))
  await user.click(screen.getByRole('button', { name: 'Sign February 2026' }))
  expect(
    await screen.findByRole('region', { name: /another manager has to sign the same figures/ }),
  ).toBeTruthy()
  expect(step('Sign off').textContent).toContain('1 of 2 has signed')
  expect(await accessibilityFaults()).toEqual([])
  await user.click(screen.getByRole('button', { name: 'Take my signature back' }))
  expect(await screen.findByText(/Yours is the first signature/)).toBeTruthy()
})

it('saves a draft that says so, then the signed copy', async () => {
  const names = ['draft.csv', 'signed.csv']
  for (const name of names)
    test.grant(name, { path: path.join(test.folder, name), name, size: 0, purpose: 'write' })
  const choose = vi.fn<(name: string) => Promise<object>>(async () => {
    const token = names.shift()!
    return { token, name: token }
  })
  vi.stubGlobal('cypWaits', { chooseWhereToSave: choose })
  showReturns(test, { at: at('export') })
  const user = userEvent.setup()
  expect(await screen.findByText('February 2026 is not signed off')).toBeTruthy()
  expect(await accessibilityFaults()).toEqual([])
  await user.click(screen.getByRole('button', { name: 'Export CSV' }))
  expect(await screen.findByText('Saved draft.csv')).toBeTruthy()
  expect(choose).toHaveBeenCalledWith('chs-return-2026-02.csv')
  expect(await readFile(path.join(test.folder, 'draft.csv'), 'utf8')).toContain(slt)
  await sign()
  screen.getByRole('link', { name: /^6\. Sign off/ }).click()
  await screen.findByRole('heading', { name: '6. Sign off' })
  screen.getByRole('link', { name: /^7\. Export/ }).click()
  await user.click(await screen.findByRole('button', { name: 'Export CSV' }))
  expect(await screen.findByText('Saved signed.csv')).toBeTruthy()
  expect(screen.getByText(/Written from the signed copy/)).toBeTruthy()
})

it('asks before it exports a draft with errors, and says why when it cannot write', async () => {
  await breakALine()
  const choose = vi.fn<(name: string) => Promise<object>>(async () => ({ token: 'unknown', name: 'a.xlsx' }))
  vi.stubGlobal('cypWaits', { chooseWhereToSave: choose })
  showReturns(test, { at: at('export') })
  const user = userEvent.setup()
  await user.click(await screen.findByRole('button', { name: 'Export XLSX' }))
  const question = await screen.findByRole('dialog', { name: 'Export February 2026 with 1 error?' })
  await user.click(within(question).getByRole('button', { name: 'Look at the checks first' }))
  expect(choose).not.toHaveBeenCalled()
  await user.click(screen.getByRole('button', { name: 'Export XLSX' }))
  await user.click(await screen.findByRole('button', { name: 'Export with 1 error' }))
  expect(await screen.findByText('The return was not exported')).toBeTruthy()
  expect(choose).toHaveBeenCalledWith('chs-return-2026-02.xlsx')
})

it('lists what was recorded after the last signature, with the children and the facts', async () => {
  await sign()
  await addFacts(test, stored[1]!.referralId, [fact('attended', '2026-02-26', { outcome: 'Assessed' })])
  showReturns(test, { at: at('reconciliation', '2026-03') })
  const late = within(await screen.findByRole('region', { name: 'Recorded after February 2026 was signed' }))
  expect(await late.findByText(/1 referral recorded in March 2026 changed February 2026/)).toBeTruthy()
  const row = late.getByRole('row', { name: /TESTFAMILY/ })
  expect(row.textContent).toContain('Waiting 47 days')
  expect(row.textContent).toContain('Attended: Assessed')
  expect(within(row).getByRole('link').getAttribute('href')).toBe(
    `/children/${stored[1]!.childId}/referrals/${stored[1]!.referralId}`,
  )
  const user = userEvent.setup()
  await user.click(screen.getByRole('button', { name: /^Corrections −1, All lines/ }))
  expect(document.activeElement?.textContent).toBe('Recorded after February 2026 was signed')
  expect(await accessibilityFaults()).toEqual([])
})

it('opens a signed return with its figures and children as they were, whatever was recorded since', async () => {
  const signed = await sign()
  await addFacts(test, stored[0]!.referralId, [fact('attended', '2026-02-26', { outcome: 'Assessed' })])
  const { location } = showReturns(test, { at: '/returns/signed' })
  const user = userEvent.setup()
  const row = await screen.findByRole('row', { name: /^February 2026/ })
  expect(row.textContent).toContain('In force')
  expect(await accessibilityFaults()).toEqual([])
  await user.click(within(row).getByRole('link', { name: 'February 2026, version 1' }))
  expect(location.history.at(-1)).toBe(`/returns/signed/${signed.id}`)
  await user.click(await screen.findByRole('button', { name: `1 child waiting >52-104 weeks, ${slt}` }))
  const list = await screen.findByRole('dialog', { name: '1 child waiting >52-104 weeks' })
  expect(await within(list).findByText('68 weeks (481 days)')).toBeTruthy()
  expect(within(list).getByText(/as it was when it was signed/)).toBeTruthy()
  await user.click(within(list).getByRole('button', { name: 'Close the list' }))
  await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull())
  const since = within(screen.getByRole('region', { name: 'Recorded since February 2026 was signed' }))
  expect(await since.findByText(/1 referral recorded/)).toBeTruthy()
  expect(screen.queryByRole('button', { name: /^Give a reason/ })).toBeNull()
  expect(await accessibilityFaults()).toEqual([])
})

it('says what signed returns are for while there is none', async () => {
  showReturns(test, { at: '/returns/signed' })
  expect(await screen.findByText('No month has been signed off yet')).toBeTruthy()
  expect(screen.getByRole('link', { name: 'Go to month end' }).getAttribute('href')).toBe('/returns')
  expect(await accessibilityFaults()).toEqual([])
})
