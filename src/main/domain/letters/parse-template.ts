/** A place in a template, counted from 1. */
export interface Place {
  line: number
  column: number
}

export type TemplateNode =
  | { kind: 'text'; text: string }
  | { kind: 'field'; name: string; place: Place }
  | { kind: 'if'; name: string; place: Place; filled: TemplateNode[]; otherwise: TemplateNode[] }

export interface ProblemAt extends Place {
  message: string
}

export interface ParsedTemplate {
  nodes: TemplateNode[]
  problems: ProblemAt[]
}

interface Open {
  node: Extract<TemplateNode, { kind: 'if' }>
  into: TemplateNode[]
  hasElse: boolean
}

const fieldName = /^[a-z][A-Za-z]*\.[a-z][A-Za-z]*$/

/**
 * Reads a template: words, fields `{{child.name}}` and parts that stand only where a field has a value,
 * `{{#if field}} … {{else}} … {{/if}}`. Returns what it could read and every problem with its place; whatever is
 * not understood is a problem, never words of the letter.
 */
export function parseTemplate(body: string): ParsedTemplate {
  const problems: ProblemAt[] = []
  const root: TemplateNode[] = []
  const open: Open[] = []
  let at = 0

  const into = () => open.at(-1)?.into ?? root
  const problem = (index: number, message: string) => problems.push({ ...placeOf(body, index), message })

  for (const found of body.matchAll(/\{\{([^{}]*)\}\}/g)) {
    const inside = (found[1] ?? '').trim()
    const isPart = inside.startsWith('#') || inside.startsWith('/') || inside === 'else'
    const end = found.index + found[0].length
    const line = isPart ? wholeLine(body, found.index, end) : null
    addText(at, line?.start ?? found.index)
    at = line?.end ?? end
    readTag(inside, found.index)
  }
  addText(at, body.length)
  for (const { node } of open)
    problems.push({ ...node.place, message: 'This part is never closed. Add {{/if}}.' })
  return { nodes: root, problems }

  function addText(from: number, to: number): void {
    if (to <= from) return
    const text = body.slice(from, to)
    const brace = text.search(/\{\{|\}\}/)
    if (brace !== -1)
      problem(from + brace, 'A field opens with {{ and closes with }}. One of the two is missing.')
    const control = text.search(unprintable)
    if (control !== -1)
      problem(from + control, 'A character here cannot be printed. Delete it and type it again.')
    into().push({ kind: 'text', text })
  }

  function readTag(inside: string, index: number): void {
    const place = placeOf(body, index)
    const condition = /^#if\s+(.*)$/.exec(inside)
    if (condition) return openPart((condition[1] ?? '').trim(), index, place)
    if (inside === '/if') {
      if (!open.pop()) problem(index, 'Nothing is open here that could be closed.')
      return
    }
    if (inside === 'else') return otherwise(index)
    if (!fieldName.test(inside)) {
      problem(
        index,
        inside === '' ? 'Name a field between the braces.' : `“${short(inside)}” is not a field.`,
      )
      return
    }
    into().push({ kind: 'field', name: inside, place })
  }

  function openPart(name: string, index: number, place: Place): void {
    if (!fieldName.test(name)) problem(index, `“${short(name)}” is not a field.`)
    const node = { kind: 'if' as const, name, place, filled: [], otherwise: [] }
    into().push(node)
    open.push({ node, into: node.filled, hasElse: false })
  }

  function otherwise(index: number): void {
    const part = open.at(-1)
    if (!part || part.hasElse) {
      problem(index, 'There is no {{#if …}} that this {{else}} could belong to.')
      return
    }
    part.hasElse = true
    part.into = part.node.otherwise
  }
}

/** Control characters, and the two that mark a value while a letter is put together. */
export const unprintable = /[[\p{Cc}--[\t\n\r]]\ue000\ue001]/v

/** The whole line of a tag that stands alone on it, so that it leaves no empty line behind. */
function wholeLine(body: string, from: number, to: number): { start: number; end: number } | null {
  const start = body.lastIndexOf('\n', from - 1) + 1
  const next = body.indexOf('\n', to)
  const end = next === -1 ? body.length : next
  const isAlone = body.slice(start, from).trim() === '' && body.slice(to, end).trim() === ''
  return isAlone ? { start, end: Math.min(end + 1, body.length) } : null
}

function placeOf(body: string, index: number): Place {
  const before = body.slice(0, index)
  return { line: before.split('\n').length, column: index - before.lastIndexOf('\n') }
}

function short(text: string): string {
  return text.length > 40 ? `${text.slice(0, 40)}…` : text
}
