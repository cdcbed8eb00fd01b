import { Anchor, Button } from '@mantine/core'
import { IconChartBar, IconTable } from '@tabler/icons-react'
import { type ReactNode, useId, useState } from 'react'
import chartsClasses from './charts.module.css'
import classes from './rules.module.css'

/** A number that opens the list behind it. */
export interface OpeningCell {
  text: string
  /** What opens, with the number: "Decisions with S01: 12". */
  label: string
  onOpen: () => void
}

export interface ChartTable {
  headers: readonly string[]
  /** The first cell of a row names it. */
  rows: readonly (readonly Cell[])[]
}

type Cell = string | OpeningCell

function textOf(cell: Cell | undefined): string {
  return typeof cell === 'object' ? cell.text : (cell ?? '')
}

export interface ChartPanelProps {
  /** The finding, in one sentence. */
  title: string
  /** What is counted, over which time, in which unit. */
  description: string
  chart: ReactNode
  table: ChartTable
  /** Whether all charts of the screen are shown as tables. */
  asTables: boolean
}

function DataTable({ label, table: { headers, rows } }: { label: string; table: ChartTable }) {
  return (
    <div className={classes.tableBox}>
      <table className={classes.table} aria-label={label}>
        <thead>
          <tr>
            {headers.map((header) => (
              <th key={header} scope="col">
                {header}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(([first, ...rest]) => (
            <tr key={textOf(first)}>
              <th scope="row">{textOf(first)}</th>
              {rest.map((cell, index) => (
                <td key={headers[index + 1]}>
                  {typeof cell === 'string' ? (
                    cell
                  ) : (
                    <Anchor component="button" type="button" aria-label={cell.label} onClick={cell.onOpen}>
                      {cell.text}
                    </Anchor>
                  )}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

/** A chart whose title says what it shows, with its figures as a table one key away. */
export function ChartPanel({ title, description, chart, table, asTables }: ChartPanelProps) {
  const id = useId()
  const [own, setOwn] = useState<boolean | null>(null)
  const isTable = own ?? asTables
  return (
    <section className={chartsClasses.chart} aria-labelledby={id}>
      <div className={chartsClasses.chartHead}>
        <div>
          <h2 id={id}>{title}</h2>
          <p className={classes.hint}>{description}</p>
        </div>
        <Button
          variant="subtle"
          size="compact-sm"
          leftSection={isTable ? <IconChartBar size={14} aria-hidden /> : <IconTable size={14} aria-hidden />}
          onClick={() => setOwn(!isTable)}
        >
          {isTable ? 'Show the chart' : 'Show the table'}
          <span className="cw-hidden">: {title}</span>
        </Button>
      </div>
      {isTable ? (
        <DataTable label={title} table={table} />
      ) : (
        <div role="img" aria-label={`${title}. ${description}`}>
          {chart}
        </div>
      )}
    </section>
  )
}

/** Charts beside one another, in colours that stay apart in both schemes. */
export function Charts({ children }: { children: ReactNode }) {
  return <div className={chartsClasses.charts}>{children}</div>
}
