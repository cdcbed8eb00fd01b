import { bandsOfScheme, nationalOnlyLines } from '../../../shared/codes/national-figures.ts'
import type { ChsLine } from '../../../shared/contract/returns.ts'
import type { Comparison, ComparisonOptions } from '../../../shared/contract/national-figures.ts'
import { cypServiceLines } from '../../../shared/codes/service-lines.ts'
import { ok, refuse, type Result } from '../../../shared/result.ts'
import { type Comparing, comparisonRows, distributionsOf } from '../../domain/national-figures/compare.ts'
import { cautionsOf, sentencesOf } from '../../domain/national-figures/sentences.ts'
import { monthInWords, returnPeriod } from '../../domain/returns/months.ts'
import { organisationName } from '../../../shared/format/organisation-names.ts'
import type { Readable, Writing } from '../../store/store.ts'
import { answerReturn } from '../returns/answer.ts'
import { reportingServices } from '../returns/reporting-services.ts'
import { latestSigned, signedByOf } from '../returns/signed-store.ts'
import { readChoice } from './choice.ts'
import { allChildrensLines, lineOfRow } from './keep-figures.ts'
import { currentOf } from './publications.ts'

export interface ComparisonAsked {
  line: string
  ownMonth: string
  publishedMonth: string
  figures: 'signed' | 'counted'
}

const noFigures = (month: string) =>
  refuse(
    'not_found',
    `There are no published figures of ${monthInWords(month)} in use. Import the workbook of that month or choose another.`,
    { field: 'publishedMonth' },
  )

/** Whom one can compare with in a month, and the choice that stands. */
export async function comparisonOptions(
  db: Readable | Writing,
  month: string,
): Promise<Result<ComparisonOptions>> {
  const publication = await currentOf(db, month)
  if (!publication) return noFigures(month)
  const organisations = await db
    .selectFrom('national_figure')
    .select(['organisation_type', 'organisation_code', 'organisation_name', 'place'])
    .distinct()
    .where('publication_id', '=', publication.id)
    .orderBy('place')
    .execute()
  const lines = await db
    .selectFrom('national_figure')
    .select('line')
    .distinct()
    .where('publication_id', '=', publication.id)
    .execute()
  const of = (type: string) =>
    organisations
      .filter((each) => each.organisation_type === type && each.organisation_code !== '')
      .map((each) => ({ code: each.organisation_code, name: organisationName(each.organisation_name) }))
      .toSorted((a, b) => a.name.localeCompare(b.name, 'en-GB'))
  const published = new Set(lines.map(({ line }) => line).filter((line) => line !== allChildrensLines))
  const { choice, ownCode, provider } = await readChoice(db)
  const providers = of('Provider')
  const known = cypServiceLines.filter((line) => published.has(line))
  return ok({
    regions: of('Region'),
    icbs: of('ICB'),
    providers,
    lines: [
      ...known,
      ...[...published].filter((line) => !known.includes(line as (typeof known)[number])).toSorted(),
    ],
    ownLines: [...(await reportingServices(db)).byLine.keys()],
    provider,
    providerFound: providers.some(({ code }) => code === ownCode),
    choice,
  })
}

async function ownFigures(
  db: Readable | Writing,
  { line, ownMonth, figures }: ComparisonAsked,
  today: string,
): Promise<Result<{ line: ChsLine | null; about: Omit<Comparison['own'], 'readAt'> }>> {
  const period = returnPeriod(ownMonth, today)
  if (!period.ok) return period
  const { censusDate, ended } = period.value
  const signed = await latestSigned(db, ownMonth)
  const signedBy = signed === null ? null : signedByOf(signed.document)
  const about = { month: ownMonth, censusDate, ended, signedAvailable: signed !== null, signedBy }
  const found = (lines: readonly ChsLine[], basis: 'signed' | 'counted') => {
    const own = lines.find((each) => each.line === line) ?? null
    return ok({ line: own, about: { ...about, basis: own === null ? ('none' as const) : basis } })
  }
  if (signed !== null && figures === 'signed') return found(signed.document.lines, 'signed')
  const answer = await answerReturn(db, ownMonth, today)
  return answer.ok ? found(answer.value.document.lines, 'counted') : answer
}

/** Our figures of a line beside the published ones. Refuses a month without published figures, and one not begun. */
export async function compareWithPublished(
  db: Readable | Writing,
  asked: ComparisonAsked,
  { today, now }: { today: string; now: string },
): Promise<Result<Comparison>> {
  const publication = await currentOf(db, asked.publishedMonth)
  if (!publication) return noFigures(asked.publishedMonth)
  const own = await ownFigures(db, asked, today)
  if (!own.ok) return own
  const published = await db
    .selectFrom('national_figure')
    .selectAll()
    .where('publication_id', '=', publication.id)
    .where('line', '=', asked.line)
    .orderBy('place')
    .execute()
  const { choice, ownCode, provider } = await readChoice(db)
  const row = published.find(
    (each) => each.organisation_type === 'Provider' && each.organisation_code === ownCode,
  )
  const comparing: Comparing = {
    scheme: publication.scheme,
    published: published.map((each) => ({
      type: each.organisation_type,
      code: each.organisation_code,
      name: each.organisation_name,
      line: lineOfRow(each),
    })),
    choice,
    ownCode: row === undefined ? null : ownCode,
    ownName: provider.name || row?.organisation_name || 'Our service',
    own: own.value.line,
  }
  const rows = comparisonRows(comparing)
  const distributions = distributionsOf(comparing)
  const facts = {
    line: asked.line,
    ownMonth: asked.ownMonth,
    ownEnded: own.value.about.ended,
    publishedMonth: asked.publishedMonth,
    rows,
    distributions,
  }
  return ok({
    line: asked.line,
    publication: {
      id: publication.id,
      month: publication.month,
      scheme: publication.scheme,
      publishedOn: publication.published_on,
      revisedOn: publication.revised_on,
      source: publication.source,
      fileName: publication.file_name,
    },
    own: { ...own.value.about, readAt: now },
    bands: bandsOfScheme(publication.scheme).map(({ id, weeks }) => ({ id, weeks })),
    rows,
    distributions,
    sentences: sentencesOf(facts),
    cautions: cautionsOf({
      ...facts,
      scheme: publication.scheme,
      publishedOwn: rows.find(({ role }) => role === 'own_published'),
    }),
    nationalOnly: nationalOnlyLines.includes(asked.line),
  })
}
