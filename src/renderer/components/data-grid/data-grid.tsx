import { Button } from '@mantine/core'
import { defaultRangeExtractor, type Range, useVirtualizer } from '@tanstack/react-virtual'
import {
  type KeyboardEvent,
  type MouseEvent,
  type ReactNode,
  useCallback,
  useEffect,
  useId,
  useMemo,
  useRef,
} from 'react'
import { useAnnounce } from '../../app/announcer.tsx'
import { useDensity } from '../../app/preferences.ts'
import { EmptyState } from '../empty-state.tsx'
import { Problem } from '../problem.tsx'
import { CellTabIndex } from './cell-focus.ts'
import { ColumnChooser } from './column-chooser.tsx'
import { nextSort, placeColumns, sortInWords, startingPrefs } from './columns.ts'
import classes from './data-grid.module.css'
import { GridFooter, type ListNoun } from './grid-footer.tsx'
import { GridRow } from './grid-row.tsx'
import { HeaderRow } from './header-row.tsx'
import { moveFocus } from './keyboard.ts'
import { GridWaiting } from './grid-waiting.tsx'
import { isSelected, nothingSelected } from './selection.ts'
import type { Column, ColumnPrefs, RowSelection, SortKey } from './types.ts'
import { useGridCopy } from './use-grid-copy.ts'
import { cellOf, markClipped, positionOf, useFocusMover, useGridFocus } from './use-grid-focus.ts'
import { useGridSelection } from './use-grid-selection.ts'
import type { RowSource } from './use-paged-rows.ts'
import { formatCount } from '../format-count.ts'

const headerHeight = 36
const checkWidth = 36
const groupHeight = 32
const rowHeights = { compact: 32, comfortable: 40 }
const defaultNoun = { one: 'row', many: 'rows' }

export interface DataGridProps<Row> {
  /** What the list is, for screen readers: "Waiting list". */
  label: string
  /** What one row is, for the counts: one "referral", many "referrals". */
  noun?: ListNoun
  columns: readonly Column<Row>[]
  source: RowSource<Row>
  rowKey: (row: Row) => string
  /** Names a row for screen readers. */
  rowLabel: (row: Row) => string
  sort?: readonly SortKey[]
  onSortChange?: (sort: SortKey[]) => void
  /** The words after "Sorted by", where the order is not one of columns. */
  sortWords?: string
  selection?: RowSelection
  onSelectionChange?: (selection: RowSelection) => void
  /** Whether the bulk actions can take everything the list matches, seen or not. */
  canSelectMatching?: boolean
  bulkActions?: (selection: RowSelection, count: number) => ReactNode
  onOpen?: (row: Row) => void
  /** Told which row has the focus, for a preview beside the list. */
  onActiveRow?: (row: Row | undefined) => void
  onCopied?: (rows: number) => void
  columnPrefs?: ColumnPrefs
  onColumnPrefsChange?: (prefs: ColumnPrefs) => void
  /** How many there are before filtering. */
  outOf?: number
  /** Filter chips and the like, above the list. */
  filters?: ReactNode
  /** Buttons at the end of the bar above the list. */
  actions?: ReactNode
  /** Shown when nothing matches: says what to do next. */
  empty?: ReactNode
  /** Puts a band with these words above each run of rows that share them. The list must be sorted to match. */
  groupOf?: (row: Row) => string
}

/** The one list of the app: any number of rows, by keyboard, mouse or screen reader. */
export function DataGrid<Row>(props: DataGridProps<Row>) {
  const { columns, source, rowKey, rowLabel, groupOf, onOpen, onActiveRow, onSelectionChange, onSortChange } =
    props
  const sort = useMemo(() => props.sort ?? [], [props.sort])
  const selection = props.selection ?? nothingSelected
  const selectable = onSelectionChange !== undefined
  const prefs = useMemo(() => props.columnPrefs ?? startingPrefs(columns), [props.columnPrefs, columns])
  const [density] = useDensity()
  const announce = useAnnounce()
  const hintId = useId()
  const scroller = useRef<HTMLDivElement>(null)

  const shift = selectable ? 1 : 0
  const placed = useMemo(() => placeColumns(columns, prefs, shift * checkWidth), [columns, prefs, shift])
  const width = placed.reduce((sum, entry) => sum + entry.width, shift * checkWidth)
  const total = source.total ?? 0
  const focus = useGridFocus(source.key, total, placed.length + shift)
  const activeRow = focus.active.row

  const rowHeight = rowHeights[density]
  const groupAt = useCallback(
    (index: number): string | undefined => {
      const row = source.row(index)
      if (!groupOf || row === undefined) return undefined
      const before = index > 0 ? source.row(index - 1) : undefined
      const words = groupOf(row)
      return before !== undefined && groupOf(before) === words ? undefined : words
    },
    [groupOf, source],
  )
  const virtualizer = useVirtualizer<HTMLDivElement, Element>({
    count: total,
    getScrollElement: () => scroller.current,
    estimateSize: (index) => rowHeight + (groupAt(index) === undefined ? 0 : groupHeight),
    overscan: 8,
    scrollMargin: headerHeight,
    useFlushSync: false,
    scrollPaddingStart: headerHeight,
    rangeExtractor: useCallback(
      (range: Range) => {
        const indexes = defaultRangeExtractor(range)
        if (activeRow < 0 || activeRow >= range.count || indexes.includes(activeRow)) return indexes
        return [...indexes, activeRow].toSorted((a, b) => a - b)
      },
      [activeRow],
    ),
  })
  const viewWidth = virtualizer.scrollRect?.width ?? 0
  const stickyWidth = placed.reduce(
    (sum, entry) => (entry.sticky ? sum + entry.width : sum),
    shift * checkWidth,
  )
  const stickyAllowed = viewWidth === 0 || stickyWidth <= viewWidth * 0.6
  const { active, moveTo, follow } = useFocusMover(
    focus,
    scroller,
    virtualizer,
    placed,
    shift,
    stickyAllowed ? stickyWidth : 0,
  )
  const copy = useGridCopy({ source, columns: placed, rowKey, selection, shift, onCopied: props.onCopied })

  const first = virtualizer.range?.startIndex ?? 0
  const last = virtualizer.range?.endIndex ?? 0
  const { show } = source
  useEffect(() => show(Math.max(0, first - 8), last + 8), [show, first, last])
  const groups = groupOf && groupAt
  useEffect(() => virtualizer.measure(), [virtualizer, rowHeight, prefs.wrap, groups])
  useEffect(() => {
    scroller.current?.scrollTo?.({ top: 0 })
  }, [source.key])
  const activeRowData = source.row(activeRow)
  useEffect(() => onActiveRow?.(activeRowData), [onActiveRow, activeRowData])

  const { count, checked, select, selectShown, selectMatching, extend, toggle, forgetAnchor } =
    useGridSelection({
      source,
      rowKey,
      selection,
      onChange: onSelectionChange,
      canSelectMatching: props.canSelectMatching ?? false,
      first,
      last: Math.min(last, total - 1),
      activeRow: active.row,
    })
  function sortBy(column: number, adding: boolean): void {
    const chosen = placed[column - shift]?.column
    if (!chosen?.sortable || !onSortChange) return
    const next = nextSort(sort, chosen.id, adding)
    onSortChange(next)
    announce(`Sorted by ${sortInWords(columns, next)}`)
  }
  function act(row: number, column: number, adding: boolean): void {
    if (row >= 0) {
      const data = source.row(row)
      if (data !== undefined) onOpen?.(data)
    } else if (selectable && column === 0) {
      if (checked === 'all') select(nothingSelected)
      else selectShown()
    } else sortBy(column, adding)
  }

  function onKeyDown(event: KeyboardEvent<HTMLDivElement>): void {
    const cell = cellOf(event.target)
    if (!cell) return
    if (event.target !== cell) {
      if (event.key === 'Escape') {
        event.preventDefault()
        cell.focus()
      }
      return
    }
    const control = event.ctrlKey || event.metaKey
    const screenful = Math.max(1, last - first - 1)
    const key = event.key
    if (event.altKey) return
    const to = moveFocus(active, key, control, { rows: total, columns: placed.length + shift, screenful })
    if (to) {
      if (event.shiftKey && selectable && to.row !== active.row && to.row >= 0) extend(to.row)
      else forgetAnchor()
      moveTo(to)
    } else if (key === ' ' && selectable && active.row >= 0) toggle(active.row)
    else if (key === ' ' || (key === 'Enter' && !control)) act(active.row, active.column, event.shiftKey)
    else if (control && key.toLowerCase() === 'a' && selectable) selectShown()
    else if (control && key.toLowerCase() === 'c' && window.getSelection()?.isCollapsed !== false)
      void copy(active)
    else if (key === 'Escape' && count > 0) select(nothingSelected)
    else if (key === 'F2')
      cell.querySelector<HTMLElement>('button, a[href], input:not([readonly]), select')?.focus()
    else return
    event.preventDefault()
  }

  function onClick(event: MouseEvent<HTMLDivElement>): void {
    const cell = cellOf(event.target)
    if (!cell) return
    const at = positionOf(cell)
    follow(at)
    const inner =
      event.target instanceof Element && event.target.closest('button, a[href], input:not([readonly])')
    if (inner && cell.contains(inner)) return
    if (at.row < 0) act(at.row, at.column, event.shiftKey || event.ctrlKey || event.metaKey)
    else if (selectable && event.shiftKey) extend(at.row)
    else if (selectable && (at.column === 0 || event.ctrlKey || event.metaKey)) toggle(at.row)
    else {
      forgetAnchor()
      if (event.target instanceof Element && event.target.closest('[data-opens]'))
        act(at.row, at.column, false)
    }
  }

  const { onColumnPrefsChange } = props
  const onResize = useCallback(
    (id: string, to: number | null): void => {
      const { [id]: _, ...widths } = prefs.widths
      onColumnPrefsChange?.({ ...prefs, widths: to === null ? widths : { ...widths, [id]: to } })
    },
    [prefs, onColumnPrefsChange],
  )

  const noun = props.noun ?? defaultNoun
  const showsEmpty = source.total === 0 && !source.settling && source.problem === null
  return (
    <section className={classes.grid} aria-label={props.label} data-density={density}>
      <div className={classes.bar}>
        <div className={classes.filters}>{props.filters}</div>
        <div className={classes.actions}>
          {props.actions}
          {props.onColumnPrefsChange && (
            <ColumnChooser columns={columns} prefs={prefs} onChange={props.onColumnPrefsChange} />
          )}
        </div>
      </div>
      {count > 0 && (
        <div className={classes.bulk} role="group" aria-label="Selected rows">
          <strong>
            {selection.kind === 'matching' && count === total ? 'All ' : ''}
            {formatCount(count)} {selection.kind === 'matching' ? 'matching selected' : 'selected'}
          </strong>
          {props.bulkActions?.(selection, count)}
          {selection.kind === 'ids' && props.canSelectMatching && count < total && (
            <Button variant="subtle" onClick={selectMatching}>
              Select all {formatCount(total)} matching
            </Button>
          )}
          <Button variant="subtle" onClick={() => select(nothingSelected)}>
            Clear
          </Button>
        </div>
      )}
      {source.problem && (
        <div className={classes.message}>
          <Problem refusal={source.problem} title="The list could not be read" onRetry={source.refresh} />
        </div>
      )}
      <span id={hintId} className="cw-hidden">
        Arrow keys move, Enter opens, Space selects. Control and slash lists all keys.
      </span>
      <div ref={scroller} className={classes.scroller} data-settling={source.settling || undefined}>
        <div
          role="grid"
          aria-label={props.label}
          aria-describedby={hintId}
          aria-rowcount={source.total === undefined ? -1 : total + 1}
          aria-colcount={placed.length + shift}
          aria-multiselectable={selectable || undefined}
          aria-busy={source.total === undefined || source.settling}
          className={classes.table}
          style={{ width }}
          onKeyDown={onKeyDown}
          onClick={onClick}
          onDoubleClick={(event) => {
            const cell = cellOf(event.target)
            if (cell && positionOf(cell).row >= 0) act(positionOf(cell).row, 0, false)
          }}
          onFocus={(event) => {
            const cell = cellOf(event.target)
            if (!cell) return
            markClipped(cell)
            const at = positionOf(cell)
            if (at.row !== active.row || at.column !== active.column) follow(at)
          }}
          onMouseOver={(event) => {
            const cell = cellOf(event.target)
            if (cell) markClipped(cell)
          }}
        >
          <div role="rowgroup" className={classes.head}>
            <HeaderRow
              columns={placed}
              sort={sort}
              selectable={selectable}
              checked={checked}
              activeColumn={active.row < 0 ? active.column : -1}
              stickyAllowed={stickyAllowed}
              onResize={onResize}
            />
          </div>
          <CellTabIndex value={-1}>
            <div role="rowgroup" className={classes.body} style={{ height: virtualizer.getTotalSize() }}>
              {virtualizer.getVirtualItems().map((item) => {
                const row = source.row(item.index)
                const key = row === undefined ? undefined : rowKey(row)
                return (
                  <GridRow
                    key={item.key}
                    row={row}
                    index={item.index}
                    top={item.start - headerHeight}
                    height={item.size}
                    columns={placed}
                    activeColumn={item.index === active.row ? active.column : -1}
                    selectable={selectable}
                    selected={key !== undefined && isSelected(selection, key)}
                    label={row === undefined ? '' : rowLabel(row)}
                    wrap={prefs.wrap}
                    group={groupAt(item.index)}
                    stickyAllowed={stickyAllowed}
                    measure={prefs.wrap ? virtualizer.measureElement : undefined}
                  />
                )
              })}
            </div>
          </CellTabIndex>
        </div>
        {source.total === undefined && source.problem === null && <GridWaiting rowHeight={rowHeight} />}
        {showsEmpty && (
          <div className={classes.message}>{props.empty ?? <EmptyState title="Nothing matches" />}</div>
        )}
      </div>
      <GridFooter
        total={source.total}
        outOf={props.outOf}
        noun={noun}
        sortWords={props.sortWords ?? sortInWords(columns, sort)}
        asAt={source.asAt}
        changed={source.changed}
        onRefresh={source.refresh}
      />
    </section>
  )
}
