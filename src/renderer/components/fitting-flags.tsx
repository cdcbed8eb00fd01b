import { Popover } from '@mantine/core'
import { useRef, useState } from 'react'
import { type RowFlag, rowFlagLabels } from '../../shared/contract/list-query.ts'
import classes from './badges.module.css'
import { useCellTabIndex } from './data-grid/cell-focus.ts'
import { FlagBadge, isStrong, safeguardingFirst } from './flag-badge.tsx'

/** Sizes in pixels: a badge without its words, a letter, bold words, the button for the rest with and without "more". */
const badgeFrame = 38
const letter = 6
const boldExtra = 6
const moreButton = 62
const briefButton = 28

function badgeWidth(flag: RowFlag): number {
  return badgeFrame + rowFlagLabels[flag].length * letter + (isStrong(flag) ? boldExtra : 0)
}

function countWithin(flags: readonly RowFlag[], width: number): number {
  let used = 0
  const over = flags.findIndex((flag) => {
    used += badgeWidth(flag)
    return used > width
  })
  return over === -1 ? flags.length : over
}

/**
 * How many flags, in the order given, have room in `width` pixels beside the button for the rest, and whether the
 * button says "more" as well: it does where that hides no further flag.
 */
export function fitFlags(flags: readonly RowFlag[], width: number): { shown: number; isBrief: boolean } {
  if (countWithin(flags, width) === flags.length) return { shown: flags.length, isBrief: false }
  const withWords = countWithin(flags, width - moreButton)
  const brief = countWithin(flags, width - briefButton)
  return brief > withWords ? { shown: brief, isBrief: true } : { shown: withWords, isBrief: false }
}

interface MoreFlagsProps {
  flags: readonly RowFlag[]
  shown: number
  isBrief: boolean
}

function MoreFlags({ flags, shown, isBrief }: MoreFlagsProps) {
  const [opened, setOpened] = useState(false)
  const [used, setUsed] = useState(false)
  const button = useRef<HTMLButtonElement>(null)
  const tabIndex = useCellTabIndex()
  const rest = flags.slice(shown)
  const title = `All ${flags.length} flags`
  return (
    <span className={classes.more}>
      <button
        ref={button}
        type="button"
        className={classes.moreButton}
        tabIndex={tabIndex}
        aria-haspopup="dialog"
        aria-expanded={opened}
        onMouseDown={(event) => {
          if (opened) event.stopPropagation()
        }}
        onClick={() => {
          setUsed(true)
          setOpened(!opened)
        }}
      >
        {shown === 0 ? `${rest.length} flags` : `+${rest.length}`}
        {shown > 0 && (isBrief ? <span className="cw-hidden"> more</span> : ' more')}
        <span className="cw-hidden">: {rest.map((flag) => rowFlagLabels[flag]).join(', ')}</span>
      </button>
      {/* A list shows dozens of these: the popover itself is only made once it is asked for. */}
      {used && (
        <Popover
          opened={opened}
          onChange={(open) => {
            setOpened(open)
            if (!open) button.current?.focus()
          }}
          position="bottom-end"
          trapFocus
          closeOnEscape
          withRoles={false}
        >
          <Popover.Target>
            <span className={classes.moreAnchor} />
          </Popover.Target>
          <Popover.Dropdown role="dialog" aria-label={title}>
            <div tabIndex={-1} data-autofocus className={classes.moreList}>
              <strong>{title}</strong>
              <ul>
                {flags.map((flag) => (
                  <li key={flag}>
                    <FlagBadge flag={flag} />
                  </li>
                ))}
              </ul>
            </div>
          </Popover.Dropdown>
        </Popover>
      )}
    </span>
  )
}

/**
 * The flags of a row on one line: safeguarding first, as many as there is room for, the others behind a button
 * that lists them all. None is ever cut off.
 */
export function FittingFlags({ flags, width }: { flags: readonly RowFlag[]; width: number }) {
  const ordered = safeguardingFirst(flags)
  const { shown, isBrief } = fitFlags(ordered, width)
  return (
    <span className={classes.list}>
      {ordered.slice(0, shown).map((flag) => (
        <FlagBadge key={flag} flag={flag} />
      ))}
      {shown < ordered.length && <MoreFlags flags={ordered} shown={shown} isBrief={isBrief} />}
    </span>
  )
}
