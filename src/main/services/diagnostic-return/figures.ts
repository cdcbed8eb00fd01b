import type { DiagnosticReturn } from '../../../shared/contract/diagnostic-return.ts'
import { matchServiceLine } from '../../../shared/codes/service-lines.ts'
import { ok, refuse, type Result } from '../../../shared/result.ts'
import { assembleDiagnosticWaits } from '../../domain/diagnostic-return/assemble.ts'
import { type ReturnPeriod, returnPeriod } from '../../domain/returns/months.ts'
import type { Store } from '../../store/store.ts'
import { keptAnswer } from '../kept-answers.ts'
import { daysWaitedByService } from '../returns/census.ts'
import { providerOf } from '../session/new-store.ts'
import { type Activity, activityBetween } from './activity.ts'

const audiologyLine = '(CYP) Audiology'

/** What the six-week list of a month rests on. */
export interface DiagnosticMonth {
  period: ReturnPeriod
  services: { id: string; name: string }[]
  activity: Activity[]
  figures: Omit<DiagnosticReturn, 'computedAt'>
}

/**
 * The audiology six-week list of a month, counted once for each state of the store. Refuses a month that has not
 * begun, and a provider without a service on the line (CYP) Audiology.
 */
export async function diagnosticMonth(
  store: Store,
  month: string,
  today: string,
): Promise<Result<DiagnosticMonth>> {
  const asked = returnPeriod(month, today)
  if (!asked.ok) return asked
  const period = asked.value
  const services = await audiologyServices(store)
  if (services.length === 0)
    return refuse('not_found', 'No service reports on the line (CYP) Audiology, so nobody is on this list.')
  return ok(
    await keptAnswer(store, ['diagnostic-return', month, today], () => count(store, period, services)),
  )
}

async function audiologyServices(store: Store): Promise<{ id: string; name: string }[]> {
  const services = await store.read
    .selectFrom('service')
    .select(['id', 'name', 'chs_line'])
    .orderBy('name')
    .execute()
  return services
    .filter((service) => matchServiceLine(service.chs_line) === audiologyLine)
    .map(({ id, name }) => ({ id, name }))
}

async function count(
  store: Store,
  period: ReturnPeriod,
  services: { id: string; name: string }[],
): Promise<DiagnosticMonth> {
  const ids = services.map(({ id }) => id)
  const waited = await daysWaitedByService(store.read, period.censusDate)
  const activity = await activityBetween(store.read, ids, period.firstDay, period.censusDate)
  const provider = await providerOf(store)
  const of = (kind: Activity['kind']) => activity.filter((each) => each.kind === kind).length
  const [waitingList, planned, unscheduled] = [of('waiting_list'), of('planned'), of('unscheduled')]
  return {
    period,
    services,
    activity,
    figures: {
      month: period.month,
      censusDate: period.censusDate,
      ended: period.ended,
      provider: provider.code,
      services: services.map(({ name }) => name),
      ...assembleDiagnosticWaits(ids.flatMap((id) => waited.get(id) ?? [])),
      activity: { waitingList, planned, unscheduled, total: waitingList + planned + unscheduled },
      laterContacts: of('later'),
    },
  }
}
