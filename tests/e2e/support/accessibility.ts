import AxeBuilder from '@axe-core/playwright'
import type { Page } from '@playwright/test'

/** Accessibility faults of what the page shows now, as readable lines; none when all is well. */
export async function accessibilityFaults(page: Page): Promise<string[]> {
  // Its usual way opens another page, which a window of the app refuses.
  const { violations } = await new AxeBuilder({ page }).setLegacyMode(true).analyze()
  return violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.html.slice(0, 240)}`))
}

/** Runs `look` in the light and in the dark scheme, then goes back to what the computer says. */
export async function inBothSchemes(
  page: Page,
  look: (scheme: 'light' | 'dark') => Promise<void>,
): Promise<void> {
  for (const scheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme: scheme })
    await look(scheme)
  }
  await page.emulateMedia({ colorScheme: null })
}
