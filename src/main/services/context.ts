import type { Change } from '../../shared/contract/administration.ts'
import type { Person } from '../../shared/contract/session.ts'
import type { Store } from '../store/store.ts'

/** A file that a person chose; services see its path, the page never does. */
export interface GrantedFile {
  path: string
  name: string
  size: number
  purpose: 'read' | 'write'
}

/** A self-contained page that the shell may print once, to whoever shows the ticket. */
export interface PrintablePage {
  ticket: string
  html: string
  /** Stem of a file name: never anything about a person. */
  title: string
}

/** What every service is given: the open store, who asks, and the calendar. */
export interface ServiceContext {
  store: Store
  person: Person
  /** Today's calendar date `YYYY-MM-DD`. */
  today(): string
  /** Now as UTC text. */
  now(): string
  /** Tells every window what a command changed. Call it after the transaction. */
  changed(change: Change): void
  grantedFile(token: string): GrantedFile | null
  /** Gives the shell a page to print under a ticket; false when it cannot be told. Absent where there is no shell. */
  handToShell?(page: PrintablePage): boolean
}
