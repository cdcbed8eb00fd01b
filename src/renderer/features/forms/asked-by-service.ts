/** Answers that rules for every service read. */
const forAll = ['gpInArea', 'residentInArea', 'schoolInArea', 'adoptionStage', 'ehcnaAdviceRequestDate']

/** Further answers that the rules of a starting service read, by service. `flags` are the grounds for an earlier look. */
const forService: Readonly<Record<string, readonly string[]>> = {
  audiology: [
    'functionalImpact',
    'concernDurationWeeks',
    'hearingRiskFactor',
    'screenCompletedDate',
    'hospitalDischargeDate',
    'fitForTestingDate',
  ],
  slt: ['feedingType', 'entSeen', 'eal', 'homeLanguageConcern', 'complexNeed'],
  neurodevelopment: ['flags', 'rtcStatus'],
}

/**
 * Whether the rules this app starts with read an answer for a service. A service that is not one of the starting
 * ones, or none at all, has every answer asked.
 */
export function isAskedFor(serviceId: string | null | undefined, field: string): boolean {
  const own = serviceId ? forService[serviceId] : undefined
  return own === undefined || own.includes(field) || forAll.includes(field)
}
