/** Ids of the services a new store starts with. More can be added as data. */
export const startingServiceIds = ['audiology', 'slt', 'neurodevelopment'] as const
export type StartingServiceId = (typeof startingServiceIds)[number]

/**
 * What a service is at start: its Community Health Services line, CSDS team type and rules of its clock.
 * Source: NHS England CHS waiting list publication, October 2025; CSDS v1.6 team types.
 */
export interface ServiceDefinition {
  id: string
  name: string
  /** Service line exactly as published. */
  chsLine: string
  /** CSDS SERVICE OR TEAM TYPE REFERRED TO (COMMUNITY CARE). */
  csdsTeamType: string
  /** A child ages out on this birthday (years). */
  upperAgeYears: number
  /** Days from receipt within which a triage decision is expected. */
  triageTargetDays: number
  /** Which attended contact ends the community wait. */
  stopEvent: 'first_contact' | 'first_treatment'
  consultantLed: boolean
  /** Days from clock start to due by, for each priority. */
  targetDays: Record<'same_day' | 'urgent' | 'soon' | 'routine', number>
}

export const startingServices: readonly ServiceDefinition[] = [
  {
    id: 'audiology',
    name: 'Audiology',
    chsLine: '(CYP) Audiology',
    csdsTeamType: '17',
    upperAgeYears: 18,
    triageTargetDays: 14,
    stopEvent: 'first_contact',
    consultantLed: false,
    targetDays: { same_day: 0, urgent: 28, soon: 42, routine: 42 },
  },
  {
    id: 'slt',
    name: 'Speech and language therapy',
    chsLine: '(CYP) Therapy interventions: Speech and language',
    csdsTeamType: '33',
    upperAgeYears: 18,
    triageTargetDays: 14,
    stopEvent: 'first_contact',
    consultantLed: false,
    targetDays: { same_day: 0, urgent: 28, soon: 42, routine: 126 },
  },
  {
    id: 'neurodevelopment',
    name: 'Neurodevelopmental assessment',
    chsLine: '(CYP) Community paediatric service',
    csdsTeamType: '06',
    upperAgeYears: 18,
    triageTargetDays: 14,
    stopEvent: 'first_contact',
    consultantLed: true,
    targetDays: { same_day: 0, urgent: 28, soon: 42, routine: 91 },
  },
]
