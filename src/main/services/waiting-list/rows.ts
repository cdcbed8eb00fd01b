import type { Selectable } from 'kysely'
import { waitingListRowFlags } from './row-flags.ts'
import type { Priority } from '../../../shared/codes/priorities.ts'
import type { StageQueueId } from '../../../shared/codes/queues.ts'
import type { ReferralStatus } from '../../../shared/codes/referral-statuses.ts'
import type { WaitingListRow } from '../../../shared/contract/waiting-list.ts'
import { daysBetween } from '../../domain/clocks/days.ts'
import { bandOf } from '../../domain/waiting-bands/bands.ts'
import type { Readable } from '../../store/store.ts'
import type { ChildTable, WaitingListTable } from '../../store/schema.ts'

/** The stored columns that make one row of a list. */
export type StoredRow = Selectable<WaitingListTable> &
  Pick<ChildTable, 'family_name' | 'given_name' | 'preferred_name' | 'nhs_number' | 'local_patient_id'> & {
    version: number
    service_name: string
  }

/** The columns of a list row, joined from the projection, the child, the referral and its service. */
export function listRows(db: Readable) {
  return db
    .selectFrom('waiting_list')
    .innerJoin('child', 'child.id', 'waiting_list.child_id')
    .innerJoin('referral', 'referral.id', 'waiting_list.referral_id')
    .innerJoin('service', 'service.id', 'waiting_list.service_id')
    .selectAll('waiting_list')
    .select([
      'child.family_name',
      'child.given_name',
      'child.preferred_name',
      'child.nhs_number',
      'child.local_patient_id',
      'referral.version',
      'service.name as service_name',
    ])
}

/** A stored row as the page shows it, with its days counted to `asAt`. */
export function toListRow(row: StoredRow, asAt: string): WaitingListRow {
  const isWaiting = row.is_waiting === 1 && row.clock_start <= asAt
  const daysWaited = isWaiting ? daysBetween(row.clock_start, asAt) : null
  return {
    referralId: row.referral_id,
    childId: row.child_id,
    version: row.version,
    familyName: row.family_name,
    givenName: row.given_name,
    preferredName: row.preferred_name,
    dateOfBirth: row.date_of_birth,
    nhsNumber: row.nhs_number,
    localPatientId: row.local_patient_id,
    serviceId: row.service_id,
    serviceName: row.service_name,
    pathways: JSON.parse(row.pathways) as string[],
    status: row.status as ReferralStatus,
    stageQueue: row.stage_queue as StageQueueId | null,
    priority: row.priority as Priority | null,
    suggestedPriority: row.suggested_priority as Priority | null,
    receivedDate: row.received_date,
    effectiveWaitStart: row.effective_wait_start,
    dueBy: row.due_by,
    daysWaited,
    band: daysWaited === null ? null : bandOfDays(daysWaited),
    flags: waitingListRowFlags(row.flags),
    wasNotBroughtCount: row.was_not_brought_count,
    cancelledByFamilyCount: row.cancelled_by_family_count,
    nextAppointmentOn: row.next_appointment_on,
    lastContactOn: row.last_contact_on,
  }
}

function bandOfDays(days: number): string | null {
  const band = bandOf('chs8', days)
  return band.ok ? band.value : null
}
