import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { screen, waitFor, within } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import type { PrintablePage } from '../../../src/main/services/context.ts'
import type { CypWaitsBridge } from '../../../src/shared/bridge.ts'
import type { Role } from '../../../src/shared/codes/roles.ts'
import { registerReferral } from '../../support/register.ts'
import { createTestStore, type TestStore } from '../../support/test-store.ts'
import { accessibilityFaults } from '../support.tsx'
import { openScreen, textOf } from '../waiting-list/open-screens.tsx'

let test: TestStore
let printed: PrintablePage[]
let chosen: string[]
let outcome: 'done' | 'failed'

beforeEach(async () => {
  test = await createTestStore({ today: '2026-03-02' })
  printed = []
  chosen = []
  outcome = 'done'
  test.context.handToShell = (page) => {
    printed.push(page)
    return true
  }
  const bridge: Partial<CypWaitsBridge> = {
    async chooseWhereToSave(name) {
      chosen.push(name)
      test.grant('a-file-token', { path: path.join(test.folder, name), name, size: 0, purpose: 'write' })
      return { token: 'a-file-token', name }
    },
    printPage: async () => outcome,
    savePage: async () => outcome,
  }
  vi.stubGlobal('cypWaits', bridge)
  for (const [familyName, language] of [
    ['Ashworth', 'English'],
    ['Baig', 'Urdu'],
    ['Carter', 'English'],
  ])
    await registerReferral(
      test.client,
      { receivedDate: '2026-01-12' },
      { familyName: familyName!, language: language! },
    )
})
afterEach(async () => {
  vi.unstubAllGlobals()
  await test.close()
})

async function openDialog(roles?: readonly Role[]) {
  const user = userEvent.setup()
  await openScreen(test, '/waiting-list', roles)
  await screen.findByText('3 referrals')
  await user.click(screen.getByRole('button', { name: 'Export or print' }))
  const dialog = await screen.findByRole('dialog', { name: 'Export or print' })
  await within(dialog).findByRole('region', { name: 'Preview of what is exported' })
  return { user, dialog }
}

const form = (dialog: HTMLElement, name: RegExp) => within(dialog).getByRole('radio', { name })
const preview = (dialog: HTMLElement) =>
  textOf(within(dialog).getByRole('region', { name: 'Preview of what is exported' }))

async function saved(user: ReturnType<typeof userEvent.setup>, dialog: HTMLElement) {
  const save = within(dialog).getByRole<HTMLButtonElement>('button', { name: 'Save the file' })
  await waitFor(() => expect(save.disabled).toBe(false))
  await user.click(save)
  await waitFor(() => expect(screen.queryByRole('dialog', { name: 'Export or print' })).toBeNull())
  return readFile(path.join(test.folder, chosen.at(-1)!))
}

it('starts with names and the columns of the screen, shows the first rows and says what leaves', async () => {
  const { dialog } = await openDialog()
  expect(textOf(dialog)).toContain('Waiting list: All waiting for first contact')
  expect(textOf(dialog)).toContain('3 of 3 referrals')
  expect(preview(dialog)).toContain('Ashworth')
  expect(textOf(dialog)).toMatch(/with family name, given name, preferred name, NHS number and born\. Whoever has the file knows who is waiting/)
  expect(within(dialog).getByRole<HTMLInputElement>('checkbox', { name: 'Language' }).checked).toBe(false)
  expect(await accessibilityFaults()).toEqual([])
})

it('saves the rows that were shown, with a name that says nothing of anybody', async () => {
  const { user, dialog } = await openDialog()
  await user.click(within(dialog).getByRole('radio', { name: 'CSV' }))
  await user.click(within(dialog).getByRole('button', { name: 'Choose none' }))
  expect(textOf(dialog)).toContain('Choose at least one column')
  expect(within(dialog).getByRole<HTMLButtonElement>('button', { name: 'Save the file' }).disabled).toBe(true)
  await user.click(within(dialog).getByRole('checkbox', { name: 'Family name' }))
  await user.click(within(dialog).getByRole('checkbox', { name: 'Language' }))
  const text = (await saved(user, dialog)).toString('utf8')
  expect(chosen).toEqual(['waiting-list-2026-03-02.csv'])
  expect(text).toContain('Family name,Language\r\nAshworth,English')
  expect(await screen.findByText('3 referrals saved in waiting-list-2026-03-02.csv')).toBeTruthy()
})

it('offers no column that names under pseudonyms, and keeps one pseudonym for a recipient that is added', async () => {
  const { user, dialog } = await openDialog()
  await user.click(form(dialog, /^Pseudonyms/))
  await waitFor(() => expect(preview(dialog)).toMatch(/C-[0-9a-f]{20}/))
  expect(preview(dialog)).not.toContain('Ashworth')
  expect(within(dialog).queryByRole('checkbox', { name: 'Family name' })).toBeNull()
  expect(within(dialog).queryByRole('button', { name: 'Print' })).toBeNull()
  await user.click(within(dialog).getByRole('combobox', { name: 'Who it is for' }))
  await user.click(await screen.findByRole('option', { name: 'Add a recipient…' }))
  const adding = await within(dialog).findByRole('group', { name: 'A new recipient' })
  expect(await accessibilityFaults()).toEqual([])
  await user.type(within(adding).getByLabelText('Who is given the rows'), 'The university')
  await user.type(within(adding).getByLabelText('What for'), 'Audit')
  await user.click(within(adding).getByRole('button', { name: 'Add the recipient' }))
  await waitFor(() =>
    expect(within(dialog).getByRole<HTMLInputElement>('combobox', { name: 'Who it is for' }).value).toBe(
      'The university: Audit',
    ),
  )
  await user.click(within(dialog).getByRole('radio', { name: 'CSV' }))
  const text = (await saved(user, dialog)).toString('utf8')
  expect(chosen).toEqual(['waiting-list-pseudonyms-2026-03-02.csv'])
  expect(text).toContain('For The university, for: Audit')
  expect(text).not.toContain('Ashworth')
})

it('counts by what is chosen, with small numbers hidden unless somebody decides otherwise', async () => {
  const { user, dialog } = await openDialog()
  await user.click(form(dialog, /^Counts only/))
  await waitFor(() => expect(preview(dialog)).toContain('<5'))
  expect(within(dialog).getByRole<HTMLInputElement>('radio', { name: 'Hide counts under 5' }).checked).toBe(
    true,
  )
  expect(await accessibilityFaults()).toEqual([])
  await user.click(within(dialog).getByRole('combobox', { name: 'Rows' }))
  await user.click(await screen.findByRole('option', { name: 'Language' }))
  await user.click(within(dialog).getByRole('combobox', { name: 'Columns' }))
  await user.click(await screen.findByRole('option', { name: 'None: one count for each row' }))
  await user.click(within(dialog).getByRole('radio', { name: 'As counted' }))
  await waitFor(() => expect(preview(dialog)).toBe('LanguageCountEnglish2Urdu1Total3'))
  expect(textOf(dialog)).toContain('A count of 1 to 4 may point to one child')
  await saved(user, dialog)
  expect(chosen).toEqual(['waiting-list-counts-2026-03-02.xlsx'])
})

it('prints through the shell, and says so when that did not work', async () => {
  const { user, dialog } = await openDialog()
  outcome = 'failed'
  const print = within(dialog).getByRole<HTMLButtonElement>('button', { name: 'Print' })
  await waitFor(() => expect(print.disabled).toBe(false))
  await user.click(print)
  expect(await screen.findByText(/The list could not be printed/)).toBeTruthy()
  expect(screen.queryByRole('dialog', { name: 'Export or print' })).not.toBeNull()
  outcome = 'done'
  await user.click(within(dialog).getByRole('button', { name: 'Save as PDF' }))
  expect(await screen.findByText('3 referrals saved as a PDF')).toBeTruthy()
  expect(printed).toHaveLength(2)
  expect(printed[0]!.html).toContain('Ashworth')
})

it('keeps names off where they are off on the screen', async () => {
  const user = userEvent.setup()
  await openScreen(test, '/waiting-list')
  await screen.findByText('3 referrals')
  await user.click(screen.getByRole('switch', { name: 'Names off for meetings' }))
  await user.click(screen.getByRole('button', { name: 'Export or print' }))
  const dialog = await screen.findByRole('dialog', { name: 'Export or print' })
  await within(dialog).findByRole('region', { name: 'Preview of what is exported' })
  expect(form(dialog, /^Rows without names/)).toBeTruthy()
  expect(preview(dialog)).toMatch(/Reference.*R-[0-9A-F]{6}/)
  expect(preview(dialog)).not.toContain('Ashworth')
  expect(within(dialog).queryByRole('checkbox', { name: 'Family name' })).toBeNull()
})

it('lets a clinician export for a known recipient but not add one', async () => {
  const { user, dialog } = await openDialog(['clinician'])
  await user.click(form(dialog, /^Pseudonyms/))
  await user.click(within(dialog).getByRole('combobox', { name: 'Who it is for' }))
  expect(await screen.findByRole('option', { name: /This file only/ })).toBeTruthy()
  expect(screen.queryByRole('option', { name: 'Add a recipient…' })).toBeNull()
})
