import { Button, Checkbox, Loader } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { IconEye, IconEyeOff } from '@tabler/icons-react'
import { useEffect, useMemo, useRef, useState } from 'react'
import type { LetterWanted } from '../../../shared/contract/letters.ts'
import { useProcedures } from '../../app/rpc.tsx'
import { Problem } from '../../components/problem.tsx'
import { LetterFields } from './letter-fields.tsx'
import { LetterSheet } from './letter-sheet.tsx'
import classes from './letters.module.css'
import { usePreviews, whatIsOpen } from './use-previews.ts'
import { letterWords } from './words.ts'

/** The letters of a step as they stand. */
export interface LettersReady {
  /** What to hand to `letters.create`, or to the command that makes letters with its decision. */
  letters: LetterWanted[]
  /** Whether every letter chosen can be made as it stands. */
  isReady: boolean
  /** Why not, in words; null when it can. */
  why: string | null
  /** Whether the letters are still being put together, so that it is not known yet. */
  isPending: boolean
}

export interface LetterStepProps {
  referralId: string
  /** The letters that belong to what is being decided. `supplied` holds what the decision will say. */
  wanted: readonly LetterWanted[]
  /** Called with each change, and once at the start. */
  onChange: (ready: LettersReady) => void
  /** Whether each letter can be left out. */
  isOptional?: boolean
}

const keyOf = ({ purpose, audience }: LetterWanted) => `${purpose} ${audience}`

/** The letters that go with a decision: each with its preview, what to confirm and a paragraph of one's own. */
export function LetterStep({ referralId, wanted, onChange, isOptional = true }: LetterStepProps) {
  const procedures = useProcedures()
  const signatories = useQuery(procedures.letters.signatories.queryOptions())
  const templates = useQuery(procedures.letters.templates.queryOptions())
  const [own, setOwn] = useState<Readonly<Record<string, LetterWanted>>>({})
  const [leftOut, setLeftOut] = useState<readonly string[]>([])
  const [open, setOpen] = useState<readonly string[]>([])
  const asked = JSON.stringify(wanted)
  const letters = useMemo(
    () =>
      (JSON.parse(asked) as LetterWanted[]).map((each): LetterWanted => {
        const typed = own[keyOf(each)]
        return { ...each, ...typed, supplied: { ...typed?.supplied, ...each.supplied } }
      }),
    [asked, own],
  )
  const included = useMemo(() => letters.filter((each) => !leftOut.includes(keyOf(each))), [letters, leftOut])
  const { previews, isCurrent, refusal, retry } = usePreviews(referralId, letters)
  const previewOf = (each: LetterWanted) =>
    previews.find((preview) => preview.purpose === each.purpose && preview.audience === each.audience)
  const why = included.map((each) => whatIsOpen(previewOf(each), each)).find((each) => each !== null) ?? null
  const isReady = why === null && (isCurrent || included.length === 0)
  const isPending =
    included.length > 0 && (!isCurrent || included.some((each) => previewOf(each) === undefined))
  const tell = useRef(onChange)
  tell.current = onChange
  useEffect(() => {
    tell.current({ letters: included, isReady, why, isPending })
  }, [included, isReady, why, isPending])

  const languages = [...new Set(['en', ...(templates.data ?? []).map(({ language }) => language)])]
  const toggle = (list: readonly string[], key: string) =>
    list.includes(key) ? list.filter((each) => each !== key) : [...list, key]
  if (refusal) return <Problem refusal={refusal} onRetry={retry} />
  return (
    <div className={classes.step} role="group" aria-label="Letters">
      {letters.map((each) => {
        const key = keyOf(each)
        const preview = previewOf(each)
        const isIn = !leftOut.includes(key)
        const isOpen = open.includes(key)
        const title = letterWords(each.purpose, each.audience)
        return (
          <div key={key} className={classes.card} role="group" aria-label={title}>
            <div className={classes.cardHead}>
              {isOptional ? (
                <Checkbox
                  label={<strong>{title}</strong>}
                  checked={isIn}
                  onChange={() => setLeftOut((list) => toggle(list, key))}
                />
              ) : (
                <strong>{title}</strong>
              )}
              {isIn && preview?.document && (
                <Button
                  variant="default"
                  size="xs"
                  aria-expanded={isOpen}
                  leftSection={
                    isOpen ? <IconEyeOff size={14} aria-hidden /> : <IconEye size={14} aria-hidden />
                  }
                  onClick={() => setOpen((list) => toggle(list, key))}
                >
                  {isOpen ? 'Hide the letter' : 'Show the letter'}
                </Button>
              )}
            </div>
            {isIn && !preview && <Loader size="sm" aria-label="Putting the letter together" />}
            {isIn && preview && (
              <>
                <LetterFields
                  wanted={each}
                  preview={preview}
                  signatories={signatories.data ?? []}
                  languages={languages}
                  onChange={(next) => setOwn((all) => ({ ...all, [key]: next }))}
                />
                {isOpen && preview.document && <LetterSheet document={preview.document} label={title} />}
              </>
            )}
          </div>
        )
      })}
    </div>
  )
}
