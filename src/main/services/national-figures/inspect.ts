import type { WorkbookInspection } from '../../../shared/contract/national-figures.ts'
import { organisationName } from '../../../shared/format/organisation-names.ts'
import { differencesBetween } from '../../domain/national-figures/differences.ts'
import type { ServiceContext } from '../context.ts'
import { readChoice } from './choice.ts'
import { organisationsToKeep, readFigures } from './keep-figures.ts'
import { countOrganisations, currentOf } from './publications.ts'
import type { PublishedFile } from './read-published.ts'

/** A revised workbook changes some figures; a list of more than this is read in the comparison instead. */
const mostDifferences = 200

/** What importing a workbook that was read would do. Nothing is saved. */
export async function inspectWorkbook(
  { store }: Pick<ServiceContext, 'store'>,
  fileName: string,
  { figures, sha256 }: PublishedFile,
): Promise<WorkbookInspection> {
  const organisations = organisationsToKeep(figures)
  const same = await store.read
    .selectFrom('national_publication')
    .leftJoin('account', 'account.id', 'national_publication.imported_by')
    .select(['national_publication.id', 'imported_at', 'state', 'account.display_name'])
    .where('sha256', '=', sha256)
    .executeTakeFirst()
  const current = await currentOf(store.read, figures.month)
  const differences = current
    ? differencesBetween(await readFigures(store.read, current.id), organisations)
    : []
  const { ownCode } = await readChoice(store.read)
  const own = organisations.find(({ type, code }) => type === 'Provider' && code === ownCode)
  return {
    fileName,
    sha256,
    month: figures.month,
    scheme: figures.scheme,
    publishedOn: figures.publishedOn,
    revisedOn: figures.revisedOn,
    organisations: countOrganisations(organisations),
    lines: new Set(
      organisations.flatMap(({ lines }) => Object.keys(lines).filter((line) => line.startsWith('(CYP) '))),
    ).size,
    notes: figures.notes.map(({ message }) => message),
    ownProvider: own === undefined ? null : organisationName(own.name),
    sameFile: same
      ? { id: same.id, importedAt: same.imported_at, importedBy: same.display_name, state: same.state }
      : null,
    replaces: current
      ? {
          id: current.id,
          importedAt: current.imported_at,
          source: current.source,
          differences: differences.slice(0, mostDifferences),
          differenceCount: differences.length,
        }
      : null,
  }
}
