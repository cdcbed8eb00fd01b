import { IconArrowDown, IconArrowUp } from '@tabler/icons-react'
import { memo, type PointerEvent as ReactPointerEvent, useRef } from 'react'
import { clampWidth } from './columns.ts'
import classes from './data-grid.module.css'
import type { PlacedColumn, SortKey } from './types.ts'

export interface HeaderRowProps<Row> {
  columns: readonly PlacedColumn<Row>[]
  sort: readonly SortKey[]
  selectable: boolean
  /** All, some or none of the rows on show. */
  checked: 'all' | 'some' | 'none'
  activeColumn: number
  stickyAllowed: boolean
  onResize: (id: string, width: number | null) => void
}

const ariaSort = { asc: 'ascending', desc: 'descending' } as const

function Resizer({
  id,
  width,
  onResize,
}: {
  id: string
  width: number
  onResize: HeaderRowProps<never>['onResize']
}) {
  const from = useRef({ x: 0, width: 0 })
  function begin(event: ReactPointerEvent<HTMLSpanElement>): void {
    event.stopPropagation()
    event.currentTarget.setPointerCapture(event.pointerId)
    from.current = { x: event.clientX, width }
  }
  function move(event: ReactPointerEvent<HTMLSpanElement>): void {
    if (!event.currentTarget.hasPointerCapture(event.pointerId)) return
    onResize(id, clampWidth(from.current.width + event.clientX - from.current.x))
  }
  return (
    <span
      className={classes.resizer}
      aria-hidden
      onPointerDown={begin}
      onPointerMove={move}
      onClick={(event) => event.stopPropagation()}
      onDoubleClick={(event) => {
        event.stopPropagation()
        onResize(id, null)
      }}
    />
  )
}

function HeaderRowView<Row>(props: HeaderRowProps<Row>) {
  const { columns, sort, selectable, checked, activeColumn, stickyAllowed, onResize } = props
  const shift = selectable ? 1 : 0
  return (
    <div role="row" aria-rowindex={1} className={classes.headerRow}>
      {selectable && (
        <div
          role="columnheader"
          aria-colindex={1}
          className={classes.headerCell}
          data-cell="-1:0"
          data-check
          data-sticky={stickyAllowed || undefined}
          tabIndex={activeColumn === 0 ? 0 : -1}
        >
          <input
            type="checkbox"
            className={classes.check}
            checked={checked === 'all'}
            ref={(input) => {
              if (input) input.indeterminate = checked === 'some'
            }}
            readOnly
            tabIndex={-1}
            aria-label="Select the rows shown"
          />
        </div>
      )}
      {columns.map(({ column, width, start, sticky }, position) => {
        const place = sort.findIndex((key) => key.id === column.id)
        const direction = sort[place]?.direction
        return (
          <div
            key={column.id}
            role="columnheader"
            aria-colindex={position + shift + 1}
            aria-sort={direction ? ariaSort[direction] : column.sortable ? 'none' : undefined}
            className={classes.headerCell}
            data-cell={`-1:${position + shift}`}
            data-align={column.align}
            data-sortable={column.sortable || undefined}
            data-sorted={direction !== undefined || undefined}
            data-sticky={(sticky && stickyAllowed) || undefined}
            tabIndex={activeColumn === position + shift ? 0 : -1}
            title={column.description}
            style={{ width, insetInlineStart: sticky && stickyAllowed ? start : undefined }}
          >
            <span className={classes.headerLabel}>{column.header}</span>
            {direction && (
              <span className={classes.sortMark}>
                {direction === 'asc' ? (
                  <IconArrowUp size={14} aria-hidden />
                ) : (
                  <IconArrowDown size={14} aria-hidden />
                )}
                {sort.length > 1 && <span className={classes.sortPlace}>{place + 1}</span>}
              </span>
            )}
            <Resizer id={column.id} width={width} onResize={onResize} />
          </div>
        )
      })}
    </div>
  )
}

/** The heading row: names, what the list is sorted by, and handles for widths (also in the column chooser). */
export const HeaderRow = memo(HeaderRowView) as typeof HeaderRowView
