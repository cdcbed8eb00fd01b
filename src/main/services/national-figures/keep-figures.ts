import type { PublishedBandId, PublishedCell, PublishedLine } from '../../../shared/codes/national-figures.ts'
import type {
  PublishedFigures,
  PublishedLines,
  PublishedOrganisation,
} from '../../domain/national-figures/published.ts'
import type { NationalFigureTable } from '../../store/tables/national-figures.ts'
import type { Readable, Writing } from '../../store/store.ts'

/** The sum of the children's lines, which only England has. */
export const allChildrensLines = 'CYP services'

/**
 * What is kept of a workbook: the children's lines of every organisation, and for England the figures of Table 3,
 * which say more than its row in the other tables. Adult lines are not kept: nothing here compares with them.
 */
export function organisationsToKeep({ england, organisations }: PublishedFigures): PublishedOrganisation[] {
  const all: PublishedOrganisation[] = [
    { type: 'National', code: '', name: 'England', lines: england },
    ...organisations.filter(({ type }) => type !== 'National'),
  ]
  return all.map((organisation) => ({ ...organisation, lines: childrensLines(organisation.lines) }))
}

function childrensLines(lines: PublishedLines): PublishedLines {
  return Object.fromEntries(
    Object.entries(lines).filter(([line]) => line.startsWith('(CYP) ') || line === allChildrensLines),
  )
}

/** Rows go in by the hundred: one statement has a limit of values. */
const slice = 100

/** Writes a publication's figures. */
export async function writeFigures(
  tx: Writing,
  publicationId: string,
  organisations: readonly PublishedOrganisation[],
): Promise<void> {
  const rows = organisations.flatMap(({ type, code, name, lines }, place) =>
    Object.entries(lines).map(([line, { total, bands }]): NationalFigureTable => ({
      publication_id: publicationId,
      line,
      place,
      organisation_type: type,
      organisation_code: code,
      organisation_name: name,
      total: typeof total === 'number' ? total : null,
      total_withheld: total === 'withheld' ? 1 : 0,
      bands: JSON.stringify(bands),
    })),
  )
  for (let at = 0; at < rows.length; at += slice) {
    await tx
      .insertInto('national_figure')
      .values(rows.slice(at, at + slice))
      .execute()
  }
}

/** A stored line as it was published. */
export function lineOfRow(
  row: Pick<NationalFigureTable, 'total' | 'total_withheld' | 'bands'>,
): PublishedLine {
  const total: PublishedCell | undefined = row.total_withheld === 1 ? 'withheld' : (row.total ?? undefined)
  const bands = JSON.parse(row.bands) as Partial<Record<PublishedBandId, PublishedCell>>
  return total === undefined ? { bands } : { total, bands }
}

/** A publication's figures again, in the order of the published tables; one line of them, or all. */
export async function readFigures(
  db: Readable | Writing,
  publicationId: string,
  line?: string,
): Promise<PublishedOrganisation[]> {
  let query = db.selectFrom('national_figure').selectAll().where('publication_id', '=', publicationId)
  if (line !== undefined) query = query.where('line', '=', line)
  const byPlace = new Map<number, PublishedOrganisation>()
  for (const row of await query.orderBy('place').execute()) {
    const organisation = byPlace.get(row.place) ?? {
      type: row.organisation_type,
      code: row.organisation_code,
      name: row.organisation_name,
      lines: {},
    }
    organisation.lines[row.line] = lineOfRow(row)
    byPlace.set(row.place, organisation)
  }
  return [...byPlace.values()]
}
