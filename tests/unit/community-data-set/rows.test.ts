import { describe, expect, it } from 'vitest'
import type { ReferralEvent } from '../../../src/main/domain/referral-status/events.ts'
import { monthOfReferral } from '../../../src/main/domain/community-data-set/month-of-referral.ts'
import {
  childRows,
  type DataSetContext,
  type ReferralFacts,
  referralRows,
} from '../../../src/main/domain/community-data-set/rows.ts'
import type { EventType } from '../../../src/shared/codes/event-types.ts'

type Told = readonly [type: EventType, on: string, detail?: object]

const period = { firstDay: '2026-01-01', lastDay: '2026-01-31' }
const service = { stopEvent: 'first_contact' } as const
const context: DataSetContext = {
  period,
  provider: 'RX1',
  createdAt: '2026-02-02T09:00:00',
  key: (kind, id) => `${kind}-${id}`,
  national: (set, local) => `${set}:${local}`,
}
const referral: ReferralFacts = {
  id: 'r',
  childId: 'c',
  serviceId: 'slt',
  csdsTeamType: '33',
  consultantLed: false,
  referrerRole: 'gp',
  referrerOrganisation: 'A12345',
  reasonCodes: ['LANGUAGE_DELAY', 'OTHER'],
  appointments: new Map([['e1', { startsAt: '09:30', mode: 'video' }]]),
}

function history(...told: Told[]): ReferralEvent[] {
  return told.map(
    ([type, on, detail = type === 'received' ? { receivedDate: on } : {}], index) =>
      ({
        id: `e${index}`,
        type,
        happenedOn: on,
        recordedAt: `${on}T12:00:00.000Z`,
        recordedBy: 'a',
        sequence: index + 1,
        detail,
        reason: null,
      }) as ReferralEvent,
  )
}

function rowsOf(events: ReferralEvent[], change: Partial<ReferralFacts> = {}) {
  const month = monthOfReferral(events, service, period)
  if (month === null) throw new Error('No place in the month')
  return referralRows({ ...referral, ...change }, month, context)
}

describe('a place in the month', () => {
  const hasPlace = (...told: Told[]) => monthOfReferral(history(...told), service, period) !== null

  it('is for whoever was open on a day of it', () => {
    expect(hasPlace(['received', '2026-01-31'])).toBe(true)
    expect(hasPlace(['received', '2026-02-01'])).toBe(false)
    expect(hasPlace(['received', '2025-01-01'], ['closed', '2026-01-01', { reason: 'declined' }])).toBe(true)
    expect(hasPlace(['received', '2025-01-01'], ['closed', '2025-12-31', { reason: 'declined' }])).toBe(false)
    expect(hasPlace(['received', '2025-01-01'], ['not_accepted', '2025-12-31'])).toBe(false)
  })

  it('comes back with a re-opening and goes for ever with a registration in error', () => {
    const closed: Told = ['closed', '2025-06-01', { reason: 'declined' }]
    expect(hasPlace(['received', '2025-01-01'], closed, ['reopened', '2026-01-31'])).toBe(true)
    expect(hasPlace(['received', '2025-01-01'], closed, ['reopened', '2026-02-01'])).toBe(false)
    expect(
      hasPlace(['received', '2025-01-01'], ['closed', '2026-03-01', { reason: 'registered_in_error' }]),
    ).toBe(false)
  })

  it('is for whoever was seen or missed in it, though closed before; not for a cancellation', () => {
    const before: Told[] = [
      ['received', '2025-01-01'],
      ['closed', '2025-06-01', { reason: 'discharged' }],
    ]
    expect(hasPlace(...before, ['attended', '2026-01-09'])).toBe(true)
    expect(hasPlace(...before, ['was_not_brought', '2026-01-09'])).toBe(true)
    expect(hasPlace(...before, ['cancelled_by_family', '2026-01-09'])).toBe(false)
  })

  it('does not take a voided entry, and follows a corrected date', () => {
    expect(
      hasPlace(
        ['received', '2025-01-01'],
        ['closed', '2025-06-01', { reason: 'declined' }],
        ['voided', '2026-02-09', { eventId: 'e1' }],
      ),
    ).toBe(true)
    expect(
      hasPlace(
        ['received', '2026-02-09'],
        ['received_date_corrected', '2026-02-10', { receivedDate: '2026-01-20' }],
      ),
    ).toBe(true)
  })
})

describe('the rows of a referral', () => {
  it('say who sent it, to whom, why, and that it is open', () => {
    const { CYP101, CYP102, CYP103, CYP104, CYP105 } = rowsOf(history(['received', '2025-11-03']))
    expect(CYP101).toEqual([
      {
        ServiceRequestID: 'referral-r',
        LocalPatientID: 'child-c',
        OrgID_Commissioner: 'commissioner:slt',
        ReferralRequest_ReceivedDate: '2025-11-03',
        SourceOfReferral: 'source_of_referral:gp',
        OrgID_Referring: 'A12345',
        Referring_StaffGroup: 'referring_staff_group:gp',
        Priority_Type: null,
        PrimaryReferralReason: 'referral_reason:LANGUAGE_DELAY',
        Discharge_Date: null,
        Discharge_LetterIssuedDate: null,
      },
    ])
    expect(CYP102[0]).toMatchObject({ TeamType: '33', Referral_ClosureDate: null })
    expect(CYP103).toEqual([
      { ServiceRequestID: 'referral-r', ReferralReason_Other: 'referral_reason:OTHER' },
    ])
    expect([CYP104, CYP105]).toEqual([[], []])
  })

  it('tell a refusal before any contact from a closure, and leave what came after the month out', () => {
    const refused = rowsOf(
      history(['received', '2025-11-03'], ['not_accepted', '2026-01-05', { reasonCode: 'OUT_OF_AREA' }]),
    )
    expect(refused.CYP102[0]).toMatchObject({
      Referral_RejectionDate: '2026-01-05',
      Referral_RejectionReason: 'rejection_reason:OUT_OF_AREA',
      Referral_ClosureDate: null,
    })
    expect(refused.CYP101[0]!['Discharge_Date']).toBeNull()
    const closed = rowsOf(history(['received', '2025-11-03'], ['closed', '2026-01-05', { reason: 'died' }]))
    expect(closed.CYP102[0]).toMatchObject({
      Referral_ClosureDate: '2026-01-05',
      Referral_ClosureReason: 'closure_reason:died',
      Referral_RejectionDate: null,
    })
    expect(closed.CYP101[0]!['Discharge_Date']).toBe('2026-01-05')
    const later = rowsOf(history(['received', '2025-11-03'], ['closed', '2026-02-01', { reason: 'died' }]))
    expect(later.CYP102[0]!['Referral_ClosureDate']).toBeNull()
  })

  it('send a child on with the receiving organisation only where that is a code', () => {
    const sent = (to: string) =>
      rowsOf(history(['received', '2025-11-03'], ['closed', '2026-01-05', { reason: 'transferred_out', to }]))
        .CYP105
    expect(sent('RXK')).toEqual([
      {
        ServiceRequestID: 'referral-r',
        Onward_ReferralDate: '2026-01-05',
        Onward_ReferralReason: 'onward_reason:transferred_out',
        OrgID_Receiving: 'RXK',
      },
    ])
    for (const words of ['ENT', 'CAMHS', 'The other team'])
      expect(sent(words)[0]!['OrgID_Receiving']).toBeNull()
  })

  it('give each appointment its own day, code and place', () => {
    const { CYP201, CYP202 } = rowsOf(
      history(
        ['received', '2025-11-03'],
        ['appointment_booked', '2025-12-01', { appointmentOn: '2026-01-08' }],
        ['cancelled_by_service', '2026-01-06'],
        ['was_not_brought', '2026-01-12'],
        ['arrived_not_seen', '2026-01-14'],
        ['attended', '2026-01-19'],
        ['attended', '2026-01-26', { treatment: true }],
        ['attended', '2026-02-02'],
      ),
    )
    expect(
      CYP201.map((row) => [row['Contact_Date'], row['AttendanceStatus'], row['Consultation_Type']]),
    ).toEqual([
      ['2026-01-08', '4', '01'],
      ['2026-01-12', '3', '01'],
      ['2026-01-14', '7', '01'],
      ['2026-01-19', '5', '01'],
      ['2026-01-26', '5', '02'],
    ])
    expect(CYP201[0]).toMatchObject({
      Contact_Time: '09:30:00',
      ConsMechanism: '11',
      Activity_LocationType: 'activity_location_type:video',
      Contact_CancellationDate: '2026-01-06',
    })
    expect(CYP201[3]).toMatchObject({
      Contact_Time: null,
      ConsMechanism: null,
      Contact_CancellationDate: null,
    })
    expect(CYP202.map((row) => row['Activity_Type'])).toEqual([
      'activity_type:first',
      'activity_type:treatment',
    ])
    expect(CYP202[0]!['CareContactID']).toBe(CYP201[3]!['CareContactID'])
  })

  it('give the RTT period of a consultant-led service while it runs or stops in the month', () => {
    const told: Told[] = [
      ['received', '2025-11-03'],
      ['treatment_started', '2026-01-15'],
    ]
    expect(rowsOf(history(...told), { consultantLed: true }).CYP104).toEqual([
      {
        ServiceRequestID: 'referral-r',
        WaitingTime_MeasurementType: '01',
        RTT_StartDate: '2025-11-03',
        RTT_EndDate: '2026-01-15',
        RTT_Status: '30',
      },
    ])
    const before = history(['received', '2025-11-03'], ['treatment_started', '2025-12-15'])
    expect(rowsOf(before, { consultantLed: true }).CYP104).toEqual([])
    expect(rowsOf(history(...told)).CYP104).toEqual([])
  })
})

describe('the rows of a child', () => {
  it('guess nothing', () => {
    const blank = childRows(
      {
        id: 'c',
        nhsNumber: null,
        nhsNumberStatus: null,
        dateOfBirth: '2019-05-06',
        postcode: null,
        gender: null,
        ethnicCategory: null,
        language: 'a language nobody knows',
        childInCare: null,
        ehcp: null,
        diedOn: null,
        gpPracticeCode: null,
      },
      context,
    )
    const filled = Object.entries(blank.CYP001).filter(([, value]) => value !== null)
    expect(filled.map(([field]) => field)).toEqual(['LocalPatientID', 'OrgID_LocalPatientID', 'DateOfBirth'])
    expect(blank.CYP002).toEqual({ LocalPatientID: 'child-c', OrgID_GP: null })
  })
})
