import type { StartingServiceId } from './services.ts'

/** England figures of one service line: children waiting in each of the eight bands, in band order. */
export interface PublishedBands {
  line: string
  total: number
  bands: readonly [number, number, number, number, number, number, number, number]
}

/** Where the figures below come from. Open Government Licence v3.0. */
export const publishedBandsSource = {
  publication: 'NHS England, Community Health Services waiting times, October 2025, Table 3',
  month: '2025-10',
  publishedOn: '2025-12-11',
} as const

/** England, October 2025: the three lines of the services a new store starts with. */
export const publishedBands: Record<StartingServiceId, PublishedBands> = {
  audiology: {
    line: '(CYP) Audiology',
    total: 14855,
    bands: [1556, 1689, 2106, 3799, 1480, 3813, 411, 1],
  },
  slt: {
    line: '(CYP) Therapy interventions: Speech and language',
    total: 61845,
    bands: [3185, 4082, 7720, 14697, 8200, 18909, 4053, 999],
  },
  neurodevelopment: {
    line: '(CYP) Community paediatric service',
    total: 171489,
    bands: [3318, 3227, 7082, 17673, 14934, 56646, 44370, 24239],
  },
}
