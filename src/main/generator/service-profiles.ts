import type { StartingServiceId } from '../../shared/codes/services.ts'

/** How one service works, in the terms the generator needs. Rates are shares of 1; times are days. */
export interface ServiceProfile {
  longestWait: number
  yearlyGrowth: number
  holidaySensitivity: number
  earlyLeaving: number
  /** Share of boys where the clinical picture does not say. */
  boys: number
  ehcp: number
  /** Usual days to a triage decision. */
  triageDays: number
  /** Share of referrals sent back for information before the decision. */
  informationAsked: number
  informationItems: readonly string[]
  /** Share whose wait ends at triage, of those ending within eight weeks; share of later ends without contact. */
  endsAtTriage: number
  endsUnseen: number
  optIn: number
  /** Log-odds of an appointment missed by a middling family, set so that the share of appointments comes out right. */
  missing: number
  cancelledByFamily: number
  cancelledByService: number
  /** Share discharged at the first contact, and at each later one. */
  dischargedAtFirst: number
  dischargedLater: number
  followUpGap: readonly [number, number]
  /** Priority by the length of the wait: up to this many days, shares same day, urgent and soon. */
  priorities: readonly { upTo: number; sameDay: number; urgent: number; soon: number }[]
  places: readonly string[]
}

/**
 * Shape of the three services. Was not brought: about 9 % audiology, 10 % SLT, 14 % neurodevelopment. Boys: 67 % SLT,
 * 72 % neurodevelopment. Growth: referrals to neurodevelopment have risen fastest.
 */
export const serviceProfiles: Record<StartingServiceId, ServiceProfile> = {
  audiology: {
    longestWait: 800,
    yearlyGrowth: 0.03,
    holidaySensitivity: 0.45,
    earlyLeaving: 0.012,
    boys: 0.54,
    ehcp: 0.03,
    triageDays: 4,
    informationAsked: 0.05,
    informationItems: ['screen result', 'how long there has been concern'],
    endsAtTriage: 0.22,
    endsUnseen: 0.1,
    optIn: 0.25,
    missing: -2.6,
    cancelledByFamily: 0.06,
    cancelledByService: 0.035,
    dischargedAtFirst: 0.55,
    dischargedLater: 0.5,
    followUpGap: [56, 110],
    priorities: [
      { upTo: 1, sameDay: 0.03, urgent: 0.4, soon: 0.1 },
      { upTo: 28, sameDay: 0, urgent: 0.3, soon: 0.12 },
      { upTo: 42, sameDay: 0, urgent: 0.05, soon: 0.12 },
      { upTo: 9999, sameDay: 0, urgent: 0.008, soon: 0.05 },
    ],
    places: ['Children’s hearing clinic', 'Health centre'],
  },
  slt: {
    longestWait: 1080,
    yearlyGrowth: 0.04,
    holidaySensitivity: 0.9,
    earlyLeaving: 0.006,
    boys: 0.7,
    ehcp: 0.09,
    triageDays: 6,
    informationAsked: 0.14,
    informationItems: ['what was tried, how long, with what effect', 'speech sound checklist'],
    endsAtTriage: 0.3,
    endsUnseen: 0.13,
    optIn: 0.35,
    missing: -2.9,
    cancelledByFamily: 0.07,
    cancelledByService: 0.04,
    dischargedAtFirst: 0.28,
    dischargedLater: 0.4,
    followUpGap: [21, 90],
    priorities: [
      { upTo: 10, sameDay: 0.002, urgent: 0.4, soon: 0.15 },
      { upTo: 28, sameDay: 0, urgent: 0.12, soon: 0.28 },
      { upTo: 84, sameDay: 0, urgent: 0.01, soon: 0.14 },
      { upTo: 9999, sameDay: 0, urgent: 0.003, soon: 0.05 },
    ],
    places: ['Health centre', 'Children’s centre', 'School', 'Video'],
  },
  neurodevelopment: {
    longestWait: 1460,
    yearlyGrowth: 0.07,
    holidaySensitivity: 1,
    earlyLeaving: 0.005,
    boys: 0.79,
    ehcp: 0.13,
    triageDays: 9,
    informationAsked: 0.3,
    informationItems: ['parent questionnaire', 'school or nursery questionnaire'],
    endsAtTriage: 0.6,
    endsUnseen: 0.16,
    optIn: 0.4,
    missing: -2.5,
    cancelledByFamily: 0.07,
    cancelledByService: 0.05,
    dischargedAtFirst: 0.06,
    dischargedLater: 0.25,
    followUpGap: [60, 190],
    priorities: [
      { upTo: 28, sameDay: 0, urgent: 0.15, soon: 0.2 },
      { upTo: 126, sameDay: 0, urgent: 0.02, soon: 0.12 },
      { upTo: 9999, sameDay: 0, urgent: 0.004, soon: 0.04 },
    ],
    places: ['Child development centre', 'Health centre', 'Video'],
  },
}
