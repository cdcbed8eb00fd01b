import { Text } from '@mantine/core'
import { IconAlertTriangle } from '@tabler/icons-react'
import { ruleKindLabels } from '../../../shared/codes/rule-kinds.ts'
import type { RuleChecked } from '../../../shared/contract/rules.ts'
import classes from './editor.module.css'
import { kindHints } from './rule-form.ts'

export interface RuleReadingProps {
  checked: RuleChecked | undefined
  /** Whether typing went on since it was read. */
  isBehind: boolean
  found: readonly { place: string; message: string }[]
}

/** The rule read back while it is written: its sentence, its kind, what each blank does, and what is wrong with it. */
export function RuleReading({ checked, isBehind, found }: RuleReadingProps) {
  return (
    <div className={classes.readingBody} data-behind={isBehind || undefined}>
      <h2>How it reads</h2>
      {checked === undefined ? (
        <Text c="dimmed">Reading…</Text>
      ) : checked.sentence === null ? (
        <p className={classes.sentence}>
          It can be read once every test has its field and its answer, and something follows.
        </p>
      ) : (
        <p className={classes.sentence} aria-live="polite">
          {checked.sentence}
        </p>
      )}
      {checked?.kind && (
        <p>
          <strong>{ruleKindLabels[checked.kind]}.</strong> {kindHints[checked.kind]}
        </p>
      )}
      {checked !== undefined && checked.notes.length > 0 && (
        <>
          <h3>When nobody asked</h3>
          <ul>
            {checked.notes.map((note) => (
              <li key={note}>{note}</li>
            ))}
          </ul>
        </>
      )}
      {found.length > 0 && (
        <div className={classes.found}>
          <h3>
            <IconAlertTriangle size={16} aria-hidden /> To look at
          </h3>
          <ul>
            {found.map(({ place, message }) => (
              <li key={place + message}>{message}</li>
            ))}
          </ul>
        </div>
      )}
    </div>
  )
}
