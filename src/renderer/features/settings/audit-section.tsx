import { Autocomplete, Button, Select } from '@mantine/core'
import { useMutation, useQuery } from '@tanstack/react-query'
import { IconAlertTriangle, IconCircleCheck, IconLink } from '@tabler/icons-react'
import { useMemo, useState } from 'react'
import type { AuditRow } from '../../../shared/contract/administration.ts'
import { refusalOf } from '../../app/refusal-of.ts'
import { useClient, useProcedures } from '../../app/rpc.tsx'
import { DataGrid } from '../../components/data-grid/data-grid.tsx'
import type { Column } from '../../components/data-grid/types.ts'
import { useColumnPrefs } from '../../components/data-grid/columns.ts'
import { usePagedRows } from '../../components/data-grid/use-paged-rows.ts'
import { EmptyState } from '../../components/empty-state.tsx'
import { formatCount } from '../../components/format-count.ts'
import { Notice } from '../../components/notice.tsx'
import { Problem } from '../../components/problem.tsx'
import { instantText } from '../child/instant.ts'
import { actionWords, auditActions, detailWords } from './audit-words.ts'
import { SectionHeader } from './section-header.tsx'
import classes from './settings.module.css'

const columns: readonly Column<AuditRow>[] = [
  {
    id: 'sequence',
    header: 'Row',
    width: 64,
    text: (row) => String(row.sequence),
    align: 'end',
    required: true,
  },
  { id: 'at', header: 'When', width: 168, text: (row) => instantText(row.at), rowHeader: true },
  { id: 'by', header: 'Who', width: 152, text: (row) => row.by },
  { id: 'action', header: 'What', width: 184, text: (row) => actionWords(row.action) },
  { id: 'subject', header: 'To', width: 176, text: (row) => row.subject },
  { id: 'detail', header: 'Detail', width: 176, text: (row) => detailWords(row.detail) },
]
const actionChoices = Object.entries(auditActions).map(([value, label]) => ({ value, label }))
type AuditCheck = { ok: boolean; rows: number; brokenAt: number | null }

const namesFrom = { offset: 0, limit: 200 }

function ChainResult({ check }: { check: AuditCheck }) {
  if (check.ok) {
    return (
      <Notice tone="success" icon={IconCircleCheck} title="The audit trail is whole" role="status">
        <span>
          {formatCount(check.rows)} rows follow on from one another: none was changed, removed or slipped in.
        </span>
      </Notice>
    )
  }
  return (
    <Notice tone="danger" icon={IconAlertTriangle} title="The audit trail was changed" role="alert">
      <span>
        Row {check.brokenAt} does not follow on from the one before it. Keep the data folder as it is and tell
        your information governance lead.
      </span>
    </Notice>
  )
}

/** Who saw and changed what, newest first. */
export function AuditSection() {
  const client = useClient()
  const procedures = useProcedures()
  const [person, setPerson] = useState('')
  const [action, setAction] = useState<string | null>(null)
  const [prefs, setPrefs] = useColumnPrefs('audit', columns)
  const verify = useMutation(procedures.audit.verify.mutationOptions())
  const lately = useQuery(procedures.audit.page.queryOptions({ input: namesFrom }))
  const names = useMemo(() => [...new Set(lately.data?.rows.map(({ by }) => by))].toSorted(), [lately.data])
  const filter = { ...(person ? { person } : {}), ...(action ? { action } : {}) }
  const source = usePagedRows<AuditRow>({
    queryKey: ['audit', 'page', filter],
    fetchPage: (page, signal) => client.audit.page({ ...page, ...filter }, { signal }),
  })
  return (
    <div className={classes.filling}>
      <SectionHeader
        title="Audit trail"
        actions={
          <Button
            variant="default"
            leftSection={<IconLink size={16} aria-hidden />}
            loading={verify.isPending}
            onClick={() => verify.mutate(undefined)}
          >
            Check that it is whole
          </Button>
        }
      >
        Who saw and changed what. Rows can be added, never changed. They hold ids and codes, no names of
        children.
      </SectionHeader>
      {verify.error && <Problem refusal={refusalOf(verify.error)} />}
      {verify.data && <ChainResult check={verify.data} />}
      <DataGrid
        label="Audit trail"
        noun={{ one: 'row', many: 'rows' }}
        columns={columns}
        source={source}
        rowKey={(row) => String(row.sequence)}
        rowLabel={(row) => `Row ${row.sequence}`}
        sortWords="newest first"
        columnPrefs={prefs}
        onColumnPrefsChange={setPrefs}
        filters={
          <>
            <Autocomplete
              aria-label="Who"
              placeholder="Anybody"
              data={names}
              value={person}
              onChange={setPerson}
              clearable
              w="14rem"
            />
            <Select
              aria-label="What"
              placeholder="Anything"
              data={actionChoices}
              value={action}
              onChange={setAction}
              searchable
              clearable
              w="16rem"
            />
          </>
        }
        empty={
          <EmptyState title="No row matches">
            Names have to be whole, as they stand in the list. Clear a filter to see more.
          </EmptyState>
        }
      />
    </div>
  )
}
