import { Checkbox, Drawer } from '@mantine/core'
import { useMemo, useState } from 'react'
import { useLocation } from 'wouter'
import type { RuleDecisionRow, RuleInWords } from '../../../shared/contract/rules.ts'
import { formatDate } from '../../../shared/format/dates.ts'
import { displayName } from '../../../shared/format/names.ts'
import { useClient } from '../../app/rpc.tsx'
import { DataGrid } from '../../components/data-grid/data-grid.tsx'
import type { Column } from '../../components/data-grid/types.ts'
import { usePagedRows } from '../../components/data-grid/use-paged-rows.ts'
import { DateText } from '../../components/date-text.tsx'
import classes from './rules.module.css'

const noun = { one: 'decision', many: 'decisions' }

const columns: Column<RuleDecisionRow>[] = [
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
  {
    id: 'decided',
    header: 'Decided',
    width: 116,
    text: (row) => formatDate(row.decidedOn),
    cell: (row) => <DateText date={row.decidedOn} />,
  },
  { id: 'by', header: 'By', width: 160, text: (row) => row.decidedBy },
  { id: 'decision', header: 'Decision', width: 220, text: (row) => row.decision },
  {
    id: 'suggested',
    header: 'As suggested',
    width: 116,
    text: (row) => (row.asSuggested ? 'Yes' : 'No'),
  },
  { id: 'reason', header: 'Reason', width: 280, text: (row) => row.reason ?? '' },
  { id: 'service', header: 'Service', width: 180, text: (row) => row.serviceName },
  {
    id: 'version',
    header: 'Rules',
    width: 90,
    description: 'The version of the rules that the decision saw',
    text: (row) => (row.ruleSetVersion === null ? '' : `Version ${row.ruleSetVersion}`),
  },
]

function Decisions({ ruleId, startsOtherwise }: { ruleId: string; startsOtherwise: boolean }) {
  const client = useClient()
  const [, navigate] = useLocation()
  const [onlyOtherwise, setOnlyOtherwise] = useState(startsOtherwise)
  const asked = useMemo(() => ({ ruleId, onlyOtherwise }), [ruleId, onlyOtherwise])
  const source = usePagedRows<RuleDecisionRow>({
    queryKey: ['rules', 'decisions', asked],
    fetchPage: (page, signal) => client.rules.decisions({ ...asked, ...page }, { signal }),
    changedBy: ['referral'],
  })
  return (
    <DataGrid
      label={`Decisions with ${ruleId}`}
      noun={noun}
      columns={columns}
      source={source}
      rowKey={(row) => row.eventId}
      rowLabel={displayName}
      sortWords="newest first"
      filters={
        <Checkbox
          label="Only otherwise than suggested"
          checked={onlyOtherwise}
          onChange={(event) => setOnlyOtherwise(event.currentTarget.checked)}
        />
      }
      onOpen={(row) => navigate(`/children/${row.childId}/referrals/${row.referralId}`)}
    />
  )
}

/** A rule whose decisions are asked for. */
export type RuleWithDecisions = Pick<RuleInWords, 'id' | 'name'> & { onlyOtherwise?: boolean }

/** The decisions behind a rule's figures. */
export function DecisionsDrawer({ rule, onClose }: { rule: RuleWithDecisions | null; onClose: () => void }) {
  return (
    <Drawer
      opened={rule !== null}
      onClose={onClose}
      position="right"
      size="min(76rem, 92vw)"
      title={rule && `Decisions of the last 12 months with ${rule.id}: ${rule.name}`}
      closeButtonProps={{ 'aria-label': 'Close the list' }}
      classNames={{ content: classes.drawer!, body: classes.drawerBody!, title: classes.drawerTitle! }}
    >
      {rule && <Decisions ruleId={rule.id} startsOtherwise={rule.onlyOtherwise === true} />}
    </Drawer>
  )
}
