import { Anchor, Button, Text } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { Link } from 'wouter'
import type { Child, ChildInput } from '../../../shared/contract/children.ts'
import { formatDate, isIsoDate } from '../../../shared/format/dates.ts'
import { refusalOf } from '../../app/refusal-of.ts'
import { useClient } from '../../app/rpc.tsx'
import { useWork } from '../../app/work-context.tsx'
import { showDone } from '../../components/undo-toast.tsx'
import { type ChildDraft, ChildForm, draftOfChild, readChild, useFieldProblems } from '../forms/index.ts'
import { FormDialog, useRefresh } from '../referral-actions/index.ts'
import classes from './child.module.css'

const fieldWords: Record<keyof ChildInput, string> = {
  localPatientId: 'Local id',
  nhsNumber: 'NHS number',
  nhsNumberStatus: 'NHS number status',
  familyName: 'Family name',
  givenName: 'Given name',
  preferredName: 'Preferred name',
  dateOfBirth: 'Date of birth',
  gestationWeeks: 'Gestation at birth',
  gender: 'Gender',
  ethnicCategory: 'Ethnic category',
  address: 'Address',
  postcode: 'Postcode',
  imdDecile: 'Deprivation decile',
  gpPracticeCode: 'GP practice',
  school: 'School or setting',
  language: 'Language at home',
  interpreterNeeded: 'Interpreter needed',
  informationFormat: 'Information format',
  reasonableAdjustments: 'Reasonable adjustments',
  childInCare: 'Child in care',
  cpPlan: 'Child protection plan',
  childInNeed: 'Child in need',
  ehcp: 'EHC plan',
  armedForcesFamily: 'Armed forces family',
  restricted: 'Restricted record',
  contacts: 'Family and carers',
}

function inWords(value: unknown): string {
  if (value === null || value === undefined || value === '') return 'Not recorded'
  if (value === true) return 'Yes'
  if (value === false) return 'No'
  if (Array.isArray(value))
    return (
      value.map((contact: { name?: string }) => contact.name || 'Name not recorded').join(', ') || 'Nobody'
    )
  if (typeof value === 'string') return isIsoDate(value) ? formatDate(value) : value
  return typeof value === 'number' ? String(value) : ''
}

function same(left: unknown, right: unknown): boolean {
  return JSON.stringify(left) === JSON.stringify(right)
}

interface PresentProps {
  /** As it was when the form was opened, as typed, and as it is now. */
  opened: ChildDraft
  typed: ChildDraft
  now: ChildDraft
  onTakeNow: () => void
}

/** What somebody else changed meanwhile, beside what was typed here. */
function PresentValues({ opened, typed, now, onTakeNow }: PresentProps) {
  const changed = (Object.keys(fieldWords) as (keyof ChildInput)[]).filter(
    (field) => !same(opened[field], now[field]),
  )
  if (changed.length === 0) return null
  return (
    <div>
      <table className={classes.compare}>
        <thead>
          <tr>
            <th scope="col">Changed meanwhile</th>
            <th scope="col">Now</th>
            <th scope="col">On your form</th>
          </tr>
        </thead>
        <tbody>
          {changed.map((field) => (
            <tr key={field}>
              <th scope="row">{fieldWords[field]}</th>
              <td>{inWords(now[field])}</td>
              <td>{inWords(typed[field])}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <Button mt="sm" variant="default" onClick={onTakeNow}>
        Take what is there now for these
      </Button>
      <Text mt="xs" c="dimmed">
        Saving keeps what is on your form.
      </Text>
    </div>
  )
}

export interface EditChildDialogProps {
  /** As it was read last; read again after a conflict. */
  child: Child
  onClose: () => void
}

/** Changes what is held about a child. If somebody else did so meanwhile, both are shown and nothing typed is lost. */
export function EditChildDialog({ child, onClose }: EditChildDialogProps) {
  const { today, store } = useWork()
  const client = useClient()
  const refresh = useRefresh()
  const problems = useFieldProblems()
  const [opened, setOpened] = useState(() => draftOfChild(child))
  const [draft, setDraft] = useState<ChildDraft>(opened)
  const now = draftOfChild(child)
  const saving = useMutation({
    mutationFn: (input: ChildInput) =>
      client.children.update({ childId: child.id, version: child.version, child: input }),
    onSuccess: async () => {
      onClose()
      await refresh()
      showDone('Details saved')
    },
    onError: async (error) => {
      const refusal = refusalOf(error)
      const found = [
        ...(refusal.field ? [{ field: refusal.field, message: refusal.message }] : []),
        ...(refusal.issues ?? []),
      ]
      problems.attempted(
        found.map(({ field, message }) => ({ field: field.replace(/^child\./, ''), message })),
      )
      if (refusal.kind === 'conflict') await refresh()
    },
  })
  const refusal = saving.error ? refusalOf(saving.error) : null
  const other = refusal?.present as { childId?: unknown } | undefined
  function save(): void {
    const reading = readChild(draft, today)
    if (!problems.attempted(reading.ok ? [] : reading.problems) || !reading.ok) return
    saving.mutate(reading.child)
  }
  function takeNow(): void {
    const taken = (Object.keys(fieldWords) as (keyof ChildInput)[]).filter(
      (field) => !same(opened[field], now[field]),
    )
    setDraft({ ...draft, ...Object.fromEntries(taken.map((field) => [field, now[field]])) })
    setOpened(now)
  }
  return (
    <FormDialog
      title="Edit details"
      saveLabel="Save"
      size="49rem"
      isDirty={!same(draft, opened)}
      isSaving={saving.isPending}
      problems={problems.summary}
      refusal={refusal?.field ? null : refusal}
      refusalDetails={<PresentValues opened={opened} typed={draft} now={now} onTakeNow={takeNow} />}
      onSave={save}
      onClose={onClose}
    >
      {typeof other?.childId === 'string' && (
        <Anchor component={Link} href={`/children/${other.childId}`} onClick={onClose}>
          Open the child who has this NHS number
        </Anchor>
      )}
      <ChildForm
        value={draft}
        onChange={setDraft}
        problems={problems}
        today={today}
        isDemo={store.kind === 'demo'}
      />
    </FormDialog>
  )
}
