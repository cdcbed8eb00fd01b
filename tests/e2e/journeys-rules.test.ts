import { localToday } from '../../src/main/services/host.ts'
import { expect, test } from './support/app.ts'
import { accessibilityFaults } from './support/accessibility.ts'
import { goTo, screenTitle, settled, signIn } from './support/journey.ts'
import { makeStore, personFor, withBackend } from './support/made-store.ts'
import { plainLetter } from '../support/triage.ts'

test('a lead switches selective mutism to redirect, moves nobody, applies it and rolls back', async ({
  folders,
  launch,
}) => {
  const lead = personFor('clinical_lead')
  const referrals: string[] = []
  await makeStore(folders, {
    roles: ['clinical_lead'],
    async prepare(client) {
      for (const familyName of ['Brambling', 'Quillfeather']) {
        const { referralId } = await client.referrals.register({
          child: { kind: 'new', child: { familyName, givenName: 'Sam', dateOfBirth: '2020-05-17' } },
          referral: {
            ...plainLetter,
            serviceId: 'slt',
            receivedDate: localToday(),
            reasonCodes: [],
            pathways: familyName === 'Quillfeather' ? ['selective_mutism'] : ['language'],
          },
        })
        referrals.push(referralId)
      }
    },
  })
  const { page, close } = await launch()
  await signIn(page, lead)
  await goTo(page, 'Rules')
  await expect(screenTitle(page, 'Rules')).toBeVisible()
  await page.getByRole('button', { name: 'Change rule S06' }).click()

  // Built from named choices, and read back while it is built.
  await page.getByRole('combobox', { name: 'Suggest' }).click()
  await page.getByRole('option', { name: 'Redirect', exact: true }).click()
  await page.getByRole('textbox', { name: 'Route', exact: true }).fill('education and CAMHS')
  await expect(page.getByRole('complementary', { name: 'How the rule reads' })).toContainText(
    'if pathway: selective mutism → redirect suggested, route: education and CAMHS',
  )
  await settled(page)
  expect(await accessibilityFaults(page)).toEqual([])
  await page.keyboard.press('Control+Enter')
  await expect(page.getByText('Draft: 1 rule changed')).toBeVisible()

  // Tried on the list before anything is published.
  await page.getByRole('button', { name: 'Try on the list' }).click()
  await page.getByRole('button', { name: 'Try the rules' }).click()
  const byService = page.getByRole('table', { name: 'By service' })
  await expect(byService.getByRole('row', { name: 'Speech and language therapy 2 1' })).toBeVisible()

  await page.getByRole('button', { name: 'Publish…' }).click()
  await page.getByRole('textbox', { name: 'Note' }).fill('CAMHS see selective mutism here')
  await page.getByRole('button', { name: /^Publish, moving nobody/ }).click()
  await expect(page.getByText('Version 2 of the rules is published. Nobody was moved.')).toBeVisible()

  await page.getByRole('button', { name: 'Try the rules' }).click()
  await page.getByRole('button', { name: 'Apply to 1 not triaged…' }).click()
  await page.getByRole('textbox', { name: 'Reason' }).fill('Agreed by the leads')
  await page.getByRole('button', { name: /^Apply to all 1/ }).click()
  await expect(page.getByText('1 suggestion moved to version 2.')).toBeVisible()
  await expect(page.getByText('Nobody would change')).toBeVisible()

  await page
    .getByRole('navigation', { name: 'Parts of the rules' })
    .getByRole('link', { name: 'Versions' })
    .click()
  await page.getByRole('button', { name: 'Roll back to version 1' }).click()
  await page.getByRole('textbox', { name: 'Note' }).fill('CAMHS no longer see it')
  await page.getByRole('button', { name: /^Put version 1 back in use/ }).click()
  await expect(page.getByText(/as version 3\. Nobody was moved/)).toBeVisible()
  await close()

  await withBackend(folders, async (client) => {
    await client.session.signIn(lead)
    const versions = await client.rules.versions()
    expect(versions.map(({ origin }) => origin)).toEqual(['rolled_back', 'published', 'shipped'])
    // The child was moved by the decision to apply, and stays so until somebody decides again.
    const { suggestion } = await client.triage.get({ referralId: referrals[1]! })
    expect(suggestion).toMatchObject({
      ruleSetVersion: 2,
      redirect: { ruleId: 'S06', route: 'education and CAMHS' },
    })
  })
})
