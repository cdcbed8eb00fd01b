import { Button } from '@mantine/core'
import { IconMessageQuestion, IconPlus } from '@tabler/icons-react'
import { useEffect } from 'react'
import { Link, useLocation } from 'wouter'
import { roundChannelLabels } from '../../../shared/codes/rounds.ts'
import { access, mayCall } from '../../../shared/contract/access.ts'
import type { RoundRow } from '../../../shared/contract/rounds.ts'
import { formatDate } from '../../../shared/format/dates.ts'
import { useClient } from '../../app/rpc.tsx'
import { useWork } from '../../app/work-context.tsx'
import { useColumnPrefs } from '../../components/data-grid/columns.ts'
import { DataGrid } from '../../components/data-grid/data-grid.tsx'
import type { Column } from '../../components/data-grid/types.ts'
import { usePagedRows } from '../../components/data-grid/use-paged-rows.ts'
import { EmptyState } from '../../components/empty-state.tsx'
import { formatCount } from '../../components/format-count.ts'
import { PageHeader } from '../../components/page-header.tsx'
import { RoundsViews } from './rounds-views.tsx'
import classes from './rounds.module.css'
import { answeredOf, kindWords, silentOf } from './words.ts'

const noun = { one: 'round', many: 'rounds' }

function number(id: string, header: string, of: (row: RoundRow) => number, width = 92): Column<RoundRow> {
  return { id, header, width, align: 'end', text: (row) => formatCount(of(row)) }
}

const columns: readonly Column<RoundRow>[] = [
  {
    id: 'name',
    header: 'Round',
    width: 340,
    sticky: true,
    rowHeader: true,
    opens: true,
    required: true,
    text: (row) => row.name,
  },
  {
    id: 'state',
    header: 'State',
    width: 148,
    text: (row) => (row.closedOn === null ? 'Open' : `Ended ${formatDate(row.closedOn)}`),
  },
  number('asked', 'Asked', (row) => row.counts.asked),
  number('answered', 'Answered', (row) => answeredOf(row.counts)),
  number('silent', 'No reply', (row) => silentOf(row.counts)),
  number('removed', 'Removed', (row) => row.counts.removed),
  number('minutes', 'Minutes', (row) => row.minutes),
  { id: 'yield', header: 'What came of it', width: 520, text: (row) => row.yield },
  { id: 'kind', header: 'Kind', width: 100, text: (row) => kindWords[row.kind] },
  { id: 'channel', header: 'First asked', width: 120, text: (row) => roundChannelLabels[row.channel] },
  { id: 'started', header: 'Started', width: 116, text: (row) => formatDate(row.startedOn) },
  { id: 'by', header: 'By', width: 160, text: (row) => row.startedBy },
  { id: 'reply_by', header: 'Answers by', width: 116, text: (row) => formatDate(row.replyBy) },
  { ...number('proposed', 'To decide', (row) => row.counts.proposed), hiddenAtFirst: true },
]

/** Every round of asking families, with what came of it. */
export default function RoundsScreen() {
  const { person, today } = useWork()
  const client = useClient()
  const [, navigate] = useLocation()
  const source = usePagedRows<RoundRow>({
    queryKey: ['rounds', today],
    fetchPage: async ({ offset, limit }, signal) => {
      const rows = await client.rounds.list(undefined, { signal })
      return { rows: rows.slice(offset, offset + limit), total: rows.length, asAt: today }
    },
    changedBy: ['round', 'referral'],
  })
  const { refresh } = source
  // Rows kept from an earlier visit may be out of date: nobody listened for changes meanwhile.
  useEffect(() => refresh(), [refresh])
  const [prefs, setPrefs] = useColumnPrefs('rounds', columns)
  const mayStart = mayCall(access.rounds.start, person.roles)
  const start = mayStart && (
    <Button component={Link} href="/rounds/new" leftSection={<IconPlus size={16} aria-hidden />}>
      New round
    </Button>
  )
  return (
    <div className={classes.screen}>
      <PageHeader
        title="Rounds"
        description="Ask many families at once: to choose an appointment, or whether they still need the service."
        actions={source.total === 0 ? undefined : start}
      />
      <RoundsViews current="rounds" />
      <DataGrid
        label="Rounds"
        noun={noun}
        columns={columns}
        source={source}
        rowKey={(row) => row.roundId}
        rowLabel={(row) => row.name}
        sortWords="newest first"
        onOpen={(row) => navigate(`/rounds/${row.roundId}`)}
        columnPrefs={prefs}
        onColumnPrefsChange={setPrefs}
        empty={
          <EmptyState title="No round has been started" icon={IconMessageQuestion} actions={start}>
            A round asks the same question of many families and keeps every answer. Validation asks those who
            have waited long whether they still need the service. Opt-in asks those next in line to choose an
            appointment. Silence is not a no: whoever does not answer stays on the list and is asked again by
            another channel. A child leaves the list only by two decisions of two people.
          </EmptyState>
        }
      />
    </div>
  )
}
