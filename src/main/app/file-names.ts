const stems = [
  'audiology-six-weeks',
  'audit-log',
  'backup',
  'call-list',
  'capacity-plan',
  'clinic-calendar',
  'day-list',
  'chs-return',
  'chs-return-rows',
  'community-data-set',
  'data-quality',
  'import-rejects',
  'letters',
  'measures',
  'national-comparison',
  'monthly-pack',
  'recovery-key',
  'return-list',
  'referral',
  'review-list',
  'rules',
  'rule-tests',
  'service-list',
  'support-report',
  'task-list',
  'triage-list',
  'waiting-list',
] as const

/** A list's name says whether it names children, holds pseudonyms or counts. */
const forms = ['-pseudonyms', '-counts'] as const

const extensions = ['csv', 'xlsx', 'json', 'pdf', 'txt', 'html', 'ics', 'zip', 'cyp-backup'] as const

const shape = new RegExp(
  `^(${stems.join('|')})(${forms.join('|')})?(-20\\d\\d-(0[1-9]|1[0-2])(-(0[1-9]|[12]\\d|3[01]))?)?\\.(${extensions.join('|')})$`,
)

/**
 * A file name to suggest when saving. Names of a fixed list, with a month or day of this century if need be
 * (`waiting-list-2026-04-01.csv`), stay as they are; anything else becomes `cyp-waits` with its extension,
 * so that what a file is called never says whom it is about.
 */
export function safeFileName(suggested: unknown): string {
  if (typeof suggested !== 'string') return 'cyp-waits.csv'
  if (shape.test(suggested)) return suggested
  const extension = extensions.find((known) => suggested.toLowerCase().endsWith(`.${known}`))
  return `cyp-waits.${extension ?? 'csv'}`
}
