import { createContext, use } from 'react'
import { formatCount } from '../../components/format-count.ts'
import { type FigureSource, useOpenBehind } from './behind.ts'
import classes from './returns.module.css'
import { childrenWords } from './wording.ts'

/** A figure of the return, as its children are asked for. */
export interface FigureAsked {
  /** A service line, or '' for all lines. */
  line: string
  /** A band, or one of the contract's cells. */
  cell: string
  reason?: string
  /** What the figure says, after the count: "waiting >1-2 weeks". */
  words: string
}

const Source = createContext<FigureSource | null>(null)
/** Tells the figures below where their children are read from. */
export const FigureSourceProvider = Source.Provider

/** A line's name, or what stands for all of them. */
export function lineName(line: string): string {
  return line === '' ? 'All lines' : line
}

/** A number that opens the children it counts. Nobody is behind a 0, so that is text. */
export function Figure({ count, figure }: { count: number; figure: FigureAsked }) {
  const source = use(Source)
  const open = useOpenBehind()
  if (count === 0) return <span className={classes.zero}>0</span>
  if (source === null) return <span>{formatCount(count)}</span>
  return (
    <button
      type="button"
      className={classes.figure}
      aria-label={`${childrenWords(count)} ${figure.words}, ${lineName(figure.line)}`}
      onClick={() => open({ kind: 'figure', source, figure, count })}
    >
      {formatCount(count)}
    </button>
  )
}
