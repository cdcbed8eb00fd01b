import {
  IconCopy,
  IconEqual,
  IconFileAlert,
  IconPencil,
  IconPlus,
  IconUserQuestion,
} from '@tabler/icons-react'
import type { ImportCounts, ImportRowGroup } from '../../../shared/contract/imports.ts'
import type { Tone } from '../../app/tokens.ts'
import { formatCount } from '../../components/format-count.ts'
import type { IconComponent } from '../../components/tone-badge.tsx'
import classes from './import.module.css'

/** The lists a preview opens: groups of rows of the file, and what the file leaves out. */
export type PreviewList = ImportRowGroup | 'missing'

interface Tile {
  list: PreviewList
  label: string
  sentence: string
  icon: IconComponent
  tone: Tone
  count: (counts: ImportCounts) => number
}

export const previewTiles: readonly Tile[] = [
  {
    list: 'rejected',
    label: 'Rejected',
    sentence: 'Fix here, or download',
    icon: IconFileAlert,
    tone: 'danger',
    count: (counts) => counts.rejected,
  },
  {
    list: 'created',
    label: 'New',
    sentence: 'Will join the list',
    icon: IconPlus,
    tone: 'success',
    count: (counts) => counts.created,
  },
  {
    list: 'updated',
    label: 'Updated',
    sentence: 'Something differs',
    icon: IconPencil,
    tone: 'info',
    count: (counts) => counts.updated,
  },
  {
    list: 'unchanged',
    label: 'Unchanged',
    sentence: 'The same as here',
    icon: IconEqual,
    tone: 'neutral',
    count: (counts) => counts.unchanged,
  },
  {
    list: 'possible_duplicates',
    label: 'Possible duplicates',
    sentence: 'Counted among the others',
    icon: IconCopy,
    tone: 'warning',
    count: (counts) => counts.possibleDuplicates,
  },
  {
    list: 'missing',
    label: 'Not in this file',
    sentence: 'On our list: to check',
    icon: IconUserQuestion,
    tone: 'warning',
    count: (counts) => counts.missingFromFile,
  },
]

/** The list a preview opens with: what needs work first, otherwise what is new. */
export function firstList(counts: ImportCounts): PreviewList {
  const order: PreviewList[] = ['rejected', 'created', 'updated', 'unchanged', 'missing']
  return (
    order.find((list) => (previewTiles.find((tile) => tile.list === list)?.count(counts) ?? 0) > 0) ??
    'created'
  )
}

export interface PreviewTilesProps {
  counts: ImportCounts
  open: PreviewList
  onOpen: (list: PreviewList) => void
}

/** What the file would do, as numbers that each open their rows below. */
export function PreviewTiles({ counts, open, onOpen }: PreviewTilesProps) {
  return (
    <div className={classes.tiles} role="group" aria-label="What the file would do">
      {previewTiles.map(({ list, label, sentence, icon: Icon, tone, count }) => (
        <button
          key={list}
          type="button"
          className={classes.tile}
          data-tone={count(counts) > 0 ? tone : undefined}
          aria-pressed={open === list}
          onClick={() => onOpen(list)}
        >
          <span className={classes.tileLabel}>
            <Icon size={16} stroke={1.8} aria-hidden />
            {label}
          </span>
          <span className={classes.tileValue}>{formatCount(count(counts))}</span>
          <span className={classes.tileWords}>{sentence}</span>
        </button>
      ))}
    </div>
  )
}
