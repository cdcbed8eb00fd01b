import type { QualitySubject } from '../../../src/main/domain/data-quality/subject.ts'

export const today = '2026-03-02'

/** A referral that meets every rule, with only what a test cares about changed. */
export function subjectOf(change: Partial<QualitySubject> = {}): QualitySubject {
  return {
    nhsNumber: '9990000018',
    nhsNumberStatus: '01',
    ethnicCategory: 'A',
    postcode: 'QA1 1AA',
    gpPracticeCode: 'Y99999',
    language: 'English',
    interpreterNeeded: false,
    consentStatus: 'given',
    consentOn: '2026-01-05',
    contacts: contactsOf(),
    dateOfBirth: '2020-05-04',
    diedOn: null,
    receivedDate: '2026-01-10',
    originalReferralDate: null,
    firstContactOn: null,
    ageOutOn: '2038-05-04',
    lastActivityOn: '2026-02-20',
    nextAppointmentOn: null,
    plannedDueOn: null,
    stageQueue: 'to_book',
    hasPriority: true,
    hasPossibleDuplicate: false,
    ...change,
  }
}

/** One contact who can be reached, is safe and has parental responsibility. */
export function contactsOf(change: Partial<QualitySubject['contacts']> = {}): QualitySubject['contacts'] {
  return {
    all: 1,
    reachable: 1,
    reachableAndSafe: 1,
    reachableNotAskedIfSafe: 0,
    responsible: 1,
    notAskedIfResponsible: 0,
    ...change,
  }
}
