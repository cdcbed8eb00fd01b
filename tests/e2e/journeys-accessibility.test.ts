import type { Page } from '@playwright/test'
import { expect, test } from './support/app.ts'
import { accessibilityFaults, inBothSchemes } from './support/accessibility.ts'
import { findChild, goTo, openStep, resizeWindow, screenTitle, settled, signIn } from './support/journey.ts'
import { founder, makeStore } from './support/made-store.ts'

/** Screens reached by the navigation, and those reached from them. */
const screens: Record<string, (page: Page) => Promise<void>> = {
  Today: (page) => goTo(page, 'Today'),
  Referrals: (page) => goTo(page, 'Referrals'),
  'Register a referral': async (page) => {
    await goTo(page, 'Referrals')
    await page.getByRole('link', { name: /^Register a referral/ }).click()
  },
  'Import a spreadsheet': async (page) => {
    await goTo(page, 'Referrals')
    await page.getByRole('link', { name: /^Import a spreadsheet/ }).click()
  },
  'Possible duplicates': async (page) => {
    await goTo(page, 'Referrals')
    await page.getByRole('link', { name: /duplicates/ }).click()
  },
  Triage: (page) => goTo(page, 'Triage'),
  'Waiting list': (page) => goTo(page, 'Waiting list'),
  Returns: (page) => goTo(page, 'Returns'),
  ...Object.fromEntries(
    ['Figures', 'Checks', 'Reconciliation', 'Differences', 'Sign off', 'Export'].map((step) => [
      `Returns, ${step}`,
      async (page: Page) => {
        await goTo(page, 'Returns')
        await openStep(page, step)
      },
    ]),
  ),
  'Signed returns': async (page) => {
    await goTo(page, 'Returns')
    await page.getByRole('link', { name: 'Signed returns' }).click()
  },
  'Settings of the return': async (page) => {
    await goTo(page, 'Returns')
    await page.getByRole('link', { name: 'Month end' }).click()
    await page.getByRole('link', { name: 'Settings of the return' }).click()
  },
  Rules: (page) => goTo(page, 'Rules'),
  Settings: (page) => goTo(page, 'Settings'),
}

test('every screen is free of faults in light and dark, and usable in forced colours', async ({
  folders,
  launch,
}) => {
  test.setTimeout(300_000)
  await makeStore(folders, {
    extract: { waiting: { audiology: 10, slt: 20, neurodevelopment: 30 }, historyDays: 60 },
  })
  const { app, page } = await launch()
  await resizeWindow(app, 1366, 768)
  const faults: string[] = []
  const note = (screen: string) =>
    inBothSchemes(page, async (scheme) => {
      for (const fault of await accessibilityFaults(page)) faults.push(`${screen}, ${scheme}: ${fault}`)
    })

  await expect(screenTitle(page, 'Sign in')).toBeVisible()
  await note('Sign in')
  await signIn(page, founder)
  for (const [screen, reach] of Object.entries(screens)) {
    await reach(page)
    await settled(page)
    await note(screen)

    await page.emulateMedia({ forcedColors: 'active' })
    const bare = await page
      .locator('main button:visible, main a[href]:visible')
      .evaluateAll((elements) =>
        elements
          .filter((element) => getComputedStyle(element).forcedColorAdjust === 'none')
          .map((element) => element.outerHTML.slice(0, 120)),
      )
    for (const each of bare) faults.push(`${screen}, forced colours: ${each}`)
    await page.keyboard.press('Tab')
    const ring = await page.evaluate(() => {
      const { outlineStyle, outlineWidth } = getComputedStyle(document.activeElement!)
      return `${outlineStyle} ${outlineWidth}`
    })
    if (ring.startsWith('none')) faults.push(`${screen}, forced colours: no focus ring (${ring})`)
    await page.emulateMedia({ forcedColors: null })
  }
  await findChild(page, 'L0000')
  await settled(page)
  await note('Child')
  expect(faults).toEqual([])
})
