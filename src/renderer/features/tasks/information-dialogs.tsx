import { Checkbox, Radio, Stack, Textarea } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { type ChaseChannel, chaseChannels } from '../../../shared/codes/chase-channels.ts'
import type { AwaitedRow } from '../../../shared/contract/tasks.ts'
import { displayName } from '../../../shared/format/names.ts'
import { refusalOf } from '../../app/refusal-of.ts'
import { useClient } from '../../app/rpc.tsx'
import { useWork } from '../../app/work-context.tsx'
import { DateField } from '../../components/date-field.tsx'
import { showDone } from '../../components/undo-toast.tsx'
import { useFieldProblems } from '../forms/index.ts'
import { FormDialog } from '../referral-actions/index.ts'
import { useRefreshTasks } from './use-refresh-tasks.ts'

export interface InformationDialogProps {
  row: AwaitedRow
  onClose: () => void
  onDone: () => void
}

const channelWords: Record<ChaseChannel, string> = {
  phone: 'Telephone',
  letter: 'Letter',
  referrer: 'The referrer',
}

function useSaving(words: string, { onClose, onDone }: InformationDialogProps) {
  const refresh = useRefreshTasks()
  const problems = useFieldProblems()
  const saving = useMutation({
    mutationFn: (work: () => Promise<unknown>) => work(),
    onSuccess: async () => {
      showDone(words)
      onClose()
      onDone()
      await refresh()
    },
    onError: (error) => {
      const refusal = refusalOf(error)
      if (refusal.field) problems.attempted([{ field: refusal.field, message: refusal.message }])
      if (refusal.kind === 'conflict') onDone()
    },
  })
  const refusal = saving.error ? refusalOf(saving.error) : null
  return { problems, saving, refusal: refusal?.field ? null : refusal }
}

const subjectOf = (row: AwaitedRow) => `${displayName(row)}, ${row.serviceName}`

/** Records that it was asked for again, by which way, and when to try next. */
export function ChaseDialog(props: InformationDialogProps) {
  const { row, onClose } = props
  const client = useClient()
  const { today } = useWork()
  const { problems, saving, refusal } = useSaving('Chase recorded', props)
  const [channel, setChannel] = useState<ChaseChannel>(row.nextChannel)
  const [chasedOn, setChasedOn] = useState<string | null>(today)
  const [nextChaseOn, setNextChaseOn] = useState<string | null>(null)
  const [note, setNote] = useState('')
  function save(): void {
    const missing = chasedOn === null ? [{ field: 'happenedOn', message: 'Enter the day' }] : []
    if (!problems.attempted(missing) || chasedOn === null) return
    saving.mutate(() =>
      client.tasks.chase({
        referralId: row.referralId,
        version: row.version,
        channel,
        chasedOn,
        nextChaseOn,
        note: note.trim() === '' ? null : note.trim(),
      }),
    )
  }
  return (
    <FormDialog
      title="Chased"
      subject={`${subjectOf(row)}. Still missing: ${row.missing.join(', ')}`}
      saveLabel="Save"
      isDirty={note !== ''}
      isSaving={saving.isPending}
      problems={problems.summary}
      refusal={refusal}
      onSave={save}
      onClose={onClose}
    >
      <Radio.Group label="How" value={channel} onChange={(value) => setChannel(value as ChaseChannel)}>
        <Stack gap={6} mt={4}>
          {chaseChannels.map((value) => (
            <Radio
              key={value}
              value={value}
              label={channelWords[value]}
              {...(value === channel ? { 'data-autofocus': true } : {})}
            />
          ))}
        </Stack>
      </Radio.Group>
      <DateField
        label="Chased on"
        required
        id={problems.idOf('happenedOn')}
        today={today}
        max={{ date: today, message: 'That date is in the future' }}
        value={chasedOn}
        onChange={setChasedOn}
        onProblem={(message) => problems.report('happenedOn', message)}
        error={problems.of('happenedOn')}
      />
      <DateField
        label="Chase again on"
        description="Left blank: in 10 days"
        id={problems.idOf('nextChaseOn')}
        today={today}
        value={nextChaseOn}
        onChange={setNextChaseOn}
        onProblem={(message) => problems.report('nextChaseOn', message)}
        error={problems.of('nextChaseOn')}
      />
      <Textarea
        label="Note"
        maxLength={2000}
        rows={2}
        value={note}
        onChange={(event) => setNote(event.currentTarget.value)}
      />
    </FormDialog>
  )
}

/** Ticks off what came; what is not ticked stays asked. */
export function ArrivedDialog(props: InformationDialogProps) {
  const { row, onClose } = props
  const client = useClient()
  const { today } = useWork()
  const [items, setItems] = useState<string[]>(row.missing.length === 1 ? [...row.missing] : [])
  const isAll = items.length === row.missing.length
  const { problems, saving, refusal } = useSaving(
    isAll ? 'Everything came: back to triage' : 'Recorded; the rest stays asked',
    props,
  )
  const [arrivedOn, setArrivedOn] = useState<string | null>(today)
  function save(): void {
    const missing = [
      ...(items.length === 0 ? [{ field: 'items', message: 'Tick what came' }] : []),
      ...(arrivedOn === null ? [{ field: 'happenedOn', message: 'Enter the day it came' }] : []),
    ]
    if (!problems.attempted(missing) || arrivedOn === null) return
    saving.mutate(() =>
      client.tasks.arrived({ referralId: row.referralId, version: row.version, arrivedOn, items }),
    )
  }
  return (
    <FormDialog
      title="It came"
      subject={subjectOf(row)}
      saveLabel={isAll ? 'Save, back to triage' : 'Save'}
      isDirty={false}
      isSaving={saving.isPending}
      problems={problems.summary}
      refusal={refusal}
      onSave={save}
      onClose={onClose}
    >
      <Checkbox.Group
        label="What came"
        description="What is not ticked stays asked"
        required
        id={problems.idOf('items')}
        value={items}
        onChange={setItems}
        error={problems.of('items')}
      >
        <Stack gap={6} mt={4}>
          {row.missing.map((item, index) => (
            <Checkbox
              key={item}
              value={item}
              label={item}
              {...(index === 0 ? { 'data-autofocus': true } : {})}
            />
          ))}
        </Stack>
      </Checkbox.Group>
      <DateField
        label="Came on"
        required
        id={problems.idOf('happenedOn')}
        today={today}
        max={{ date: today, message: 'That date is in the future' }}
        value={arrivedOn}
        onChange={setArrivedOn}
        onProblem={(message) => problems.report('happenedOn', message)}
        error={problems.of('happenedOn')}
      />
    </FormDialog>
  )
}

/** Asks once more for what is missing, and for anything else; the age counts from the first request. */
export function AskAgainDialog(props: InformationDialogProps) {
  const { row, onClose } = props
  const client = useClient()
  const { today } = useWork()
  const { problems, saving, refusal } = useSaving('Asked anew', props)
  const start = row.missing.join('\n')
  const [items, setItems] = useState(start)
  const [chaseOn, setChaseOn] = useState<string | null>(null)
  const asked = items
    .split('\n')
    .map((item) => item.trim())
    .filter((item) => item !== '')
  function save(): void {
    const missing = asked.length === 0 ? [{ field: 'items', message: 'Say what is asked for' }] : []
    if (!problems.attempted(missing)) return
    saving.mutate(() =>
      client.referrals.record({
        referralId: row.referralId,
        version: row.version,
        event: { type: 'information_requested', detail: { items: asked, chaseOn } },
        happenedOn: today,
      }),
    )
  }
  return (
    <FormDialog
      title="Ask anew"
      subject={subjectOf(row)}
      saveLabel="Save"
      isDirty={items !== start}
      isSaving={saving.isPending}
      problems={problems.summary}
      refusal={refusal}
      onSave={save}
      onClose={onClose}
    >
      <Textarea
        label="What is asked for"
        description="One thing a line"
        required
        id={problems.idOf('items')}
        rows={4}
        value={items}
        onChange={(event) => setItems(event.currentTarget.value)}
        error={problems.of('items')}
        data-autofocus
      />
      <DateField
        label="Chase on"
        description="Left blank: in 10 days"
        id={problems.idOf('chaseOn')}
        today={today}
        value={chaseOn}
        onChange={setChaseOn}
        onProblem={(message) => problems.report('chaseOn', message)}
        error={problems.of('chaseOn')}
      />
    </FormDialog>
  )
}
