import { memo, type ReactNode } from 'react'
import { CellTabIndex } from './cell-focus.ts'
import classes from './data-grid.module.css'
import type { PlacedColumn } from './types.ts'

export interface GridRowProps<Row> {
  row: Row | undefined
  /** From 0, the header not counted. */
  index: number
  /** Distance from the top of the body, in pixels. */
  top: number
  height: number
  columns: readonly PlacedColumn<Row>[]
  /** Column that has the tab stop, or −1. */
  activeColumn: number
  selectable: boolean
  selected: boolean
  label: string
  wrap: boolean
  /** Words of the band above the row, where a new group begins. */
  group: string | undefined
  stickyAllowed: boolean
  measure: ((element: Element | null) => void) | undefined
}

/** The space at both sides of a cell's content together, in pixels, as the style sheet sets it. */
const cellPadding = 16

interface ContentProps<Row> {
  row: Row
  placed: PlacedColumn<Row>
  wrap: boolean
}

function Content<Row>({ row, placed, wrap }: ContentProps<Row>): ReactNode {
  const { column, width } = placed
  const room = wrap ? Number.POSITIVE_INFINITY : width - cellPadding
  const content = column.cell ? column.cell(row, room) : column.text(row)
  return column.opens ? (
    <span className={classes.opens} data-opens>
      {content}
    </span>
  ) : (
    content
  )
}

function GridRowView<Row>(props: GridRowProps<Row>) {
  const {
    row,
    index,
    top,
    height,
    columns,
    activeColumn,
    selectable,
    selected,
    label,
    wrap,
    group,
    measure,
  } = props
  const shift = selectable ? 1 : 0
  return (
    <div
      ref={measure}
      role="row"
      aria-rowindex={index + 2}
      aria-selected={selectable && row !== undefined ? selected : undefined}
      className={classes.row}
      data-index={index}
      data-selected={selected || undefined}
      data-odd={index % 2 === 1 || undefined}
      data-wrap={wrap || undefined}
      style={{ transform: `translateY(${top}px)`, minHeight: height, height: wrap ? undefined : height }}
    >
      {group !== undefined && (
        <div className={classes.group} role="presentation">
          <span className={classes.groupLabel}>{group}</span>
        </div>
      )}
      <div className={classes.cells} role="presentation">
        {selectable && (
          <div
            role="gridcell"
            aria-colindex={1}
            className={classes.cell}
            data-cell={`${index}:0`}
            data-check
            data-sticky={props.stickyAllowed || undefined}
            tabIndex={activeColumn === 0 ? 0 : -1}
          >
            {row !== undefined && (
              <input
                type="checkbox"
                className={classes.check}
                checked={selected}
                readOnly
                tabIndex={-1}
                aria-label={`Select ${label}`}
              />
            )}
          </div>
        )}
        {columns.map((placed, position) => {
          const { column, width, start } = placed
          const active = activeColumn === position + shift
          const sticky = placed.sticky && props.stickyAllowed
          return (
            <div
              key={column.id}
              role={column.rowHeader ? 'rowheader' : 'gridcell'}
              aria-colindex={position + shift + 1}
              className={classes.cell}
              data-cell={`${index}:${position + shift}`}
              data-align={column.align}
              data-sticky={sticky || undefined}
              tabIndex={active ? 0 : -1}
              style={{ width, insetInlineStart: sticky ? start : undefined }}
            >
              <div className={classes.content}>
                {row === undefined ? (
                  <span className={classes.placeholder} aria-hidden />
                ) : (
                  // The same tree whether active or not: content made anew on focus would lose the click that focused it.
                  <CellTabIndex value={active ? 0 : -1}>
                    <Content row={row} placed={placed} wrap={wrap} />
                  </CellTabIndex>
                )}
              </div>
            </div>
          )
        })}
      </div>
    </div>
  )
}

/** One row of the grid. It takes no callbacks: the grid listens once for all of them. */
export const GridRow = memo(GridRowView) as typeof GridRowView
