import { Anchor, Loader, Select, Text, Textarea, TextInput } from '@mantine/core'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Link } from 'wouter'
import { supportKindLabels } from '../../../shared/codes/waiting-care.ts'
import type { Selection } from '../../../shared/contract/list-query.ts'
import type { SupportOffered } from '../../../shared/contract/support.ts'
import { refusalOf } from '../../app/refusal-of.ts'
import { useClient, useProcedures } from '../../app/rpc.tsx'
import { useWork } from '../../app/work-context.tsx'
import { DateField } from '../../components/date-field.tsx'
import { Problem } from '../../components/problem.tsx'
import { showDone, showProblem, showUndo } from '../../components/undo-toast.tsx'
import { useFieldProblems } from '../forms/index.ts'
import { FormDialog, useRefresh } from '../referral-actions/index.ts'
import classes from './waiting-care.module.css'

export interface OfferDialogProps {
  to: Selection
  /** How many that is. */
  count: number
  /** Who it is about, under the title. */
  subject: string
  /** Narrows the directory to help for this service; absent shows all. */
  serviceId?: string
  /** With names off: what to call a referral instead of the child’s name. */
  nameOf?: (referralId: string) => string
  onClose: () => void
  onDone: () => void
}

function families(count: number): string {
  return `${count.toLocaleString('en-GB')} ${count === 1 ? 'family' : 'families'}`
}

/** Notes that help while waiting was offered, to one family or to many. It never ends the wait. */
export function OfferDialog({ to, count, subject, serviceId, nameOf, onClose, onDone }: OfferDialogProps) {
  const { today } = useWork()
  const client = useClient()
  const procedures = useProcedures()
  const refresh = useRefresh()
  const problems = useFieldProblems()
  const options = useQuery(procedures.support.options.queryOptions({ input: {} }))
  const [optionId, setOptionId] = useState<string | null>(null)
  const [on, setOn] = useState<string | null>(today)
  const [language, setLanguage] = useState('')
  const [note, setNote] = useState('')
  const [left, setLeft] = useState<SupportOffered | null>(null)
  const fitting = (options.data ?? []).filter(
    ({ services }) => serviceId === undefined || services.length === 0 || services.includes(serviceId),
  )
  const chosen = fitting.find((option) => option.optionId === optionId)

  const saving = useMutation({
    mutationFn: (ready: { optionId: string; offeredOn: string }) =>
      client.support.offer({
        ...ready,
        ...(to.kind === 'ids' ? { referralIds: to.ids } : { selection: to }),
        language: language.trim() || null,
        note: note.trim() || null,
      }),
    onSuccess: async (done) => {
      if (done.exceptions.length === 0) onClose()
      else setLeft(done)
      await refresh()
      onDone()
      if (done.done === 0) return
      showUndo({
        message: `${chosen?.name ?? 'Support'} offered to ${families(done.done)}`,
        onUndo: async () => {
          try {
            const { undone } = await client.referrals.bulkUndo({ batchId: done.batchId })
            showDone(`The offer to ${families(undone)} was taken back`)
          } catch (error) {
            showProblem(refusalOf(error), 'It could not be taken back')
          }
          await refresh()
          onDone()
        },
      })
    },
    onError: (error) => {
      const { field, message } = refusalOf(error)
      if (field) problems.attempted([{ field, message }])
    },
  })
  function save(): void {
    if (left !== null) {
      onClose()
      return
    }
    const wrong = [
      ...(optionId === null ? [{ field: 'optionId', message: 'Choose what is offered' }] : []),
      ...(on === null ? [{ field: 'offeredOn', message: 'Enter the day it was offered' }] : []),
    ]
    if (!problems.attempted(wrong) || optionId === null || on === null) return
    saving.mutate({ optionId, offeredOn: on })
  }
  const refusal = saving.error ? refusalOf(saving.error) : null
  return (
    <FormDialog
      title={count === 1 ? 'Offer support while waiting' : `Offer support to ${families(count)}`}
      subject={subject}
      saveLabel={left === null ? 'Record the offer' : 'Done'}
      isDirty={left === null && (optionId !== null || note !== '')}
      isSaving={saving.isPending}
      canSave={fitting.length > 0}
      problems={problems.summary}
      refusal={refusal?.field ? null : refusal}
      onSave={save}
      onClose={onClose}
    >
      {left !== null ? (
        <>
          <Text fw={700}>
            Offered to {families(left.done)}; {families(left.exceptions.length)} left out:
          </Text>
          <ul className={classes.exceptions}>
            {left.exceptions.slice(0, 200).map((each) => (
              <li key={each.referralId}>
                {nameOf ? nameOf(each.referralId) : each.childName}: {each.why}
              </li>
            ))}
          </ul>
        </>
      ) : options.error ? (
        <Problem refusal={refusalOf(options.error)} onRetry={() => void options.refetch()} />
      ) : options.data === undefined ? (
        <Loader aria-label="Reading the directory" />
      ) : fitting.length === 0 ? (
        <Text>
          The directory holds no help {serviceId === undefined ? 'yet' : 'for this service yet'}.{' '}
          <Anchor component={Link} href="/support">
            Add what there is
          </Anchor>
        </Text>
      ) : (
        <>
          <Select
            id={problems.idOf('optionId')}
            label="What is offered"
            required
            searchable
            data={fitting.map((option) => ({
              value: option.optionId,
              label: `${option.name} (${supportKindLabels[option.kind].toLowerCase()})`,
            }))}
            value={optionId}
            error={problems.of('optionId')}
            onChange={(value) => {
              problems.report('optionId', null)
              setOptionId(value)
            }}
            data-autofocus
          />
          {chosen && (chosen.howToReach !== '' || chosen.languages.length > 0) && (
            <Text size="sm" className={classes.quiet}>
              {[
                chosen.howToReach,
                chosen.languages.length > 0 ? `Languages: ${chosen.languages.join(', ')}` : '',
              ]
                .filter(Boolean)
                .join('. ')}
            </Text>
          )}
          <DateField
            id={problems.idOf('offeredOn')}
            label="Offered on"
            required
            today={today}
            max={{ date: today, message: 'That date is in the future' }}
            value={on}
            error={problems.of('offeredOn')}
            onChange={setOn}
            onProblem={(message) => problems.report('offeredOn', message)}
          />
          <TextInput
            label="Language it was offered in"
            description="Leave empty when it was English"
            maxLength={40}
            value={language}
            onChange={(event) => setLanguage(event.currentTarget.value)}
          />
          <Textarea
            label="Note"
            autosize
            minRows={2}
            maxLength={2000}
            value={note}
            onChange={(event) => setNote(event.currentTarget.value)}
          />
          <Text size="sm" className={classes.quiet}>
            An offer never ends or changes the wait.
          </Text>
        </>
      )}
    </FormDialog>
  )
}
