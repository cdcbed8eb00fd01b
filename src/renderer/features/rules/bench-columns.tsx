import { referralStatusLabels } from '../../../shared/codes/referral-statuses.ts'
import { ruleChangeLabels, type RuleBenchRow } from '../../../shared/contract/rule-bench.ts'
import { formatDate } from '../../../shared/format/dates.ts'
import { displayName } from '../../../shared/format/names.ts'
import type { Column } from '../../components/data-grid/types.ts'
import { DateText } from '../../components/date-text.tsx'
import { groupWords, priorityWords } from './words.ts'

/** "Priority: routine → urgent; Due by: 04-Apr-2026 → 02-Mar-2026". */
export function changesWords({ changes }: RuleBenchRow): string {
  return changes
    .map(({ kind, before, after }) => `${ruleChangeLabels[kind]}: ${before} → ${after}`)
    .join('; ')
}

/** Columns of the referrals that a rule set would change. */
export const benchColumns: Column<RuleBenchRow>[] = [
  {
    id: 'child',
    header: 'Child',
    width: 220,
    sticky: true,
    rowHeader: true,
    required: true,
    opens: true,
    text: displayName,
  },
  { id: 'changes', header: 'What would change', width: 460, text: changesWords },
  {
    id: 'group',
    header: 'Where it stands',
    width: 200,
    description:
      'Applying moves the suggestions of those not triaged, and the priority of those accepted when asked to',
    text: (row) => groupWords[row.group],
  },
  {
    id: 'decided',
    header: 'Priority now',
    width: 110,
    description: 'What a person decided',
    text: (row) => (row.decidedPriority === null ? '' : priorityWords(row.decidedPriority)),
  },
  { id: 'service', header: 'Service', width: 200, text: (row) => row.serviceName },
  {
    id: 'received',
    header: 'Received',
    width: 116,
    text: (row) => formatDate(row.receivedDate),
    cell: (row) => <DateText date={row.receivedDate} />,
  },
  { id: 'status', header: 'Status', width: 160, text: (row) => referralStatusLabels[row.status] },
]
