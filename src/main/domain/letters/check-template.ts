import { letterAudienceLabels, type LetterAudience } from '../../../shared/codes/letter-purposes.ts'
import { letterField, letterFields } from '../../../shared/letters/fields.ts'
import { parseTemplate, type ProblemAt, type TemplateNode } from './parse-template.ts'

/**
 * What is wrong with a template for this audience, each with its place and reason; empty when nothing. Refused are
 * fields that do not exist, fields this audience may not read, parts that are not closed, and an empty letter.
 */
export function checkTemplate(body: string, audience: LetterAudience): ProblemAt[] {
  const { nodes, problems } = parseTemplate(body)
  const found = [...problems, ...fieldProblems(nodes, audience)]
  if (body.trim() === '')
    found.push({ line: 1, column: 1, message: 'The letter is empty. Write what it says.' })
  return found.toSorted((a, b) => a.line - b.line || a.column - b.column)
}

function fieldProblems(nodes: readonly TemplateNode[], audience: LetterAudience): ProblemAt[] {
  return nodes.flatMap((node) => {
    if (node.kind === 'text') return []
    const why = whyNotField(node.name, audience)
    const own = why === null ? [] : [{ ...node.place, message: why }]
    if (node.kind === 'field') return own
    return [...own, ...fieldProblems(node.filled, audience), ...fieldProblems(node.otherwise, audience)]
  })
}

/** Why a field cannot stand in a letter to this audience, in words; null when it can. */
function whyNotField(name: string, audience: LetterAudience): string | null {
  const field = letterField(name)
  if (field === null) {
    const near = letterFields.find((each) => each.name.toLowerCase() === name.toLowerCase())
    return near
      ? `There is no field “${name}”. Did you mean “${near.name}”?`
      : `There is no field “${name}”. Choose one from the list of fields.`
  }
  if (field.audiences.includes(audience)) return null
  const who = letterAudienceLabels[audience].toLowerCase()
  return `“${field.label}” is not for a letter to the ${who}. Take it out.`
}
