import { Loader } from '@mantine/core'
import { IconChevronRight } from '@tabler/icons-react'
import type { IconComponent } from '../../components/tone-badge.tsx'
import classes from './session.module.css'

export interface Choice<Id extends string> {
  id: Id
  title: string
  words: string
  icon: IconComponent
}

export interface ChoiceListProps<Id extends string> {
  label: string
  choices: readonly Choice<Id>[]
  onChoose: (id: Id) => void
  /** The one being opened. */
  busy?: Id | null
  columns?: 1 | 2
}

/** Large buttons, each with what it means; one of them is the way on. */
export function ChoiceList<Id extends string>(props: ChoiceListProps<Id>) {
  const { label, choices, onChoose, busy = null, columns = 1 } = props
  return (
    <ul className={classes.choices} aria-label={label} data-columns={columns}>
      {choices.map(({ id, title, words, icon: Icon }) => (
        <li key={id}>
          <button
            type="button"
            className={classes.choice}
            aria-disabled={busy !== null || undefined}
            onClick={() => {
              if (busy === null) onChoose(id)
            }}
          >
            <Icon size={24} stroke={1.5} aria-hidden />
            <span className={classes.choiceWords}>
              <strong>{title}</strong>
              <span>{words}</span>
            </span>
            {busy === id ? (
              <Loader size={18} aria-hidden />
            ) : (
              <IconChevronRight size={18} className={classes.chevron} aria-hidden />
            )}
          </button>
        </li>
      ))}
    </ul>
  )
}
