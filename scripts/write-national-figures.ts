import { writeFileSync } from 'node:fs'
import { bandsOfScheme } from '../src/shared/codes/national-figures.ts'
import { organisationsToKeep } from '../src/main/services/national-figures/keep-figures.ts'
import { readPublishedFile } from '../src/main/services/national-figures/read-published.ts'

/**
 * Writes the figures that come with the app from a published workbook: `write-national-figures.ts WORKBOOK TARGET`.
 * Only the children's lines are taken; counts are facts, and the workbook itself is not part of the app.
 */
const [workbook = '', target = ''] = process.argv.slice(2)
const read = await readPublishedFile(workbook)
if (!read.ok) throw new Error(read.refusal.message)
const { month, publishedOn, scheme } = read.value.figures
const organisations = organisationsToKeep(read.value.figures)
const lines = [...new Set(organisations.flatMap((each) => Object.keys(each.lines)))].toSorted()
const ids = bandsOfScheme(scheme).map(({ id }) => id)
const cell = (value: number | 'withheld' | undefined) => (value === 'withheld' ? '*' : (value ?? ''))
const figures = organisations.flatMap((organisation, place) =>
  Object.entries(organisation.lines).map(([line, figure]) =>
    [place, lines.indexOf(line), cell(figure.total), ...ids.map((id) => cell(figure.bands[id]))].join('|'),
  ),
)
const document = {
  publication: 'NHS England, Community Health Services Waiting Times (CHS SitRep)',
  month,
  publishedOn,
  licence:
    'Contains public sector information licensed under the Open Government Licence v3.0. Source: NHS England.',
  about: `Children's service lines of Tables 3, 4 and 4a to 4h. Each figure is "organisation|line|total|${ids.join('|')}", the first two as places in the lists; an empty cell is blank in the source, * is a mark in place of a figure.`,
  scheme,
  lines,
  organisations: organisations.map(({ type, code, name }) => [type, code, name]),
  figures,
}
const text = JSON.stringify(document, null, 1)
  // One organisation to a line.
  .replace(
    /\[\n\s+("(?:National|Region|ICB|Provider)"),\n\s+("[^\n]*"),\n\s+("[^\n]*")\n\s+\]/g,
    '[$1, $2, $3]',
  )
writeFileSync(target, `${text}\n`)
