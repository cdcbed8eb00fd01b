import type { Pathway } from './pathways.ts'

/** Every kind of clock a referral may carry. */
export const clockKinds = [
  'community',
  'rtt',
  'local_priority',
  'audiology_six_weeks',
  'newborn_screen',
  'after_meningitis',
  'autism_start',
  'ehc_advice',
] as const
export type ClockKind = (typeof clockKinds)[number]

/** A date of the referral that a target may count from. */
export type ClockDate =
  | 'receivedDate'
  | 'screenCompletedDate'
  | 'fitForTestingDate'
  | 'hospitalDischargeDate'
  | 'ehcnaAdviceRequestDate'

export const clockDateLabels: Record<ClockDate, string> = {
  receivedDate: 'the referral was received',
  screenCompletedDate: 'the newborn screen was completed',
  fitForTestingDate: 'the child was fit for testing',
  hospitalDischargeDate: 'the child was discharged from hospital',
  ehcnaAdviceRequestDate: 'the advice was asked for',
}

/** A national target: what is aimed for, from when, and for whom. A service’s own targets are kept with the service. */
export interface ClockTarget {
  kind: ClockKind
  name: string
  days: number
  unit: 'calendar' | 'working'
  /** The first of these dates that is known is day 0. */
  countedFrom: readonly ClockDate[]
  stopsAt: 'first_contact' | 'treatment' | 'advice_sent'
  /** All that is given must hold; nothing given means every referral. */
  appliesWhen: {
    chsLine?: string
    consultantLed?: true
    pathway?: Pathway
    anyReason?: readonly string[]
    /** Applies only where one of the dates it counts from is known. */
    dateKnown?: true
  }
  byLaw: boolean
  source: string
  effectiveFrom: string
}

const audiologyLine = '(CYP) Audiology'

export const clockTargets: readonly ClockTarget[] = [
  {
    kind: 'community',
    name: 'Community wait',
    days: 126,
    unit: 'calendar',
    countedFrom: ['receivedDate'],
    stopsAt: 'first_contact',
    appliesWhen: {},
    byLaw: false,
    source: 'NHS England Medium Term Planning Framework: community services within 18 weeks',
    effectiveFrom: '2025-10-24',
  },
  {
    kind: 'rtt',
    name: 'Referral to treatment',
    days: 126,
    unit: 'calendar',
    countedFrom: ['receivedDate'],
    stopsAt: 'treatment',
    appliesWhen: { consultantLed: true },
    byLaw: true,
    source: 'NHS Constitution; RTT recording and reporting guidance v5.0',
    effectiveFrom: '2025-02-11',
  },
  {
    kind: 'audiology_six_weeks',
    name: 'Audiology within six weeks',
    days: 42,
    unit: 'calendar',
    countedFrom: ['receivedDate'],
    stopsAt: 'first_contact',
    appliesWhen: { chsLine: audiologyLine },
    byLaw: false,
    source: 'DM01 diagnostics standard: audiology assessments within six weeks',
    effectiveFrom: '2008-04-01',
  },
  {
    kind: 'newborn_screen',
    name: 'After the newborn hearing screen',
    days: 28,
    unit: 'calendar',
    countedFrom: ['screenCompletedDate'],
    stopsAt: 'first_contact',
    appliesWhen: {
      chsLine: audiologyLine,
      anyReason: ['NHSP_REFER_UNILATERAL', 'NHSP_REFER_BILATERAL', 'NHSP_INCOMPLETE_REFER'],
    },
    byLaw: false,
    source: 'Newborn hearing screening programme standard 5: seen within four weeks of screen completion',
    effectiveFrom: '2022-04-01',
  },
  {
    kind: 'after_meningitis',
    name: 'Hearing test after bacterial meningitis',
    days: 28,
    unit: 'calendar',
    countedFrom: ['fitForTestingDate', 'hospitalDischargeDate'],
    stopsAt: 'first_contact',
    appliesWhen: {
      chsLine: audiologyLine,
      anyReason: [
        'BACTERIAL_MENINGITIS',
        'MENINGOCOCCAL',
        'MENINGITIS_UNKNOWN_AGENT',
        'NEONATAL_BACT_MENINGITIS',
        'MICROTIA_ATRESIA',
      ],
    },
    byLaw: false,
    source: 'NICE quality standard 19: within four weeks of being well enough for testing',
    effectiveFrom: '2012-06-01',
  },
  {
    kind: 'autism_start',
    name: 'Autism assessment started',
    days: 91,
    unit: 'calendar',
    countedFrom: ['receivedDate'],
    stopsAt: 'first_contact',
    appliesWhen: { pathway: 'autism' },
    byLaw: false,
    source: 'NICE quality standard 51 statement 1: started within three months (13 weeks) of referral',
    effectiveFrom: '2014-01-01',
  },
  {
    kind: 'ehc_advice',
    name: 'Advice for an EHC needs assessment',
    days: 42,
    unit: 'calendar',
    countedFrom: ['ehcnaAdviceRequestDate'],
    stopsAt: 'advice_sent',
    appliesWhen: { dateKnown: true },
    byLaw: true,
    source: 'Special Educational Needs and Disability Regulations 2014, regulation 8',
    effectiveFrom: '2014-09-01',
  },
]

/** The national target of a kind; a service’s own priorities have none here. */
export function clockTargetOf(kind: Exclude<ClockKind, 'local_priority'>): ClockTarget {
  const found = clockTargets.find((target) => target.kind === kind)
  if (found === undefined) throw new RangeError(`No target for ${kind}`)
  return found
}
