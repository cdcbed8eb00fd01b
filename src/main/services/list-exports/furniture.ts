import type { ExportShape } from '../../../shared/contract/list-exports.ts'
import { disclosurePolicies } from '../../../shared/codes/disclosure-policies.ts'
import { formatDate } from '../../../shared/format/dates.ts'
import { policyName } from '../../domain/disclosure/policies.ts'
import type { ServiceContext } from '../context.ts'
import { timeInWords } from '../returns/export/export-context.ts'
import type { OpenedList } from './opened-list.ts'

/** How a file or page may be handled, in words; none of it is a logo or a mark of the NHS. */
const classifications = {
  identifiable:
    'OFFICIAL-SENSITIVE: contains patient data. Keep to NHS systems and to people who need it for care.',
  namesOff:
    'OFFICIAL-SENSITIVE: contains patient data without names. Children may still be recognised. Keep to NHS systems.',
  pseudonymised:
    'OFFICIAL-SENSITIVE: personal data under pseudonyms. For the recipient and purpose named only; do not try to find out who it is.',
  none: 'OFFICIAL-SENSITIVE: counts as they are. Small numbers may point to a child. Not for publishing.',
  disclosed: 'OFFICIAL: counts with small numbers protected.',
} as const

/** How what leaves in this form may be handled. */
export function classificationOf(shape: ExportShape): string {
  if (shape.form === 'identifiable') return classifications[shape.namesOff ? 'namesOff' : 'identifiable']
  if (shape.form === 'pseudonymised') return classifications.pseudonymised
  return classifications[shape.policy === 'none' ? 'none' : 'disclosed']
}

/** What was made besides the rows themselves. */
export interface Made {
  /** "37 of 412 referrals", after any policy. */
  ofHowMany: string
  /** "Counts: referrals by service and band"; only counts have one. */
  counted?: string
  /** Whom pseudonyms are for, in words. */
  recipient?: string
}

/** What every file and page says of itself, label and words: the same for every list and form. */
export function furniture(
  context: Pick<ServiceContext, 'person' | 'now'>,
  list: OpenedList,
  shape: ExportShape,
  made: Made,
): [label: string, words: string][] {
  const showsNames = shape.form === 'identifiable' && !shape.namesOff
  const filters = list.filters.map(({ words, unnamed, tellsDays }) => {
    if (unnamed !== undefined && !showsNames) return unnamed
    return tellsDays === true && shape.form === 'pseudonymised' ? 'Dates or waits (not shown)' : words
  })
  return [
    ['List', list.title],
    ['How many', made.ofHowMany],
    ['Form', formWords(shape, made)],
    ['Small numbers', policyWords(shape)],
    ['Filters', filters.length === 0 ? 'None' : filters.join('. ')],
    ...(shape.form === 'aggregate' ? [] : [['Sorted by', sortWords(list, shape)] as [string, string]]),
    ['As at', formatDate(list.asAt)],
    ['Made by', `${context.person.displayName}, ${timeInWords(context.now())}`],
    ['Handling', classificationOf(shape)],
  ]
}

function sortWords(list: OpenedList, shape: ExportShape): string {
  return shape.form === 'pseudonymised' ? 'pseudonym, so that the order tells nothing' : list.sort
}

function formWords(shape: ExportShape, made: Made): string {
  if (shape.form === 'aggregate') return made.counted ?? 'Counts'
  if (shape.form === 'pseudonymised')
    return `Rows under pseudonyms (HMAC-SHA-256), dates as ISO weeks, no free text. For ${made.recipient ?? ''}.`
  return shape.namesOff ? 'Rows without names and free text' : 'Rows that name children'
}

function policyWords(shape: ExportShape): string {
  if (shape.form !== 'aggregate') return 'Nothing hidden: these are rows, not counts'
  return `${policyName(shape.policy)}. ${disclosurePolicies[shape.policy].sentence}`
}
