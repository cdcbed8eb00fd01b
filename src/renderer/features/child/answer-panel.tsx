import { Button, Group, Portal, Text } from '@mantine/core'
import { IconPrinter } from '@tabler/icons-react'
import type { ReferralDetail } from '../../../shared/contract/referrals.ts'
import { formatLongDate } from '../../../shared/format/dates.ts'
import { useWork } from '../../app/work-context.tsx'
import classes from './child.module.css'

export interface AnswerPanelProps {
  detail: ReferralDetail
  /** The child as spoken of to the family. */
  childName: string
}

/** Plain words to say to a parent on the telephone, or to print. Never a queue number, never a promised date. */
export function AnswerPanel({ detail, childName }: AnswerPanelProps) {
  const { today, person, store } = useWork()
  return (
    <>
      <Group justify="space-between" mb="sm">
        <Text c="dimmed">Say it in these words. No place in a queue, and no date that is not booked.</Text>
        <Button
          variant="default"
          leftSection={<IconPrinter size={16} aria-hidden />}
          onClick={() => window.cypWaits.print()}
        >
          Print
        </Button>
      </Group>
      <div className={classes.answer}>
        {detail.answerAParent.map((sentence) => (
          <p key={sentence}>{sentence}</p>
        ))}
      </div>
      <Portal>
        <article className={`${classes.sheet} cw-sheet`} aria-hidden data-testid="answer-sheet">
          <h1>{childName}</h1>
          {detail.answerAParent.map((sentence) => (
            <p key={sentence}>{sentence}</p>
          ))}
          <footer>
            {store.providerName && <div>{store.providerName}</div>}
            <div>
              As at {formatLongDate(today)}. Printed by {person.displayName}.
            </div>
            <div>Official: sensitive. Names a child.</div>
          </footer>
        </article>
      </Portal>
    </>
  )
}
