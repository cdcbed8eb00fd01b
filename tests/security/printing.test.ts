import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { createPrintTickets, largestPage, ticketLife } from '../../src/main/app/print-tickets.ts'
import { safeFileName } from '../../src/main/app/file-names.ts'
import { pagePreferences, printedPageHeaders } from '../../src/main/app/security/policies.ts'

const ticket = (number: number) => `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`
const pageOf = (number: number, html = '<p>Words</p>') => ({
  ticket: ticket(number),
  html,
  title: 'letters-2026-03-02',
})
const neverWait = () => Promise.resolve()

function ticketsAt(start = 0) {
  const clock = { time: start }
  return { clock, tickets: createPrintTickets(() => clock.time, neverWait) }
}

describe('a page to print', () => {
  it('is given out once, to whoever shows its ticket', async () => {
    const { tickets } = ticketsAt()
    tickets.keep(pageOf(1))
    expect(await tickets.take(ticket(2))).toBeNull()
    expect((await tickets.take(ticket(1)))?.html).toBe('<p>Words</p>')
    expect(await tickets.take(ticket(1))).toBeNull()
  })

  it('is gone after its time, when somebody signs out, and when many more came', async () => {
    const { clock, tickets } = ticketsAt()
    tickets.keep(pageOf(1))
    clock.time = ticketLife
    expect(await tickets.take(ticket(1))).toBeNull()
    tickets.keep(pageOf(2))
    tickets.forgetAll()
    expect(await tickets.take(ticket(2))).toBeNull()
    for (let number = 10; number < 19; number += 1) tickets.keep(pageOf(number))
    expect(await tickets.take(ticket(10))).toBeNull()
    expect(await tickets.take(ticket(18))).not.toBeNull()
  })

  it.each([undefined, null, 7, {}, '', '../../etc', `${ticket(1)} `, 'x'.repeat(36), '<p>Words</p>'])(
    'is not given for %j',
    async (shown) => {
      const { tickets } = ticketsAt()
      tickets.keep(pageOf(1))
      expect(await tickets.take(shown)).toBeNull()
      expect(await tickets.take(ticket(1))).not.toBeNull()
    },
  )

  it('that is too large or under a malformed ticket is not kept', async () => {
    const { tickets } = ticketsAt()
    tickets.keep(pageOf(1, 'x'.repeat(largestPage + 1)))
    tickets.keep({ ...pageOf(2), ticket: 'letters' })
    expect(await tickets.take(ticket(1))).toBeNull()
    expect(await tickets.take('letters')).toBeNull()
  })

  it('may come a moment after its ticket', async () => {
    const arrived = Promise.withResolvers<void>()
    const tickets = createPrintTickets(
      () => 0,
      () => arrived.promise,
    )
    const taking = tickets.take(ticket(1))
    tickets.keep(pageOf(1))
    expect((await taking)?.ticket).toBe(ticket(1))
    arrived.resolve()
  })
})

describe('the window that prints', () => {
  it('can show its own words and style, and nothing else', () => {
    const policy = printedPageHeaders['Content-Security-Policy']
    expect(policy).toContain("default-src 'none'")
    expect(policy).toMatch(/; sandbox$/)
    expect(policy).not.toMatch(/script-src|img-src|connect-src|font-src|https?:|\*/)
    expect(printedPageHeaders['Cache-Control']).toBe('no-store')
  })

  it('is as closed as every page, without scripts and without a preload', async () => {
    const source = await readFile(path.join(import.meta.dirname, '../../src/main/app/printing.ts'), 'utf8')
    expect(source).toMatch(/\.\.\.pagePreferences,\s*javascript: false,\s*images: false/)
    expect(source).not.toMatch(/preload|persist:|data:text|loadFile|tmpdir/)
    expect(pagePreferences.sandbox).toBe(true)
  })

  it('suggests a name that says nothing of anybody', () => {
    expect(safeFileName('letters-2026-03-02.pdf')).toBe('letters-2026-03-02.pdf')
    expect(safeFileName('letter-to-ewa-testowa.pdf')).toBe('cyp-waits.pdf')
  })
})

describe('what a page may ask of printing', () => {
  it('is a ticket, never words', async () => {
    const preload = await readFile(path.join(import.meta.dirname, '../../src/preload/index.ts'), 'utf8')
    expect(preload).toContain('printPage: (ticket) => ipcRenderer.invoke(channels.printPage, ticket)')
    expect(preload).toContain('savePage: (ticket) => ipcRenderer.invoke(channels.savePage, ticket)')
    expect(preload).not.toMatch(/html/i)
  })
})
