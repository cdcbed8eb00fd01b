import { closedReasonLabels } from '../../../shared/codes/closed-reasons.ts'
import { consentGiverRoleLabels } from '../../../shared/codes/consent-giver-roles.ts'
import { consentStatusLabels, type ConsentStatus } from '../../../shared/codes/consent-statuses.ts'
import { ethnicCategories, ethnicCategorySynonyms } from '../../../shared/codes/ethnic-categories.ts'
import type { EthnicCategoryCode } from '../../../shared/codes/ethnic-categories.ts'
import { evidenceLabels } from '../../../shared/codes/evidence.ts'
import { genderLabels, genderSynonyms } from '../../../shared/codes/genders.ts'
import { nhsNumberStatusLabels, nhsNumberStatusSynonyms } from '../../../shared/codes/nhs-number-statuses.ts'
import type { NhsNumberStatus } from '../../../shared/codes/nhs-number-statuses.ts'
import { pathwayLabels } from '../../../shared/codes/pathways.ts'
import { priorityLabels } from '../../../shared/codes/priorities.ts'
import { reasonCodeLabels } from '../../../shared/codes/reason-codes.ts'
import { redFlagLabels } from '../../../shared/codes/red-flags.ts'
import { referrerRoleLabels } from '../../../shared/codes/referrer-roles.ts'
import { triageOutcomeLabels, triageOutcomeSynonyms } from '../../../shared/codes/triage-outcomes.ts'

/** Finds a code by itself, its label or a common spelling, in any case. */
export interface CodeLookup<C extends string> {
  find(text: string): C | undefined
  /** Labels joined for a message: "Same day, Urgent, Soon, …". */
  accepted: string
}

function key(text: string): string {
  return text
    .toLowerCase()
    .replace(/[_\s\-–]+/g, ' ')
    .trim()
}

/** Builds a lookup from labels by code and other spellings (in lower case) by code. */
export function codeLookup<C extends string>(
  labels: Readonly<Record<C, string>>,
  synonyms: Readonly<Record<string, C>> = {},
): CodeLookup<C> {
  const exact = new Map<string, C>()
  const loose = new Map<string, C>()
  for (const code of Object.keys(labels) as C[]) {
    exact.set(code, code)
    loose.set(key(code), code)
    loose.set(key(labels[code]), code)
  }
  for (const [word, code] of Object.entries(synonyms)) loose.set(key(word), code)
  return {
    find: (text) => exact.get(text) ?? loose.get(key(text)),
    accepted: (Object.values(labels) as string[]).join(', '),
  }
}

const consentSynonyms: Record<string, ConsentStatus> = {
  yes: 'given',
  y: 'given',
  consented: 'given',
  obtained: 'given',
  no: 'refused',
  n: 'refused',
  'not given': 'refused',
  declined: 'refused',
  pending: 'awaited',
  sought: 'awaited',
  'not obtained': 'awaited',
  'not yet obtained': 'awaited',
  'awaiting consent': 'awaited',
}

const nhsStatuses = codeLookup<NhsNumberStatus>(nhsNumberStatusLabels, nhsNumberStatusSynonyms)

const ethnicLabels = Object.fromEntries(ethnicCategories.map(({ code, label }) => [code, label])) as Record<
  EthnicCategoryCode,
  string
>

/** Lists whose values are all known: anything else is `unknown_code`. */
export const closedLists = {
  gender: codeLookup(genderLabels, genderSynonyms),
  ethnic_category: codeLookup(ethnicLabels, ethnicCategorySynonyms),
  nhs_number_status: {
    // A spreadsheet drops the leading zero of 01.
    find: (text: string) => nhsStatuses.find(/^[1-8]$/.test(text) ? `0${text}` : text),
    accepted: '01 to 08, or their meaning in words',
  },
  consent_status: codeLookup(consentStatusLabels, consentSynonyms),
  priority: codeLookup(priorityLabels, {
    emergency: 'same_day',
    'non urgent': 'routine',
    standard: 'routine',
  }),
  triage_outcome: codeLookup(triageOutcomeLabels, triageOutcomeSynonyms),
  closed_reason: codeLookup(closedReasonLabels, {
    redirect: 'redirected',
    rejected: 'not_accepted',
    deceased: 'died',
    'moved out of area': 'moved_away',
    transferred: 'transferred_out',
    error: 'registered_in_error',
  }),
}

/**
 * Lists that are local, or whose national values are not public: a known spelling becomes its code, any other
 * short text is kept as written.
 */
export const openLists = {
  pathway: codeLookup(pathwayLabels),
  reason_codes: codeLookup(reasonCodeLabels),
  red_flags: codeLookup(redFlagLabels),
  evidence: codeLookup(evidenceLabels),
  referrer_role: codeLookup(referrerRoleLabels),
  consent_giver_role: codeLookup(consentGiverRoleLabels),
}
