import { v7 as uuidv7 } from 'uuid'
import type { Publication } from '../../../shared/contract/national-figures.ts'
import { ok, refuse, type Result } from '../../../shared/result.ts'
import type { PublishedFigures, PublishedOrganisation } from '../../domain/national-figures/published.ts'
import { monthInWords } from '../../domain/returns/months.ts'
import type { NationalPublicationTable } from '../../store/tables/national-figures.ts'
import type { Readable, Writing } from '../../store/store.ts'
import { appendAudit, type AuditedBy } from '../audit/append.ts'
import { organisationsToKeep, writeFigures } from './keep-figures.ts'
import { suppliedFigures, suppliedMonth } from './supplied.ts'

/** How many organisations of each kind there are. */
export function countOrganisations(
  organisations: readonly PublishedOrganisation[],
): Publication['organisations'] {
  const of = (wanted: PublishedOrganisation['type']) =>
    organisations.filter(({ type }) => type === wanted).length
  return { regions: of('Region'), icbs: of('ICB'), providers: of('Provider') }
}

/** Every version of every month, newest month first, the one in use first within it. */
export async function listPublications(db: Readable): Promise<Publication[]> {
  const rows = await db
    .selectFrom('national_publication as publication')
    .leftJoin('account as importer', 'importer.id', 'publication.imported_by')
    .leftJoin('account as changer', 'changer.id', 'publication.state_by')
    .selectAll('publication')
    .select(['importer.display_name as importer_name', 'changer.display_name as changer_name'])
    .orderBy('month', 'desc')
    .orderBy((order) => order.case().when('state', '=', 'current').then(0).else(1).end())
    .orderBy('imported_at', 'desc')
    .execute()
  return rows.map((row) => ({
    id: row.id,
    version: row.version,
    month: row.month,
    scheme: row.scheme,
    publishedOn: row.published_on,
    revisedOn: row.revised_on,
    source: row.source,
    fileName: row.file_name,
    importedAt: row.imported_at,
    importedBy: row.importer_name,
    state: row.state,
    stateAt: row.state_at,
    stateBy: row.changer_name,
    stateReason: row.state_reason,
    organisations: { regions: row.regions, icbs: row.icbs, providers: row.providers },
    notes: JSON.parse(row.notes) as string[],
  }))
}

/** The publication in use for a month; undefined when there is none. */
export async function currentOf(
  db: Readable | Writing,
  month: string,
): Promise<NationalPublicationTable | undefined> {
  return db
    .selectFrom('national_publication')
    .selectAll()
    .where('month', '=', month)
    .where('state', '=', 'current')
    .executeTakeFirst()
}

async function setState(
  tx: Writing,
  by: AuditedBy,
  row: Pick<NationalPublicationTable, 'id' | 'version'>,
  state: NationalPublicationTable['state'],
  reason: string | null,
): Promise<number> {
  await tx
    .updateTable('national_publication')
    .set({
      version: row.version + 1,
      state,
      state_at: by.now(),
      state_by: by.person?.id ?? null,
      state_reason: reason,
    })
    .where('id', '=', row.id)
    .execute()
  return row.version + 1
}

export interface NewPublication {
  figures: PublishedFigures
  sha256: string
  fileName: string
  /** The publication in use as the person saw it. */
  replaces: string | null
}

/**
 * Takes a workbook's figures into use. Those in use for the month until then are kept as replaced. Refuses a file
 * that is here already, and figures that somebody else put in use meanwhile.
 */
export async function addPublication(
  tx: Writing,
  by: AuditedBy,
  { figures, sha256, fileName, replaces }: NewPublication,
): Promise<Result<{ id: string; month: string }>> {
  const same = await tx
    .selectFrom('national_publication')
    .select(['month', 'state'])
    .where('sha256', '=', sha256)
    .executeTakeFirst()
  if (same) {
    return refuse(
      'conflict',
      same.state === 'current'
        ? `This very workbook is in use for ${monthInWords(same.month)} already. Nothing was changed.`
        : `This very workbook is kept already, but not in use. Use it again from the list of figures. Nothing was changed.`,
      { field: 'file' },
    )
  }
  const current = await currentOf(tx, figures.month)
  if ((current?.id ?? null) !== replaces) {
    return refuse(
      'conflict',
      `Somebody else changed the figures of ${monthInWords(figures.month)} meanwhile. Choose the file again to see the differences.`,
    )
  }
  if (current) await setState(tx, by, current, 'replaced', null)
  const organisations = organisationsToKeep(figures)
  const id = uuidv7()
  const counts = countOrganisations(organisations)
  await tx
    .insertInto('national_publication')
    .values({
      id,
      version: 1,
      month: figures.month,
      scheme: figures.scheme,
      published_on: figures.publishedOn,
      revised_on: figures.revisedOn,
      source: 'workbook',
      file_name: fileName.slice(0, 255),
      sha256,
      notes: JSON.stringify(figures.notes.map(({ message }) => message)),
      ...counts,
      imported_at: by.now(),
      imported_by: by.person?.id ?? null,
      state: 'current',
    })
    .execute()
  await writeFigures(tx, id, organisations)
  await appendAudit(tx, by, {
    action: 'national_figures.imported',
    subject: `national figures ${id}`,
    detail: { month: figures.month, sha256, ...counts, replaced: current?.id ?? null },
  })
  return ok({ id, month: figures.month })
}

/**
 * Loads the figures that come with the app, or uses them again. Refuses when figures of that month are in use. A new
 * store is filled with them silently; a person who asks for them is audited.
 */
export async function addSupplied(
  tx: Writing,
  by: AuditedBy,
  { silently = false } = {},
): Promise<Result<{ id: string; month: string }>> {
  if (await currentOf(tx, suppliedMonth)) {
    return refuse(
      'conflict',
      `Figures of ${monthInWords(suppliedMonth)} are in use already. Nothing was changed.`,
    )
  }
  const before = await tx
    .selectFrom('national_publication')
    .select(['id', 'version'])
    .where('source', '=', 'supplied')
    .executeTakeFirst()
  if (before) {
    await setState(tx, by, before, 'current', null)
    await appendAudit(tx, by, used(before.id, suppliedMonth, null))
    return ok({ id: before.id, month: suppliedMonth })
  }
  const { month, publishedOn, scheme, sha256, organisations } = await suppliedFigures()
  const id = uuidv7()
  await tx
    .insertInto('national_publication')
    .values({
      id,
      version: 1,
      month,
      scheme,
      published_on: publishedOn,
      source: 'supplied',
      sha256,
      notes: '[]',
      ...countOrganisations(organisations),
      imported_at: by.now(),
      imported_by: null,
      state: 'current',
    })
    .execute()
  await writeFigures(tx, id, organisations)
  if (silently) return ok({ id, month })
  await appendAudit(tx, by, {
    action: 'national_figures.loaded',
    subject: `national figures ${id}`,
    detail: { month, source: 'supplied' },
  })
  return ok({ id, month })
}

function used(id: string, month: string, replaced: string | null) {
  return {
    action: 'national_figures.used',
    subject: `national figures ${id}`,
    detail: { month, replaced },
  }
}

async function publicationAt(
  tx: Writing,
  id: string,
  version: number,
): Promise<Result<NationalPublicationTable>> {
  const row = await tx.selectFrom('national_publication').selectAll().where('id', '=', id).executeTakeFirst()
  if (!row) return refuse('not_found', 'These figures are not here any more.')
  if (row.version !== version) {
    return refuse('conflict', 'Somebody else changed these figures meanwhile. Look at them again.')
  }
  return ok(row)
}

/** Takes figures out of use; they are kept and can be used again. */
export async function removePublication(
  tx: Writing,
  by: AuditedBy,
  { id, version, reason }: { id: string; version: number; reason: string },
): Promise<Result<{ version: number }>> {
  const found = await publicationAt(tx, id, version)
  if (!found.ok) return found
  if (found.value.state !== 'current')
    return refuse('conflict', 'These figures are not in use. Nothing was changed.')
  const next = await setState(tx, by, found.value, 'removed', reason)
  await appendAudit(tx, by, {
    action: 'national_figures.removed',
    subject: `national figures ${id}`,
    detail: { month: found.value.month },
  })
  return ok({ version: next })
}

/** Puts kept figures in use again; those in use until then are kept as replaced. */
export async function useAgain(
  tx: Writing,
  by: AuditedBy,
  { id, version }: { id: string; version: number },
): Promise<Result<{ version: number }>> {
  const found = await publicationAt(tx, id, version)
  if (!found.ok) return found
  const { month, state } = found.value
  if (state === 'current') return refuse('conflict', 'These figures are in use already.')
  const current = await currentOf(tx, month)
  if (current) await setState(tx, by, current, 'replaced', null)
  const next = await setState(tx, by, found.value, 'current', null)
  await appendAudit(tx, by, used(id, month, current?.id ?? null))
  return ok({ version: next })
}
