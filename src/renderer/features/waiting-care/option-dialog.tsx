import { MultiSelect, NumberInput, Select, TagsInput, Textarea, TextInput } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { type SupportKind, supportKindLabels, supportKinds } from '../../../shared/codes/waiting-care.ts'
import type { SupportOption } from '../../../shared/contract/support.ts'
import { refusalOf } from '../../app/refusal-of.ts'
import { useClient } from '../../app/rpc.tsx'
import { useWork } from '../../app/work-context.tsx'
import { showDone } from '../../components/undo-toast.tsx'
import { useFieldProblems } from '../forms/index.ts'
import { FormDialog, useRefresh } from '../referral-actions/index.ts'
import classes from './waiting-care.module.css'

export interface OptionDialogProps {
  /** Null adds a new one. */
  option: SupportOption | null
  onClose: () => void
}

function toYears(months: number | null | undefined): number | '' {
  return months == null ? '' : Math.round((months / 12) * 100) / 100
}

function toMonths(years: number | string): number | null {
  return typeof years === 'number' ? Math.round(years * 12) : null
}

/** Adds help to the directory, or changes what is said of it. */
export function OptionDialog({ option, onClose }: OptionDialogProps) {
  const { services } = useWork()
  const client = useClient()
  const refresh = useRefresh()
  const problems = useFieldProblems()
  const [start] = useState({
    name: option?.name ?? '',
    kind: (option?.kind ?? null) as SupportKind | null,
    services: option?.services ?? [],
    languages: option?.languages ?? [],
    from: toYears(option?.fromMonths) as number | string,
    to: toYears(option?.toMonths) as number | string,
    howToReach: option?.howToReach ?? '',
    note: option?.note ?? '',
  })
  const [draft, setDraft] = useState(start)
  const fromMonths = toMonths(draft.from)
  const toMonthsRead = toMonths(draft.to)
  const saving = useMutation({
    mutationFn: (kind: SupportKind) =>
      client.support.saveOption({
        optionId: option?.optionId ?? null,
        version: option?.version ?? null,
        name: draft.name.trim(),
        kind,
        services: draft.services,
        languages: draft.languages,
        fromMonths,
        toMonths: toMonthsRead,
        howToReach: draft.howToReach.trim(),
        note: draft.note.trim(),
      }),
    onSuccess: async () => {
      onClose()
      await refresh()
      showDone(option === null ? `${draft.name.trim()} was added` : `${draft.name.trim()} was changed`)
    },
    onError: (error) => {
      const { field, message, issues } = refusalOf(error)
      const named = issues ?? (field ? [{ field, message }] : [])
      problems.attempted(named.map((each) => ({ ...each, field: each.field.split('.')[0] ?? '' })))
    },
  })
  const refusal = saving.error ? refusalOf(saving.error) : null
  function set(part: Partial<typeof draft>): void {
    for (const field of Object.keys(part)) problems.report(field === 'to' ? 'toMonths' : field, null)
    setDraft({ ...draft, ...part })
  }
  function save(): void {
    const wrong = [
      ...(draft.name.trim().length < 2 ? [{ field: 'name', message: 'Give it a name' }] : []),
      ...(draft.kind === null ? [{ field: 'kind', message: 'Choose what kind of help it is' }] : []),
      ...(fromMonths !== null && toMonthsRead !== null && toMonthsRead < fromMonths
        ? [{ field: 'toMonths', message: 'The upper age is below the lower one' }]
        : []),
    ]
    if (problems.attempted(wrong) && draft.kind !== null) saving.mutate(draft.kind)
  }
  return (
    <FormDialog
      title={option === null ? 'Add help while waiting' : `Change ${option.name}`}
      saveLabel="Save"
      isDirty={JSON.stringify(draft) !== JSON.stringify(start)}
      isSaving={saving.isPending}
      problems={problems.summary}
      refusal={refusal?.field ? null : refusal}
      onSave={save}
      onClose={onClose}
    >
      <TextInput
        id={problems.idOf('name')}
        label="Name"
        required
        maxLength={120}
        value={draft.name}
        error={problems.of('name')}
        onChange={(event) => set({ name: event.currentTarget.value })}
        data-autofocus
      />
      <Select
        id={problems.idOf('kind')}
        label="Kind of help"
        required
        data={supportKinds.map((value) => ({ value, label: supportKindLabels[value] }))}
        value={draft.kind}
        error={problems.of('kind')}
        onChange={(kind) => set({ kind: kind as SupportKind | null })}
      />
      <MultiSelect
        label="For these services"
        description="Leave empty for every service"
        data={services.map(({ id, name }) => ({ value: id, label: name }))}
        value={draft.services}
        onChange={(chosen) => set({ services: chosen })}
      />
      <TagsInput
        label="Languages"
        description="Type one and press Enter"
        maxTags={30}
        maxLength={40}
        value={draft.languages}
        onChange={(languages) => set({ languages: languages.filter((each) => each.trim().length > 1) })}
      />
      <div className={classes.pair}>
        <NumberInput
          label="From age (years)"
          min={0}
          max={25}
          decimalScale={2}
          value={draft.from}
          onChange={(from) => set({ from })}
        />
        <NumberInput
          id={problems.idOf('toMonths')}
          label="To age (years)"
          min={0}
          max={25}
          decimalScale={2}
          value={draft.to}
          error={problems.of('toMonths')}
          onChange={(to) => set({ to })}
        />
      </div>
      <Textarea
        label="How to reach it"
        description="Telephone, web address, day and place, or who refers"
        autosize
        minRows={2}
        maxLength={500}
        value={draft.howToReach}
        onChange={(event) => set({ howToReach: event.currentTarget.value })}
      />
      <Textarea
        label="Note"
        autosize
        minRows={2}
        maxLength={1000}
        value={draft.note}
        onChange={(event) => set({ note: event.currentTarget.value })}
      />
    </FormDialog>
  )
}
