import { type KeyboardEvent, useEffect } from 'react'
import type { DuplicatePair } from '../../../shared/contract/children.ts'
import { displayName } from '../../../shared/format/names.ts'
import classes from './duplicates.module.css'

const words: Record<DuplicatePair['verdict'], string> = {
  same_nhs_number: 'Same NHS number',
  likely: 'Likely',
  possible: 'Possible',
}

export interface PairListProps {
  pairs: readonly DuplicatePair[]
  /** How many pairs come before the first one shown. */
  offset: number
  total: number
  current: string | undefined
  onChoose: (position: number) => void
}

/** Moves the focus to the pair above or below. */
function move(event: KeyboardEvent<HTMLButtonElement>): void {
  const item = event.currentTarget.parentElement
  const next =
    event.key === 'ArrowDown'
      ? item?.nextElementSibling
      : event.key === 'ArrowUp'
        ? item?.previousElementSibling
        : null
  if (!next) return
  event.preventDefault()
  next.querySelector('button')?.focus()
}

/** The pairs to review, for picking one by pointer or arrows. */
export function PairList({ pairs, offset, total, current, onChoose }: PairListProps) {
  useEffect(() => {
    if (current !== undefined)
      document.getElementById(`pair-${current}`)?.scrollIntoView?.({ block: 'nearest' })
  }, [current])
  return (
    <nav className={classes.list} aria-label={`Pairs ${offset + 1} to ${offset + pairs.length} of ${total}`}>
      <ul>
        {pairs.map((pair, index) => (
          <li key={pair.pairId}>
            <button
              type="button"
              id={`pair-${pair.pairId}`}
              aria-current={pair.pairId === current}
              onKeyDown={move}
              onClick={() => onChoose(offset + index)}
            >
              <span className={classes.pairNames}>
                <span>{displayName({ ...pair.left, preferredName: null })}</span>
                <span>{displayName({ ...pair.right, preferredName: null })}</span>
              </span>
              <span className={classes.pairVerdict}>{words[pair.verdict]}</span>
            </button>
          </li>
        ))}
      </ul>
    </nav>
  )
}
