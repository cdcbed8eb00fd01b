import { describe, expect, it } from 'vitest'
import { listPage, type PrintedList } from '../../../src/main/domain/list-pages/list-page.ts'

const list: PrintedList = {
  title: 'Waiting list: To book',
  furniture: [
    ['How many', '2 of 9 referrals'],
    ['Handling', 'A long sentence on how this may be handled, which needs a line of its own'],
  ],
  foot: 'OFFICIAL-SENSITIVE. Test Person',
  columns: [
    { header: 'Name', isFigure: false, width: 30 },
    { header: 'Days', isFigure: true, width: 10 },
  ],
  rows: [
    ['A', 1234],
    ['Born', '2019-05-17'],
  ],
  hasTotal: false,
}

describe('a printed list', () => {
  it('repeats its header on every sheet and numbers the sheets', () => {
    const html = listPage(list)
    expect(html).toMatch(
      /<thead><tr><th scope="col">Name<\/th><th scope="col" class="figure">Days<\/th><\/tr><\/thead>/,
    )
    expect(html).toContain('thead { display: table-header-group; }')
    expect(html).toContain('content: "Page " counter(page) " of " counter(pages)')
  })

  it('writes dates and figures as people read them', () => {
    const html = listPage(list)
    expect(html).toContain('<td class="figure">1,234</td>')
    expect(html).toContain('17-May-2019')
  })

  it('lets no word out of its place, in the page or in its style', () => {
    const evil = `</style><script>alert(1)</script>"; } body { display: none } \\`
    const html = listPage({
      ...list,
      title: evil,
      foot: evil,
      furniture: [['Filters', evil]],
      columns: [{ header: evil, isFigure: false, width: 1 }],
      rows: [[evil]],
    })
    expect(html).not.toContain('<script')
    expect(html.match(/<\/style>/g)).toHaveLength(1)
    expect(html.slice(0, html.indexOf('</style>'))).not.toContain('body { display: none }')
    expect(html.match(/@bottom-left \{ content: "([^"]*)"/)?.[1]).toMatch(/^[A-Za-z0-9 ,.:;()\\]+$/)
  })

  it('says so when nobody is on it, and sets a total apart', () => {
    expect(listPage({ ...list, rows: [] })).toContain('Nobody is on this list.')
    expect(listPage({ ...list, hasTotal: true }).match(/<tr class="total">/g)).toHaveLength(1)
  })

  it('may do nothing but show itself', () => {
    expect(listPage(list)).toContain("default-src 'none'")
  })
})
