import { Button, Group, Portal, Text } from '@mantine/core'
import { IconMail, IconPrinter } from '@tabler/icons-react'
import { useState } from 'react'
import { access, mayCall } from '../../../shared/contract/access.ts'
import type { ReferralDetail } from '../../../shared/contract/referrals.ts'
import { formatLongDate } from '../../../shared/format/dates.ts'
import { useWork } from '../../app/work-context.tsx'
import { WriteLetterDialog } from '../letters/index.ts'
import classes from './child.module.css'

export interface AnswerPanelProps {
  detail: ReferralDetail
  /** The child as spoken of to the family. */
  childName: string
}

/** Plain words to say to a parent on the telephone, or to print. Never a queue number, never a promised date. */
export function AnswerPanel({ detail, childName }: AnswerPanelProps) {
  const { today, person, store } = useWork()
  const [isWriting, setIsWriting] = useState(false)
  return (
    <>
      <Group justify="space-between" mb="sm">
        <Text c="dimmed">Say it in these words. No place in a queue, and no date that is not booked.</Text>
        <Group gap="xs">
          <Button
            variant="default"
            leftSection={<IconPrinter size={16} aria-hidden />}
            onClick={() => window.cypWaits.print()}
          >
            Print these words
          </Button>
          {mayCall(access.letters.create, person.roles) && (
            <Button
              variant="default"
              leftSection={<IconMail size={16} aria-hidden />}
              onClick={() => setIsWriting(true)}
            >
              Print or save as a letter
            </Button>
          )}
        </Group>
      </Group>
      <div className={classes.answer}>
        {detail.answerAParent.map((sentence) => (
          <p key={sentence}>{sentence}</p>
        ))}
      </div>
      {isWriting && (
        <WriteLetterDialog
          referrals={[detail]}
          subject={childName}
          purpose="answer"
          onClose={() => setIsWriting(false)}
        />
      )}
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
