import { memo } from 'react'
import { Button } from '@mantine/core'
import { IconRefresh } from '@tabler/icons-react'
import { formatDate } from '../../../shared/format/dates.ts'
import classes from './data-grid.module.css'
import { formatCount } from '../format-count.ts'

export interface ListNoun {
  one: string
  many: string
}

export interface GridFooterProps {
  total: number | undefined
  /** How many there are before filtering. */
  outOf: number | undefined
  noun: ListNoun
  /** "received (oldest first)"; empty when the list has no order to choose. */
  sortWords: string
  asAt: string | undefined
  changed: number | 'some'
  onRefresh: () => void
}

function counted(count: number, noun: ListNoun): string {
  return `${formatCount(count)} ${count === 1 ? noun.one : noun.many}`
}

/** `412 of 1,234 referrals`, or the count alone where nothing was filtered away. */
export function totalInWords(total: number, outOf: number | undefined, noun: ListNoun): string {
  return outOf === undefined ? counted(total, noun) : `${formatCount(total)} of ${counted(outOf, noun)}`
}

function GridFooterView({ total, outOf, noun, sortWords, asAt, changed, onRefresh }: GridFooterProps) {
  return (
    <div className={classes.footer}>
      <strong>{total === undefined ? 'Counting…' : totalInWords(total, outOf, noun)}</strong>
      {sortWords !== '' && <span>Sorted by {sortWords}</span>}
      {asAt !== undefined && <span className="cw-nowrap">As at {formatDate(asAt)}</span>}
      <span className={classes.footerNotice} role="status">
        {changed !== 0 && (
          <Button
            variant="light"
            size="compact-sm"
            leftSection={<IconRefresh size={14} aria-hidden />}
            onClick={onRefresh}
          >
            {changed === 'some' ? 'Some' : formatCount(changed)} changed since you looked – refresh
          </Button>
        )}
      </span>
    </div>
  )
}

/** What every list says of itself: how many of how many, sorted by what, as at when, and whether it is still so. */
export const GridFooter = memo(GridFooterView)
