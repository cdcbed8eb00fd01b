import { formatCount } from '../../components/format-count.ts'
import returns from '../returns/returns.module.css'
import { childrenWords } from '../returns/wording.ts'
import type { DiagnosticFigure } from './figures.ts'

export interface OpeningNumberProps {
  figure: DiagnosticFigure
  onOpen: (figure: DiagnosticFigure) => void
}

/** A number that opens the children it counts. Nobody is behind a 0, so that is text. */
export function OpeningNumber({ figure, onOpen }: OpeningNumberProps) {
  if (figure.count === 0) return <span className={returns.zero}>0</span>
  return (
    <button
      type="button"
      className={returns.figure}
      aria-label={`${childrenWords(figure.count)} ${figure.words}`}
      onClick={() => onOpen(figure)}
    >
      {formatCount(figure.count)}
    </button>
  )
}
