import { Button, Modal } from '@mantine/core'
import { IconMail, IconMailOff } from '@tabler/icons-react'
import { useEffect, useMemo, useRef, useState } from 'react'
import type { LetterWanted } from '../../../shared/contract/letters.ts'
import { type LettersReady, LetterStep } from '../letters/letter-step.tsx'
import { usePreviews, whatIsOpen } from '../letters/use-previews.ts'
import { Keys } from './keys.tsx'
import classes from './triage.module.css'

export interface DecisionLettersProps {
  referralId: string
  wanted: readonly LetterWanted[]
  /** How the letters stand; null until that is known. */
  ready: LettersReady | null
  onReady: (ready: LettersReady) => void
  isOpen: boolean
  onOpen: (isOpen: boolean) => void
  /** Whether the decision goes on without a letter that cannot be made as it stands. */
  isDropped: boolean
  /** Id of the button, for the list of what needs correcting. */
  buttonId: string
}

const none: readonly LetterWanted[] = []

function audiences(letters: readonly LetterWanted[]): string {
  return letters.map(({ audience }) => `the ${audience}`).join(' and ')
}

function wordsOf({ ready, isDropped, wanted }: DecisionLettersProps): string {
  if (ready === null || ready.isPending) return 'Putting the letters together'
  if (ready.letters.length === 0) return 'No letter goes with it'
  if (ready.isReady)
    return `${ready.letters.length === 1 ? 'A letter' : 'Letters'} to ${audiences(ready.letters)}`
  return isDropped ? `No letter to ${audiences(wanted)} yet: ${ready.why}` : (ready.why ?? '')
}

/** The letters that go with a decision, in a line; behind its button each of them as it would go out. */
export function DecisionLetters(props: DecisionLettersProps) {
  const { referralId, wanted, ready, onReady, isOpen, onOpen, buttonId } = props
  // Until somebody looks at them, the letters are only asked after; a whole form for each child would be slow.
  const [isLookedAt, setLookedAt] = useState(isOpen)
  if (isOpen && !isLookedAt) setLookedAt(true)
  const asked = JSON.stringify(wanted)
  const letters = useMemo(() => JSON.parse(asked) as LetterWanted[], [asked])
  const { previews, isCurrent } = usePreviews(referralId, isLookedAt ? none : letters)
  const tell = useRef(onReady)
  tell.current = onReady
  const isPending = !isCurrent || previews.length < letters.length
  const open = isPending ? [] : letters.map((letter, index) => whatIsOpen(previews[index], letter))
  const why = open.find((each) => each !== null) ?? null
  useEffect(() => {
    if (!isLookedAt) tell.current({ letters, isReady: !isPending && why === null, isPending, why })
  }, [isLookedAt, letters, isPending, why])
  const isMade = ready !== null && ready.isReady && ready.letters.length > 0
  const Icon = isMade ? IconMail : IconMailOff
  return (
    <div className={classes.letters}>
      <span className={classes.lettersWords}>
        <Icon size={14} aria-hidden />
        <span>{wordsOf(props)}</span>
      </span>
      <Button
        id={buttonId}
        variant="subtle"
        size="compact-xs"
        aria-haspopup="dialog"
        aria-keyshortcuts="Alt+L"
        rightSection={<Keys>Alt+L</Keys>}
        onClick={() => onOpen(true)}
      >
        Look
      </Button>
      {isLookedAt && (
        <Modal
          opened={isOpen}
          onClose={() => onOpen(false)}
          title={`Letters to ${audiences(wanted)}`}
          size="xl"
          keepMounted
          closeButtonProps={{ 'aria-label': 'Back to the decision' }}
        >
          <LetterStep referralId={referralId} wanted={wanted} onChange={onReady} />
        </Modal>
      )}
    </div>
  )
}
