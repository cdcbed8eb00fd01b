import type { Service } from '../../../shared/contract/administration.ts'
import type { ServiceTable } from '../../store/schema.ts'

/** A stored service as the rest of the app reads it. */
export function toService(row: ServiceTable): Service {
  return {
    id: row.id,
    version: row.version,
    name: row.name,
    chsLine: row.chs_line,
    csdsTeamType: row.csds_team_type,
    upperAgeYears: row.upper_age_years,
    triageTargetDays: row.triage_target_days,
    stopEvent: row.stop_event,
    consultantLed: row.consultant_led === 1,
    reportedElsewhere: row.reported_elsewhere === 1,
    elsewhereDataSet: row.elsewhere_data_set,
    targetDays: JSON.parse(row.target_days) as Service['targetDays'],
  }
}
