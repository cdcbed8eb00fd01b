import {
  letterAudienceLabels,
  letterFormatLabels,
  letterPurposeLabels,
  letterStateLabels,
} from '../../../shared/codes/letter-purposes.ts'
import type { LetterRow } from '../../../shared/contract/letters.ts'
import { formatDate } from '../../../shared/format/dates.ts'
import type { Column } from '../../components/data-grid/types.ts'
import { languageWords, stateWords } from './words.ts'

/** The columns of the list of letters. */
export const letterColumns: readonly Column<LetterRow>[] = [
  {
    id: 'child',
    header: 'Child',
    width: 220,
    text: (row) => row.childName,
    rowHeader: true,
    sticky: true,
    opens: true,
    required: true,
  },
  { id: 'purpose', header: 'What for', width: 210, text: (row) => letterPurposeLabels[row.purpose] },
  { id: 'audience', header: 'Who to', width: 120, text: (row) => letterAudienceLabels[row.audience] },
  { id: 'addressee', header: 'Name', width: 200, text: (row) => row.addressee },
  { id: 'state', header: 'State', width: 110, text: (row) => letterStateLabels[row.state] },
  { id: 'news', header: 'Where it is', width: 300, text: stateWords },
  { id: 'service', header: 'Service', width: 200, text: (row) => row.serviceName },
  { id: 'created', header: 'Written', width: 120, text: (row) => formatDate(row.createdOn) },
  { id: 'by', header: 'By', width: 150, text: (row) => row.createdBy },
  {
    id: 'language',
    header: 'Language',
    width: 110,
    text: (row) => languageWords(row.language),
    hiddenAtFirst: true,
  },
  {
    id: 'format',
    header: 'Format',
    width: 110,
    text: (row) => letterFormatLabels[row.format],
    hiddenAtFirst: true,
  },
  { id: 'born', header: 'Born', width: 120, text: (row) => formatDate(row.dateOfBirth), hiddenAtFirst: true },
]
