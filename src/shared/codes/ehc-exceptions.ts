/**
 * The lawful reasons for EHC needs assessment advice later than six weeks; a long waiting list is none of them.
 * Source: Special Educational Needs and Disability Regulations 2014, regulation 8(2).
 */
export const ehcExceptions = [
  'exceptional_circumstances',
  'absence_four_weeks',
  'missed_appointment',
] as const
export type EhcException = (typeof ehcExceptions)[number]

export const ehcExceptionLabels: Record<EhcException, string> = {
  exceptional_circumstances: 'Exceptional personal circumstances of the child or parent',
  absence_four_weeks: 'Child or parent away from the area for at least four weeks',
  missed_appointment: 'Child missed an appointment or examination made for the advice',
}
