import { inPublishedOrder } from '../../domain/returns/assemble-line.ts'
import type { ReturningDataSet } from '../../../shared/codes/returning-data-sets.ts'
import { matchServiceLine } from '../../../shared/codes/service-lines.ts'
import type { Readable, Writing } from '../../store/store.ts'

/** Which services report where. */
export interface ReportingServices {
  /** Services behind each line of the return, published lines in their order, then local ones. A line without any is absent. */
  byLine: Map<string, string[]>
  lineOf: Map<string, string>
  /** Services that report on no line. */
  withoutLine: { id: string; name: string }[]
  /** Services reported through another data set: left out, and said to be. */
  elsewhere: { id: string; name: string; dataSet: ReturningDataSet | null }[]
  /** Names of services by id. */
  names: Map<string, string>
}

/** Sorts the store's services by where they are reported. */
export async function reportingServices(db: Readable | Writing): Promise<ReportingServices> {
  const services = await db
    .selectFrom('service')
    .select(['id', 'name', 'chs_line', 'reported_elsewhere', 'elsewhere_data_set as dataSet'])
    .orderBy('id')
    .execute()
  const local = await db.selectFrom('local_line').select('name').where('active', '=', 1).execute()
  const localByName = new Map(local.map(({ name }) => [name.toLowerCase(), name]))
  const elsewhere = services.filter((service) => service.reported_elsewhere === 1)
  const here = services
    .filter((service) => service.reported_elsewhere === 0)
    .map((service) => ({
      ...service,
      line:
        matchServiceLine(service.chs_line) ?? localByName.get(service.chs_line.trim().toLowerCase()) ?? null,
    }))
  const mapped = here.flatMap(({ id, line }) => (line === null ? [] : { id, line }))
  return {
    byLine: new Map(
      [...Map.groupBy(inPublishedOrder(mapped), (each) => each.line)].map(([line, all]) => [
        line,
        all.map((each) => each.id),
      ]),
    ),
    lineOf: new Map(mapped.map(({ id, line }) => [id, line])),
    withoutLine: here.filter((service) => service.line === null).map(({ id, name }) => ({ id, name })),
    elsewhere: elsewhere.map(({ id, name, dataSet }) => ({ id, name, dataSet })),
    names: new Map(services.map(({ id, name }) => [id, name])),
  }
}
