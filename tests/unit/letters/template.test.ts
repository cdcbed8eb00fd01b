import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { checkTemplate } from '../../../src/main/domain/letters/check-template.ts'
import { documentsToHtml, escapeHtml } from '../../../src/main/domain/letters/document-to-html.ts'
import { plainParagraphs, renderTemplate } from '../../../src/main/domain/letters/render-template.ts'
import { letterAudiences } from '../../../src/shared/codes/letter-purposes.ts'
import type { LetterDocument } from '../../../src/shared/letters/document.ts'
import { letterFields } from '../../../src/shared/letters/fields.ts'

function documentWith(blocks: LetterDocument['blocks'], more: Partial<LetterDocument> = {}): LetterDocument {
  return {
    addressLines: ['Ewa Testowa', '12 Sample Street'],
    senderLines: ['Speech team'],
    datedOn: '2026-03-02',
    referenceLines: ['About: Zofia Testowa'],
    blocks,
    signedBy: ['Sam Sample'],
    language: 'en',
    format: 'standard',
    ...more,
  }
}

/** The words of a page with its tags taken out and its escapes undone. */
function wordsOf(html: string): string {
  return html
    .replace(/<style>.*<\/style>/s, '')
    .replaceAll(/<[^<>]*>/g, '\n')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&amp;', '&')
}

const nasty = fc.oneof(
  fc.string(),
  fc.constantFrom(
    '<script>alert(1)</script>',
    '"><img src=x onerror=alert(1)>',
    '&lt;b&gt;',
    '**bold**',
    '- entry',
    '## Heading',
    '{{child.name}}',
    '{{#if child.name}}x{{/if}}',
    '\u{e000}0\u{e001}',
    "' onload='x",
    ']]><!--',
  ),
)

describe('a template', () => {
  it('becomes paragraphs, headings, lists and bold words', () => {
    const body = 'Dear {{addressee.name}}\n\n## What next\n- One **bold** word\n- Two\n\n{{request.items}}'
    const { blocks, missing } = renderTemplate(
      body,
      { 'addressee.name': 'Ewa', 'request.items': ['Report', 'Letter'] },
      'family',
    )
    expect(missing).toEqual([])
    expect(blocks).toEqual([
      { kind: 'paragraph', runs: [{ text: 'Dear Ewa' }] },
      { kind: 'heading', runs: [{ text: 'What next' }] },
      {
        kind: 'list',
        items: [[{ text: 'One ' }, { text: 'bold', bold: true }, { text: ' word' }], [{ text: 'Two' }]],
      },
      { kind: 'list', items: [[{ text: 'Report' }], [{ text: 'Letter' }]] },
    ])
  })

  it('leaves a part out where its field has no value, without an empty line', () => {
    const body = 'One\n{{#if service.phone}}\nCall {{service.phone}}\n{{else}}\nWrite to us\n{{/if}}\nTwo'
    const text = (values: Record<string, string>) =>
      renderTemplate(body, values, 'family').blocks.flatMap((block) =>
        block.kind === 'list' ? [] : block.runs.map((run) => run.text),
      )
    expect(text({ 'service.phone': '01632 960 123' })).toEqual(['One\nCall 01632 960 123\nTwo'])
    expect(text({})).toEqual(['One\nWrite to us\nTwo'])
    expect(text({ 'service.phone': '   ' })).toEqual(['One\nWrite to us\nTwo'])
  })

  it('says which values are missing, once each, and shows where', () => {
    const rendered = renderTemplate('{{child.name}} and {{child.name}} by {{request.replyBy}}', {}, 'family')
    expect(rendered.missing).toEqual(['child.name', 'request.replyBy'])
    expect(JSON.stringify(rendered.blocks)).toContain('[Child: full name]')
  })
})

describe('what is refused, at its place', () => {
  it.each([
    [
      'a field that does not exist',
      'Dear {{child.nickname}}',
      { line: 1, column: 6 },
      /no field “child\.nickname”/,
    ],
    ['a field in the wrong case', 'Hello\n{{Child.name}}', { line: 2, column: 1 }, /not a field/],
    ['another spelling', '{{child.firstname}}', { line: 1, column: 1 }, /Did you mean “child\.firstName”/],
    ['nothing between the braces', '{{ }}', { line: 1, column: 1 }, /Name a field/],
    ['a part that is never closed', 'A\n\n{{#if child.name}}\nB', { line: 3, column: 1 }, /never closed/],
    ['a closing without a part', 'A {{/if}}', { line: 1, column: 3 }, /Nothing is open/],
    ['an else without a part', 'A {{else}}', { line: 1, column: 3 }, /no \{\{#if/],
    ['half a brace', 'Dear {{child.name', { line: 1, column: 6 }, /missing/],
    ['an empty letter', '  \n ', { line: 1, column: 1 }, /empty/],
    [
      'protection facts to the family',
      'Hello {{child.protectionPlan}}',
      { line: 1, column: 7 },
      /not for a letter to the family/,
    ],
    [
      'the same behind a condition',
      '{{#if child.protectionPlan}}x{{/if}}',
      { line: 1, column: 1 },
      /not for a letter/,
    ],
  ])('%s', (_name, body, place, message) => {
    const [problem] = checkTemplate(body, 'family')
    expect(problem).toMatchObject(place)
    expect(problem?.message).toMatch(message)
    expect(renderTemplate(body, { 'child.protectionPlan': 'x' }, 'family').blocks).toEqual([])
  })

  it('every field that is not known, whatever it is called', () => {
    const known = new Set(letterFields.map((field) => field.name))
    fc.assert(
      fc.property(fc.string({ maxLength: 30 }), fc.constantFrom(...letterAudiences), (name, audience) => {
        fc.pre(!known.has(name.trim()) && !/[{}]/.test(name))
        fc.pre(!/^\s*(else|\/if|#if\s.*)\s*$/.test(name))
        expect(checkTemplate(`Dear {{${name}}}`, audience)).not.toEqual([])
      }),
    )
  })

  it('every field that the audience may not read', () => {
    for (const audience of letterAudiences) {
      for (const field of letterFields) {
        const problems = checkTemplate(`Text {{${field.name}}}`, audience)
        expect(problems.length, `${field.name} to ${audience}`).toBe(
          field.audiences.includes(audience) ? 0 : 1,
        )
      }
    }
  })
})

describe('a value', () => {
  it('is never read as markup and never escapes into the page', () => {
    fc.assert(
      fc.property(nasty, nasty, (name, words) => {
        const { blocks, problems } = renderTemplate(
          'Dear {{child.name}}\n\nText {{letter.addedWords}} end',
          { 'child.name': name, 'letter.addedWords': words },
          'family',
        )
        expect(problems).toEqual([])
        expect(blocks.every((block) => block.kind === 'paragraph')).toBe(true)
        expect(blocks.flatMap((block) => (block.kind === 'paragraph' ? block.runs : []))).not.toContainEqual(
          expect.objectContaining({ bold: true }),
        )
        const html = documentsToHtml([documentWith(blocks, { addressLines: [name, words] })])
        const tags = new Set(html.match(/<\/?[a-z][a-z0-9]*/gi)?.map((tag) => tag.toLowerCase()))
        const allowed = [
          'html',
          'head',
          'meta',
          'title',
          'style',
          'body',
          'article',
          'div',
          'b',
          'br',
          'p',
          'h2',
          'ul',
          'li',
        ]
        expect([...tags].filter((tag) => !allowed.includes(tag.replace(/^<\/?/, '')))).toEqual([])
        expect(html.match(/<meta /g)).toHaveLength(2)
      }),
    )
  })

  it('is still there, word for word', () => {
    fc.assert(
      fc.property(nasty, (name) => {
        const printable = name.replaceAll(/[[\p{Cc}--[\t\n\r]]\ue000\ue001]/gv, ' ').trim()
        fc.pre(printable !== '')
        const { blocks } = renderTemplate('Dear {{child.name}}', { 'child.name': name }, 'family')
        expect(wordsOf(documentsToHtml([documentWith(blocks)]))).toContain(`Dear ${printable}`)
      }),
    )
  })

  it('escapes what a page would read', () => {
    expect(escapeHtml(`<a href="x" id='y'>&`)).toBe('&lt;a href=&quot;x&quot; id=&#39;y&#39;&gt;&amp;')
  })

  it('typed by the writer becomes plain paragraphs', () => {
    expect(plainParagraphs('One **two**\n\n- three\n\n\n{{child.name}}')).toEqual([
      { kind: 'paragraph', runs: [{ text: 'One **two**' }] },
      { kind: 'paragraph', runs: [{ text: '- three' }] },
      { kind: 'paragraph', runs: [{ text: '{{child.name}}' }] },
    ])
  })
})

describe('the printed page', () => {
  it('starts each letter on a new sheet and sets large print large', () => {
    const html = documentsToHtml([
      documentWith([], { format: 'large_print' }),
      documentWith([], { format: 'easy_read', language: 'pl' }),
    ])
    expect(html.match(/<article /g)).toHaveLength(2)
    expect(html).toContain('class="large"')
    expect(html).toContain('<article lang="pl" class="easy">')
    expect(Number(/\.large \{ font-size: (\d+)pt/.exec(html)?.[1])).toBeGreaterThanOrEqual(16)
    expect(Number(/\.easy \{ font-size: (\d+)pt/.exec(html)?.[1])).toBeGreaterThanOrEqual(16)
  })

  it('asks for nothing: no script, no link, no address', () => {
    const html = documentsToHtml([documentWith(plainParagraphs('Hello'))])
    expect(html).toContain("default-src 'none'")
    expect(html).not.toMatch(/<(script|link|img|iframe|object)|https?:|src=|url\(/i)
  })
})
