import type { LetterAudience } from '../../../shared/codes/letter-purposes.ts'
import type { LetterBlock, LetterRun } from '../../../shared/letters/document.ts'
import { letterField, type LetterField } from '../../../shared/letters/fields.ts'
import { checkTemplate } from './check-template.ts'
import { parseTemplate, type ProblemAt, type TemplateNode, unprintable } from './parse-template.ts'

/** A field's value: words, or one entry a line. Absent, null and empty all mean that there is none. */
export type LetterValues = Readonly<Record<string, string | readonly string[] | null | undefined>>

export interface Rendered {
  blocks: LetterBlock[]
  /** Names of fields the letter needs that have no value, in order of appearance. */
  missing: string[]
  /** Problems of the template. With any of them there are no blocks. */
  problems: ProblemAt[]
}

interface Used {
  lines: string[]
  kind: LetterField['kind']
}

/** Marks the place of a value among the words of the template; neither can be typed into one. */
const opens = '\u{e000}'
const closes = '\u{e001}'

/**
 * Puts values into a template. Markup is read in the template's own words only: a blank line parts paragraphs,
 * `- ` starts an entry of a list, `## ` a heading, `**…**` is bold. A value is never read as markup, whatever it
 * holds. A list field that stands alone on its line becomes a list.
 */
export function renderTemplate(body: string, values: LetterValues, audience: LetterAudience): Rendered {
  const problems = checkTemplate(body, audience)
  if (problems.length > 0) return { blocks: [], missing: [], problems }
  const used: Used[] = []
  const missing = new Set<string>()
  const flat = flatten(parseTemplate(body.replaceAll('\r\n', '\n')).nodes)
  return { blocks: blocksOf(flat, used), missing: [...missing], problems: [] }

  function flatten(nodes: readonly TemplateNode[]): string {
    return nodes
      .map((node) => {
        if (node.kind === 'text') return node.text
        const value = linesOf(values[node.name])
        if (node.kind === 'if') return flatten(value.length > 0 ? node.filled : node.otherwise)
        if (value.length === 0) {
          missing.add(node.name)
          return `[${letterField(node.name)?.label ?? node.name}]`
        }
        used.push({ lines: value, kind: letterField(node.name)?.kind ?? 'text' })
        return `${opens}${used.length - 1}${closes}`
      })
      .join('')
  }
}

/** Blocks of words written by a person for one letter: paragraphs only, nothing in them is markup. */
export function plainParagraphs(words: string): LetterBlock[] {
  return words
    .replaceAll('\r\n', '\n')
    .split(/\n[ \t]*\n/)
    .map((part) => clean(part).trim())
    .filter((part) => part !== '')
    .map((text) => ({ kind: 'paragraph', runs: [{ text }] }))
}

function linesOf(value: LetterValues[string]): string[] {
  const lines = typeof value === 'string' ? [value] : [...(value ?? [])]
  return lines.map((line) => clean(line).trim()).filter((line) => line !== '')
}

/** Words with what cannot be printed taken out; line breaks stay. */
function clean(text: string): string {
  return text.replaceAll('\r\n', '\n').replaceAll(new RegExp(unprintable, 'gv'), ' ')
}

function blocksOf(flat: string, used: readonly Used[]): LetterBlock[] {
  const blocks: LetterBlock[] = []
  let paragraph: string[] = []
  let list: LetterRun[][] = []
  const runs = (text: string) => runsOf(text, used)

  const endParagraph = () => {
    if (paragraph.length > 0) blocks.push({ kind: 'paragraph', runs: runs(paragraph.join('\n')) })
    paragraph = []
  }
  const endList = () => {
    if (list.length > 0) blocks.push({ kind: 'list', items: list })
    list = []
  }

  for (const line of flat.split('\n').map((each) => each.trim())) {
    const alone = aloneOf(line, used)
    if (line === '') {
      endParagraph()
      endList()
    } else if (line.startsWith('- ')) {
      endParagraph()
      list.push(runs(line.slice(2).trim()))
    } else if (line.startsWith('## ')) {
      endParagraph()
      endList()
      blocks.push({ kind: 'heading', runs: runs(line.slice(3).trim()) })
    } else if (alone?.kind === 'list') {
      endParagraph()
      list.push(...alone.lines.map((text) => [{ text }]))
    } else if (alone?.kind === 'paragraphs') {
      endParagraph()
      endList()
      blocks.push(...alone.lines.map((text) => ({ kind: 'paragraph' as const, runs: [{ text }] })))
    } else {
      endList()
      paragraph.push(line)
    }
  }
  endParagraph()
  endList()
  return blocks
}

/** The value that is all there is on a line; null otherwise. */
function aloneOf(line: string, used: readonly Used[]): Used | null {
  const found = new RegExp(`^${opens}(\\d+)${closes}$`).exec(line)
  return (found && used[Number(found[1])]) ?? null
}

function runsOf(text: string, used: readonly Used[]): LetterRun[] {
  const runs: LetterRun[] = []
  const parts = text.split('**')
  const isPaired = parts.length % 2 === 1
  parts.forEach((part, index) => {
    const isBold = isPaired && index % 2 === 1
    const words = isPaired || index === 0 ? part : `**${part}`
    const filled = words.replaceAll(new RegExp(`${opens}(\\d+)${closes}`, 'g'), (_all, number: string) =>
      (used[Number(number)]?.lines ?? []).join(', '),
    )
    if (filled !== '') runs.push(isBold ? { text: filled, bold: true } : { text: filled })
  })
  return runs
}
