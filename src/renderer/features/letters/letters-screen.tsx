import { Button, Group } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import {
  IconFileTypePdf,
  IconMail,
  IconMailCheck,
  IconMailForward,
  IconPhoneOff,
  IconPrinter,
  IconTemplate,
} from '@tabler/icons-react'
import { useState } from 'react'
import { Link, useParams } from 'wouter'
import {
  letterPurposeLabels,
  letterPurposes,
  type LetterState,
  letterStateLabels,
  letterStates,
} from '../../../shared/codes/letter-purposes.ts'
import { access, mayCall } from '../../../shared/contract/access.ts'
import type { LetterFilter, LetterRow } from '../../../shared/contract/letters.ts'
import { useProcedures } from '../../app/rpc.tsx'
import { useServiceScope, useWork } from '../../app/work-context.tsx'
import { DataGrid } from '../../components/data-grid/data-grid.tsx'
import { nothingSelected } from '../../components/data-grid/selection.ts'
import type { RowSelection } from '../../components/data-grid/types.ts'
import { EmptyState } from '../../components/empty-state.tsx'
import { formatCount } from '../../components/format-count.ts'
import { type FilterFacet, FilterChips } from '../../components/filter-chips.tsx'
import { Notice } from '../../components/notice.tsx'
import { PageHeader } from '../../components/page-header.tsx'
import { letterColumns } from './columns.tsx'
import classes from './letters.module.css'
import { OpenLetter } from './open-letter.tsx'
import { SentDialog } from './sent-dialog.tsx'
import { useLetterActions } from './use-letter-actions.ts'
import { useLetterFilter, useLetterRows } from './use-own-rows.ts'

const noun = { one: 'letter', many: 'letters' }

/** As many as one call takes. */
const mostAtOnce = 500

function NoPhone() {
  const procedures = useProcedures()
  const { person } = useWork()
  const senders = useQuery(procedures.letters.senders.queryOptions())
  if (!senders.data || senders.data.some(({ phone }) => phone !== '')) return null
  return (
    <Notice tone="warning" icon={IconPhoneOff} title="No telephone number is set">
      <span>
        Letters cannot tell families whom to call.{' '}
        {mayCall(access.letters.saveSender, person.roles) ? (
          <Link href="/letters/templates">Set it under Templates</Link>
        ) : (
          'An administrator sets it under Templates.'
        )}
      </span>
    </Notice>
  )
}

/** Letters to send, held, sent and come back; printed and marked many at once. */
export default function LettersScreen() {
  const { batchId } = useParams<{ batchId?: string }>()
  return <Letters key={batchId ?? ''} batchId={batchId} />
}

function Letters({ batchId }: { batchId: string | undefined }) {
  const { person } = useWork()
  const procedures = useProcedures()
  const [filter, setFilter] = useLetterFilter(useServiceScope(), batchId)
  const source = useLetterRows(filter)
  const counts = useQuery(procedures.letters.counts.queryOptions())
  const [selection, setSelection] = useState<RowSelection>(nothingSelected)
  const [open, setOpen] = useState<string | null>(null)
  const [sending, setSending] = useState<readonly string[] | null>(null)
  const { handOver } = useLetterActions()

  async function chosen(): Promise<string[]> {
    if (selection.kind === 'ids') return inOrder(await source.load(0, mostAtOnce), selection.ids)
    const rows = await source.load(0, mostAtOnce)
    return rows.map(({ letterId }) => letterId).filter((id) => !selection.except.has(id))
  }
  async function print(to: 'printer' | 'pdf'): Promise<void> {
    const ids = await chosen()
    if (ids.length > 0 && (await handOver(ids, to))) setSending(ids)
  }
  function bulkActions() {
    return (
      <>
        <Button
          variant="default"
          size="compact-sm"
          leftSection={<IconPrinter size={14} aria-hidden />}
          onClick={() => void print('printer')}
        >
          Print in order…
        </Button>
        <Button
          variant="default"
          size="compact-sm"
          leftSection={<IconFileTypePdf size={14} aria-hidden />}
          onClick={() => void print('pdf')}
        >
          One PDF…
        </Button>
        <Button
          variant="default"
          size="compact-sm"
          leftSection={<IconMailForward size={14} aria-hidden />}
          onClick={() => void chosen().then(setSending)}
        >
          Mark as sent…
        </Button>
      </>
    )
  }
  const narrow = (part: Partial<LetterFilter>) => {
    setSelection(nothingSelected)
    setFilter((before) => ({ ...before, ...part }))
  }
  const stateCounts: Partial<Record<LetterState, number>> = {
    ready: counts.data?.toSend ?? 0,
    draft: counts.data?.held ?? 0,
    returned: counts.data?.returned ?? 0,
  }
  const shown = filter.states?.[0]
  // The counts are of letters to send, so the choice is offered only among those.
  const facets: FilterFacet[] =
    shown !== 'ready'
      ? []
      : [
          {
            id: 'purposes',
            label: 'What for',
            options: letterPurposes.map((value) => ({
              value,
              label: letterPurposeLabels[value],
              count: counts.data?.byPurpose.find(({ purpose }) => purpose === value)?.count ?? 0,
            })),
            selected: filter.purposes ?? [],
          },
        ]
  return (
    <div className={classes.screen}>
      <PageHeader
        title="Letters"
        description="Letters to send, those held for a person, and those that came back."
        actions={
          <Button
            component={Link}
            href="/letters/templates"
            variant="default"
            leftSection={<IconTemplate size={16} aria-hidden />}
          >
            Templates
          </Button>
        }
      />
      <NoPhone />
      {batchId !== undefined && (
        <Notice tone="info" icon={IconMail} title="Only the letters written together">
          <Link href="/letters">Show all letters</Link>
        </Notice>
      )}
      <Group gap="xs" role="group" aria-label="Show">
        {letterStates.map((state) => (
          <Button
            key={state}
            size="xs"
            variant={shown === state ? 'filled' : 'default'}
            aria-pressed={shown === state}
            onClick={() => narrow({ states: [state], purposes: undefined })}
          >
            {letterStateLabels[state]}
            {stateCounts[state] !== undefined && ` (${formatCount(stateCounts[state])})`}
          </Button>
        ))}
      </Group>
      <DataGrid<LetterRow>
        label="Letters"
        noun={noun}
        columns={letterColumns}
        source={source}
        rowKey={(row) => row.letterId}
        rowLabel={(row) => `${letterPurposeLabels[row.purpose]} about ${row.childName}`}
        sortWords="newest first"
        selection={selection}
        onSelectionChange={setSelection}
        canSelectMatching
        onOpen={(row) => setOpen(row.letterId)}
        filters={
          facets.length > 0 && (
            <FilterChips
              facets={facets}
              onChange={(_id, selected) => {
                const purposes = letterPurposes.filter((purpose) => selected.includes(purpose))
                narrow({ purposes: purposes.length > 0 ? purposes : undefined })
              }}
              onClear={() => narrow({ purposes: undefined })}
            />
          )
        }
        bulkActions={bulkActions}
        empty={
          <EmptyState title="No letters here" icon={IconMailCheck}>
            {mayCall(access.letters.create, person.roles)
              ? 'Letters are written on a child’s page, with a triage decision, or for many at once from the waiting list.'
              : 'Nothing waits to be sent.'}
          </EmptyState>
        }
      />
      {open !== null && <OpenLetter letterId={open} onClose={() => setOpen(null)} />}
      {sending !== null && (
        <SentDialog
          letterIds={sending}
          onClose={() => setSending(null)}
          onDone={() => {
            setSelection(nothingSelected)
            source.refresh()
          }}
        />
      )}
    </div>
  )
}

function inOrder(rows: readonly LetterRow[], ids: ReadonlySet<string>): string[] {
  return rows.map(({ letterId }) => letterId).filter((id) => ids.has(id))
}
