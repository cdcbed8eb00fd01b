import { Link } from 'wouter'
import classes from './screen-parts.module.css'

export interface ScreenPart<Id extends string = string> {
  id: Id
  label: string
  href: string
}

export interface ScreenPartsProps {
  /** What it is for a screen reader: "Parts of the rules". */
  label: string
  parts: readonly ScreenPart[]
  /** The part that is open. */
  current: string
  /** Small, for beside a title. */
  isCompact?: boolean
}

/** The parts of a screen that have an address each, as links under its title or beside it. */
export function ScreenParts({ label, parts, current, isCompact = false }: ScreenPartsProps) {
  return (
    <nav className={classes.parts} aria-label={label} data-compact={isCompact || undefined}>
      <ul>
        {parts.map(({ id, label: words, href }) => (
          <li key={id}>
            <Link href={href} aria-current={id === current ? 'page' : undefined}>
              {words}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  )
}
