import type { Locator, Page } from '@playwright/test'
import { contactInput } from '../../src/shared/contract/children.ts'
import { localToday } from '../../src/main/services/host.ts'
import { shiftDays } from '../../src/shared/format/dates.ts'
import { expect, test } from './support/app.ts'
import { screenTitle, signIn } from './support/journey.ts'
import { makeStore, personFor } from './support/made-store.ts'
import { choking, plainLetter } from '../support/triage.ts'

const child = {
  nhsNumberStatus: '01',
  postcode: 'ZZ99 3AA',
  gpPracticeCode: 'A99999',
  interpreterNeeded: false,
  informationFormat: 'none',
  address: '1 Sample Street, Exampleton',
  contacts: [contactInput.parse({ name: 'Contact', phone: '0100 000000', safeToContact: true })],
}

const save = 'Control+Enter'
/** A key accepts only what has been on the screen this long, in milliseconds. */
const lookFirst = 400

/** Presses keys and counts each chord as one; words typed into a box are counted apart. */
function keyboardOf(page: Page) {
  let pressed = 0
  return {
    async press(...chords: string[]) {
      for (const chord of chords) {
        pressed += 1
        await page.keyboard.press(chord)
      }
    },
    type: (words: string) => page.keyboard.type(words),
    count: () => pressed,
  }
}
type Keyboard = ReturnType<typeof keyboardOf>

/** Words in the entries of the inbox that reach past its edge or under its scroll bar. */
function cutWords(inbox: Locator): Promise<string[]> {
  return inbox.getByRole('listbox').evaluate((list) => {
    const edge = list.getBoundingClientRect().left + list.clientWidth
    return [...list.querySelectorAll('[role="option"] > *')]
      .filter((line) => line.scrollWidth > line.clientWidth || line.getBoundingClientRect().right > edge)
      .map((line) => line.textContent)
  })
}

/** Parts of the screen whose content is taller than they are. */
function overflowing(page: Page): Promise<string[]> {
  return page.evaluate(() =>
    ['Referral as received', 'Suggestion and decision']
      .flatMap((label) => {
        const pane = document.querySelector(`section[aria-label="${label}"]`)
        return pane === null ? [] : [pane, ...pane.querySelectorAll('*')]
      })
      .filter((part) => part.clientHeight > 0 && part.scrollHeight > part.clientHeight + 1)
      .filter((part) => ['auto', 'scroll'].includes(getComputedStyle(part).overflowY))
      .map((part) => `${part.getAttribute('aria-label') ?? part.className}: ${part.scrollHeight}`),
  )
}

/** What the lead does with a child, with the most keys it may take beside the words typed. */
interface Act {
  keys: number
  /** How the line that offers to take it back begins. */
  words: RegExp
  do(keyboard: Keyboard): Promise<void>
}
const said = 'Spoke to the referrer'
const acts = {
  accept: {
    keys: 1,
    words: /^Accepted as (routine|urgent), 1 letter made/,
    do: (keyboard) => keyboard.press(save),
  },
  priority: {
    keys: 4,
    words: /^Accepted as soon/,
    async do(keyboard) {
      await keyboard.press('Alt+c', 'ArrowUp', 'Tab')
      await keyboard.type(said)
      await keyboard.press(save)
    },
  },
  ask: {
    keys: 2,
    words: /^Information asked for, chase on .*, 1 letter made/,
    async do(keyboard) {
      await keyboard.press('Alt+i', save)
    },
  },
  redirect: {
    keys: 2,
    words: /^Redirected to .*, 2 letters made/,
    async do(keyboard) {
      await keyboard.press('Alt+r')
      await keyboard.type(said)
      await keyboard.press(save)
    },
  },
  notAccept: {
    keys: 5,
    words: /^Not accepted, 2 letters made/,
    async do(keyboard) {
      await keyboard.press('Alt+n', 'ArrowDown', 'Tab')
      await keyboard.type('Drop-in on Tuesdays')
      await keyboard.press('Tab')
      await keyboard.type(said)
      await keyboard.press(save)
    },
  },
  expedite: {
    keys: 3,
    words: /^Put ahead as urgent/,
    async do(keyboard) {
      await keyboard.press('Alt+x', 'Space', save)
    },
  },
} satisfies Record<string, Act>
type ActName = keyof typeof acts

const away = { gpInArea: false, residentInArea: false, schoolInArea: false }
/** Thirty children, and what is done with each. */
const plan: { act: ActName; family: string; letter: object }[] = [
  ...Array.from({ length: 4 }, (_, at) => ({
    act: 'accept' as const,
    family: `Quail${at}`,
    letter: choking,
  })),
  ...Array.from({ length: 11 }, (_, at) => ({ act: 'accept' as const, family: `Robin${at}`, letter: {} })),
  ...Array.from({ length: 5 }, (_, at) => ({
    act: 'ask' as const,
    family: `Bunting${at}`,
    letter: { reasonText: null },
  })),
  ...Array.from({ length: 3 }, (_, at) => ({ act: 'priority' as const, family: `Siskin${at}`, letter: {} })),
  ...Array.from({ length: 3 }, (_, at) => ({
    act: 'redirect' as const,
    family: `Wagtail${at}`,
    letter: { circumstances: { ...plainLetter.circumstances, ...away } },
  })),
  ...Array.from({ length: 2 }, (_, at) => ({ act: 'notAccept' as const, family: `Twite${at}`, letter: {} })),
  ...Array.from({ length: 2 }, (_, at) => ({ act: 'expedite' as const, family: `Dunnock${at}`, letter: {} })),
]

test('a clinical lead triages thirty referrals by keyboard alone', async ({ folders, launch }) => {
  const lead = personFor('clinical_lead')
  const today = localToday()
  await makeStore(folders, {
    roles: ['clinical_lead'],
    async prepare(client) {
      for (const [at, { family, letter }] of plan.entries()) {
        await client.referrals.register({
          child: {
            kind: 'new',
            child: {
              ...child,
              familyName: family,
              givenName: 'Alex',
              dateOfBirth: shiftDays('2018-03-01', at * 37),
              childInCare: false,
            },
          },
          referral: {
            ...plainLetter,
            pathways: ['language'],
            ...letter,
            receivedDate: shiftDays(today, -(at % 9) - 1),
            serviceId: 'slt',
          },
        })
      }
      await client.referrals.register({
        child: {
          kind: 'new',
          child: { ...child, familyName: 'Heron', givenName: 'Sam', dateOfBirth: '2012-05-17' },
        },
        referral: {
          ...plainLetter,
          redFlags: ['immediate_self_harm_risk'],
          receivedDate: today,
          serviceId: 'neurodevelopment',
        },
      })
    },
  })
  const { app, page } = await launch()
  await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.setContentSize(1366, 768))
  await signIn(page, lead)
  const keyboard = keyboardOf(page)
  const inbox = page.getByRole('region', { name: 'Inbox' })
  const name = page.getByRole('region', { name: 'Referral as received' }).getByRole('heading', { level: 2 })

  const entry = page.getByRole('navigation', { name: 'Main' }).getByRole('link')
  const names = await entry.allInnerTexts()
  await keyboard.press(`Alt+${names.findIndex((each) => each.startsWith('Triage')) + 1}`)
  await expect(screenTitle(page, 'Triage')).toBeVisible()

  // The same-day referral stands first; it is not passed over in silence, not even by leaving the screen.
  await expect(name).toHaveText('HERON, Sam')
  await expect(inbox).toContainText('31 of 31')
  expect(await cutWords(inbox), 'words of the inbox that do not fit on a small screen').toEqual([])
  const question = page.getByRole('dialog', { name: 'Leave HERON, Sam undecided?' })
  await keyboard.press('Alt+1')
  await expect(question).toBeVisible()
  await keyboard.press('Escape')
  await expect(page.locator('[aria-modal="true"]')).toHaveCount(0)
  await expect(screenTitle(page, 'Triage')).toBeVisible()
  await keyboard.press('Alt+j')
  await expect(question).toBeVisible()
  await keyboard.type('On the telephone to the duty team')
  await keyboard.press('Enter')
  await expect(page.locator('[aria-modal="true"]')).toHaveCount(0)

  const most: Record<string, number> = {}
  const tooTall: string[] = []
  const done = new Set<string>()
  for (let at = 0; at < plan.length; at++) {
    await expect.poll(async () => isNext(await name.textContent(), done)).toBe(true)
    const shown = (await name.textContent()) ?? ''
    const act = acts[plan.find(({ family }) => shown.startsWith(family.toUpperCase()))!.act]
    await expect(
      page.getByRole('button', { name: /^(Accept|Ask|Redirect) .*(suggested|first|routine)/ }),
    ).toBeVisible()
    await page.waitForTimeout(lookFirst)
    if (at % 5 === 0) tooTall.push(...(await overflowing(page)).map((part) => `${shown} ${part}`))
    const before = keyboard.count()
    await act.do(keyboard)
    const offered = page.getByText(new RegExp(`${act.words.source}.*: ${shown}$`))
    await expect(offered).toBeVisible()
    done.add(shown)
    const kind = plan.find(({ family }) => shown.startsWith(family.toUpperCase()))!.act
    most[kind] = Math.max(most[kind] ?? 0, keyboard.count() - before)
  }

  for (const [kind, { keys }] of Object.entries(acts)) expect(most[kind], kind).toBeLessThanOrEqual(keys)
  expect(tooTall, 'parts that have to be scrolled at 1366 × 768').toEqual([])
  expect(done.size).toBe(30)
  await expect(inbox).toContainText('1 of 1')
  await expect(name).toHaveText('HERON, Sam')
  await expect(page.getByText(/^Left open by .* because: On the telephone to the duty team$/)).toBeVisible()
})

/** Whether a child is on the screen about whom nothing has been decided yet. */
function isNext(shown: string | null, done: ReadonlySet<string>): boolean {
  return shown !== null && shown !== '' && !done.has(shown) && shown !== 'HERON, Sam'
}
