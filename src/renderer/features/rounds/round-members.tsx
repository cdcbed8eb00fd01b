import { Button } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { IconDownload, IconFilterOff } from '@tabler/icons-react'
import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { useLocation } from 'wouter'
import {
  type MemberState,
  memberStateLabels,
  memberStates,
  type RoundReply,
} from '../../../shared/codes/rounds.ts'
import { access, mayCall } from '../../../shared/contract/access.ts'
import type { RoundMemberRow, RoundRow } from '../../../shared/contract/rounds.ts'
import { refusalOf } from '../../app/refusal-of.ts'
import { useClient } from '../../app/rpc.tsx'
import { type Shortcut, useShortcuts } from '../../app/shortcuts.tsx'
import { useWork } from '../../app/work-context.tsx'
import { useColumnPrefs } from '../../components/data-grid/columns.ts'
import { DataGrid } from '../../components/data-grid/data-grid.tsx'
import { nothingSelected } from '../../components/data-grid/selection.ts'
import type { RowSelection } from '../../components/data-grid/types.ts'
import { usePagedRows } from '../../components/data-grid/use-paged-rows.ts'
import { EmptyState } from '../../components/empty-state.tsx'
import { formatCount } from '../../components/format-count.ts'
import { showDone, showProblem } from '../../components/undo-toast.tsx'
import { AskAgainDialog } from './ask-again-dialog.tsx'
import { memberColumns } from './member-columns.tsx'
import { type MemberAction, memberActions, MemberBulkBar } from './member-bulk-bar.tsx'
import { ProposeDialog } from './propose-dialog.tsx'
import { ReplyDialog } from './reply-dialog.tsx'
import classes from './rounds.module.css'
import { families } from './words.ts'

const noun = { one: 'family', many: 'families' }
const isReply = (action: MemberAction): action is RoundReply => action !== 'again' && action !== 'propose'

/** The families of a round by where they stand, with answers recorded one or many at once. */
export function RoundMembers({ round }: { round: RoundRow }) {
  const { roundId, counts } = round
  const { person, today } = useWork()
  const client = useClient()
  const [, navigate] = useLocation()
  const [states, setStates] = useState<readonly MemberState[]>([])
  const source = usePagedRows<RoundMemberRow>({
    queryKey: ['round-members', roundId, states],
    fetchPage: (page, signal) =>
      client.rounds.members(
        { roundId, ...(states.length > 0 && { states: [...states] }), ...page },
        { signal },
      ),
    changedBy: ['round', 'referral'],
  })
  const { refresh, load, total } = source
  // Rows kept from an earlier visit may be out of date: nobody listened for changes meanwhile.
  useEffect(() => refresh(), [refresh])
  const [chosen, setChosen] = useState({ list: '', rows: nothingSelected })
  const selection = chosen.list === source.key ? chosen.rows : nothingSelected
  const setSelection = (rows: RowSelection) => setChosen({ list: source.key, rows })
  const [doing, setDoing] = useState<{ action: MemberAction; rows: readonly RoundMemberRow[] } | null>(null)
  const active = useRef<RoundMemberRow | undefined>(undefined)
  const columns = useMemo(() => memberColumns(today), [today])
  const [prefs, setPrefs] = useColumnPrefs('round-members', columns)
  const mayRecord = mayCall(access.rounds.recordReply, person.roles)

  const selectedRows = async (): Promise<RoundMemberRow[]> => {
    const rows = await load(0, total ?? 0)
    return rows.filter(({ memberId }) =>
      selection.kind === 'ids' ? selection.ids.has(memberId) : !selection.except.has(memberId),
    )
  }
  const begin = async (action: MemberAction): Promise<void> => {
    const rows = await selectedRows()
    const wanted = rows.length > 0 ? rows : active.current === undefined ? [] : [active.current]
    if (wanted.length > 0) setDoing({ action, rows: wanted })
    else showProblem({ kind: 'invalid', message: 'Choose at least one family in the list first.' })
  }
  const latest = useRef(begin)
  latest.current = begin
  const isBusy = doing !== null
  useShortcuts(
    useMemo<Shortcut[]>(
      () =>
        mayRecord && !isBusy
          ? memberActions.map(({ id, keys, label }) => ({
              keys,
              label,
              group: 'Round',
              run: () => void latest.current(id),
            }))
          : [],
      [mayRecord, isBusy, latest],
    ),
  )
  const saving = useMutation({
    mutationFn: async () => {
      const target = await window.cypWaits.chooseWhereToSave(`call-list-${today}.xlsx`)
      if (target === null) return null
      const input = { roundId, file: target.token, ...(states.length > 0 && { states: [...states] }) }
      return { name: target.name, ...(await client.rounds.callList(input)) }
    },
    onSuccess: (saved) => {
      if (saved) showDone(`Saved ${saved.name}: ${families(saved.rows)}`)
    },
    onError: (error) => showProblem(refusalOf(error), 'The call list was not saved'),
  })
  const onActiveRow = useCallback(
    (row: RoundMemberRow | undefined) => {
      active.current = row
    },
    [active],
  )
  function bulkActions() {
    return <MemberBulkBar onAction={(action) => void begin(action)} />
  }
  const dialog = {
    round,
    rows: doing?.rows ?? [],
    onClose: () => setDoing(null),
    onDone: () => {
      setSelection(nothingSelected)
      refresh()
    },
  }
  return (
    <>
      <States counts={counts} states={states} onChange={setStates} />
      <DataGrid<RoundMemberRow>
        label="Families"
        noun={noun}
        columns={columns}
        source={source}
        rowKey={(row) => row.memberId}
        rowLabel={(row) => row.childName}
        sortWords="longest wait first"
        selection={selection}
        {...(mayRecord && {
          onSelectionChange: setSelection,
          canSelectMatching: true,
          bulkActions,
        })}
        onOpen={(row) => navigate(`/children/${row.childId}`)}
        onActiveRow={onActiveRow}
        columnPrefs={prefs}
        onColumnPrefsChange={setPrefs}
        {...(states.length > 0 && { outOf: counts.asked })}
        actions={
          mayRecord && (
            <Button
              variant="default"
              size="xs"
              leftSection={<IconDownload size={14} aria-hidden />}
              loading={saving.isPending}
              disabled={total === 0}
              onClick={() => saving.mutate()}
            >
              Save call list…
            </Button>
          )
        }
        empty={
          <EmptyState
            title="No family stands here now"
            icon={IconFilterOff}
            actions={
              <Button variant="default" onClick={() => setStates([])}>
                Show all {families(counts.asked)}
              </Button>
            }
          />
        }
      />
      {doing !== null && isReply(doing.action) && <ReplyDialog {...dialog} reply={doing.action} />}
      {doing?.action === 'again' && <AskAgainDialog {...dialog} />}
      {doing?.action === 'propose' && <ProposeDialog {...dialog} />}
    </>
  )
}

function States({
  counts,
  states,
  onChange,
}: {
  counts: RoundRow['counts']
  states: readonly MemberState[]
  onChange: (states: readonly MemberState[]) => void
}) {
  const shown = memberStates.filter((state) => counts.states[state] > 0 || states.includes(state))
  return (
    <div className={classes.states} role="group" aria-label="Where they stand">
      <button
        type="button"
        className={classes.state}
        aria-pressed={states.length === 0}
        onClick={() => onChange([])}
      >
        Everybody <span className={classes.viewCount}>{formatCount(counts.asked)}</span>
      </button>
      {shown.map((state) => (
        <button
          key={state}
          type="button"
          className={classes.state}
          aria-pressed={states.includes(state)}
          onClick={() =>
            onChange(states.includes(state) ? states.filter((each) => each !== state) : [...states, state])
          }
        >
          {memberStateLabels[state]}{' '}
          <span className={classes.viewCount}>{formatCount(counts.states[state])}</span>
        </button>
      ))}
    </div>
  )
}
