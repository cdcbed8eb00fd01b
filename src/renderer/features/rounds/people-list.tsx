import { Button } from '@mantine/core'
import { type ReactNode, useState } from 'react'
import { Link } from 'wouter'
import { formatCount } from '../../components/format-count.ts'
import classes from './rounds.module.css'

export interface PeopleListProps<Person> {
  label: string
  people: readonly Person[]
  keyOf: (person: Person) => string
  isOut?: (person: Person) => boolean
  children: (person: Person) => ReactNode
}

const step = 100

/** A long list of children a part at a time, so that thousands do not slow the screen. */
export function PeopleList<Person>({ label, people, keyOf, isOut, children }: PeopleListProps<Person>) {
  const [shown, setShown] = useState(step)
  return (
    <>
      <ul className={classes.people} aria-label={label}>
        {people.slice(0, shown).map((person) => (
          <li key={keyOf(person)} className={classes.person} data-out={isOut?.(person) || undefined}>
            {children(person)}
          </li>
        ))}
      </ul>
      {people.length > shown && (
        <div>
          <Button variant="default" size="xs" onClick={() => setShown(shown + step)}>
            Show {formatCount(Math.min(step, people.length - shown))} more of{' '}
            {formatCount(people.length - shown)}
          </Button>
        </div>
      )}
    </>
  )
}

/** A child's name that opens the child's page; the name alone where the page is not known. */
export function ChildLink({ childId, children }: { childId: string; children: string }) {
  if (childId === '') return <span>{children}</span>
  return (
    <Link href={`/children/${childId}`} className={classes.link}>
      {children}
    </Link>
  )
}
