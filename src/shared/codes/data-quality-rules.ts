/** How a gap is put right from the list: which part of the record is opened beside the row. */
export const qualityFixes = [
  'nhs_number',
  'ethnicity',
  'postcode',
  'gp_practice',
  'language',
  'consent',
  'contacts',
  'dates',
  'activity',
  'priority',
  'duplicates',
  'referral',
] as const
export type QualityFix = (typeof qualityFixes)[number]

/** One thing that is looked for in every open referral. */
export interface QualityRule {
  id: string
  /** The gap, as a heading of the list that holds it. */
  name: string
  why: string
  howToFix: string
  /** What it counts in the score; 0 is counted and listed, never scored. */
  weight: number
  appliesWhen: string
  fix: QualityFix
  source: string
}

/** Of these rules and weights. A kept month says which it was counted by. */
export const qualityRulesVersion = 1

/**
 * The rules in the order in which they are shown. A rule that only applies once another one is met never weighs more
 * than that one, so that putting something right cannot lower the score.
 */
export const qualityRules = [
  {
    id: 'nhs_number_missing',
    name: 'NHS number missing',
    why: 'Without it records are joined by name and birthday, and the community data set drops or doubles the child.',
    howToFix: 'Trace the child on the national spine, then type the number and its status.',
    weight: 5,
    appliesWhen: 'Always, except a baby under six weeks whose trace is postponed (status 08).',
    fix: 'nhs_number',
    source: 'NHS Data Dictionary, NHS NUMBER and NHS NUMBER STATUS INDICATOR CODE',
  },
  {
    id: 'nhs_number_unverified',
    name: 'NHS number not verified',
    why: 'A number nobody traced may be another child’s: letters and results would go to the wrong record.',
    howToFix: 'Trace the number and set the status to 01, present and verified.',
    weight: 3,
    appliesWhen: 'An NHS number is recorded.',
    fix: 'nhs_number',
    source: 'NHS Data Dictionary, NHS NUMBER STATUS INDICATOR CODE',
  },
  {
    id: 'ethnicity_missing',
    name: 'Ethnicity not recorded',
    why: 'Unfair waits by ethnicity stay hidden where it was never asked. Not asked is not “not stated”.',
    howToFix:
      'Ask the family and record their own answer. It is never guessed, and never set for many at once.',
    weight: 3,
    appliesWhen: 'Always. Blank and 99 (not known) are gaps; Z (not stated) is an answer.',
    fix: 'ethnicity',
    source: 'NHS Data Dictionary, ETHNIC CATEGORY CODE 2001',
  },
  {
    id: 'ethnicity_not_stated',
    name: 'Ethnicity not stated by the family',
    why: 'The family was asked and did not say. It is an answer, shown apart and not scored.',
    howToFix: 'Nothing has to be done. Ask again only if the family raises it.',
    weight: 0,
    appliesWhen: 'An answer about ethnicity is recorded.',
    fix: 'ethnicity',
    source: 'NHS Data Dictionary, ETHNIC CATEGORY CODE 2001, value Z',
  },
  {
    id: 'postcode_missing',
    name: 'Postcode missing or not a postcode',
    why: 'Letters do not arrive, and waits cannot be compared by deprivation.',
    howToFix: 'Type the postcode with its space. ZZ99 3VZ stands for no fixed abode.',
    weight: 3,
    appliesWhen: 'Always. ZZ99 3WZ (not known) is a gap.',
    fix: 'postcode',
    source: 'NHS Data Dictionary, POSTCODE; pseudo postcodes ZZ99',
  },
  {
    id: 'gp_practice_missing',
    name: 'GP practice missing',
    why: 'The GP is not told of decisions, and the commissioner of the child cannot be worked out.',
    howToFix: 'Type the practice code, or V81997 when the child is registered nowhere.',
    weight: 3,
    appliesWhen:
      'Always. V81999 (not known) and codes of another shape are gaps; V81997 (no practice) is an answer.',
    fix: 'gp_practice',
    source: 'NHS Data Dictionary, GENERAL MEDICAL PRACTICE CODE (PATIENT REGISTRATION)',
  },
  {
    id: 'language_missing',
    name: 'Language not recorded',
    why: 'Letters and calls go out in a language the family may not read or speak.',
    howToFix: 'Ask which language the family wants to use, and record it.',
    weight: 2,
    appliesWhen: 'Always.',
    fix: 'language',
    source: 'Accessible Information Standard (DAPB1605)',
  },
  {
    id: 'interpreter_not_asked',
    name: 'Interpreter: not asked',
    why: 'An appointment without the interpreter it needs is lost. Not asked is not “no”.',
    howToFix: 'Ask, and record yes or no.',
    weight: 2,
    appliesWhen: 'Always. “No” is an answer.',
    fix: 'language',
    source: 'Accessible Information Standard (DAPB1605)',
  },
  {
    id: 'consent_missing',
    name: 'Consent to the referral not recorded',
    why: 'Nobody can tell whether the family knows of the referral and agrees.',
    howToFix: 'Ask the referrer or the family, and record the answer and who gave it.',
    weight: 3,
    appliesWhen: 'Always. Awaited, refused and withdrawn are answers, worked elsewhere.',
    fix: 'consent',
    source: 'Children Act 1989, section 3; local referral criteria',
  },
  {
    id: 'contact_missing',
    name: 'No phone number or e-mail address',
    why: 'The family cannot be reached about an appointment, and silence may be read as no.',
    howToFix: 'Ask the referrer or the GP practice for a number, and add a contact.',
    weight: 5,
    appliesWhen: 'Always.',
    fix: 'contacts',
    source: 'NHS England, community waiting list validation',
  },
  {
    id: 'contact_responsibility',
    name: 'Nobody known to have parental responsibility',
    why: 'Consent from somebody without it does not hold, and letters may go to the wrong adult.',
    howToFix: 'Ask who has parental responsibility, and mark each contact yes or no.',
    weight: 2,
    appliesWhen: 'The child is under 16. Not asked and “no” for everybody are both gaps, and told apart.',
    fix: 'contacts',
    source: 'Children Act 1989, sections 2 to 4; Family Law Reform Act 1969, section 8',
  },
  {
    id: 'contact_not_safe',
    name: 'No contact known to be safe',
    why: 'A call or a letter to the wrong person can put a child or a parent in danger.',
    howToFix: 'Ask which contact is safe to use, and mark each one yes or no.',
    weight: 3,
    appliesWhen: 'Always. Not asked is not “safe”, and not “unsafe”.',
    fix: 'contacts',
    source: 'Working together to safeguard children',
  },
  {
    id: 'dates_impossible',
    name: 'Dates that cannot be right',
    why: 'Waits are counted from dates: one that cannot be right makes the return wrong.',
    howToFix: 'Find the date in the letter. A received date is corrected with a reason on the referral.',
    weight: 5,
    appliesWhen: 'Always.',
    fix: 'dates',
    source: 'Domain rules: five dates that are not the same',
  },
  {
    id: 'dates_improbable',
    name: 'Dates to look at',
    why: 'Default dates and very old receipts usually come from a system that was left blank.',
    howToFix: 'Compare with the letter. When the date is right, nothing has to be done.',
    weight: 2,
    appliesWhen: 'Always.',
    fix: 'dates',
    source: 'NHS England, RTT validation checks (Annex B), adapted',
  },
  {
    id: 'no_activity_12_weeks',
    name: 'Nothing recorded for 12 weeks',
    why: 'An open referral that nobody touched is a child nobody may be looking after.',
    howToFix: 'Contact the family and record it, or record what happened.',
    weight: 3,
    appliesWhen: 'No appointment is booked and no planned date lies ahead.',
    fix: 'activity',
    source: 'NHS England, waiting list validation every 12 weeks',
  },
  {
    id: 'priority_missing',
    name: 'Priority missing',
    why: 'Without a priority the child has no due date and no right place in the queue.',
    howToFix: 'A clinician decides the priority on the referral. The app only suggests.',
    weight: 3,
    appliesWhen: 'Triaged and waiting to be seen.',
    fix: 'priority',
    source: 'Domain rules: queue order',
  },
  {
    id: 'duplicate_undecided',
    name: 'Possible duplicate, not decided',
    why: 'One child on two records waits twice and is told two things.',
    howToFix: 'Compare the two records and decide. Nothing is merged by itself.',
    weight: 3,
    appliesWhen: 'Always.',
    fix: 'duplicates',
    source: 'Domain rules: matching people',
  },
  {
    id: 'no_queue',
    name: 'Open but in no queue',
    why: 'A child in no queue is seen by nobody. This must always be empty.',
    howToFix: 'Open the referral and record what should happen next.',
    weight: 5,
    appliesWhen: 'Always.',
    fix: 'referral',
    source: 'Domain rules: every open referral is in at least one queue',
  },
] as const satisfies readonly QualityRule[]

export type QualityRuleId = (typeof qualityRules)[number]['id']
export const qualityRuleIds = qualityRules.map(({ id }) => id) as [QualityRuleId, ...QualityRuleId[]]

/** The rule of an id. */
export function qualityRule(id: QualityRuleId): QualityRule {
  return qualityRules.find((rule) => rule.id === id) ?? qualityRules[0]
}
