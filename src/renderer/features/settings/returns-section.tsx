import { Button, Checkbox, Group, Loader, MultiSelect, NumberInput, Stack, Text } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { type SubmitEvent, useState } from 'react'
import { cypServiceLines } from '../../../shared/codes/service-lines.ts'
import type { ReturnSettings, ReturnSettingsView } from '../../../shared/contract/signed-returns.ts'
import { refusalOf } from '../../app/refusal-of.ts'
import { useProcedures } from '../../app/rpc.tsx'
import { Problem } from '../../components/problem.tsx'
import { showDone } from '../../components/undo-toast.tsx'
import { fieldMessages, useFocusRefused } from '../session/field-messages.ts'
import { LocalLines } from './local-lines.tsx'
import { SectionHeader } from './section-header.tsx'
import classes from './settings.module.css'

type Threshold = {
  [Key in keyof ReturnSettings]: ReturnSettings[Key] extends number ? Key : never
}[keyof ReturnSettings]

interface ThresholdField {
  field: Threshold
  label: string
  suffix: string
}

const groups: { title: string; hint: string; fields: ThresholdField[] }[] = [
  {
    title: 'Large changes',
    hint: 'A figure is marked when it moved by more than both of these since last month.',
    fields: [
      { field: 'largeChangePercent', label: 'More than this share', suffix: ' %' },
      { field: 'largeChangeChildren', label: 'And more than so many children', suffix: ' children' },
    ],
  },
  {
    title: 'Many in the first week',
    hint: 'A line is marked when more than both of these wait one week or less: received dates may be those of an upload.',
    fields: [
      { field: 'highSharePercent', label: 'More than this share in the first week', suffix: ' %' },
      { field: 'highShareChildren', label: 'And more than so many in the first week', suffix: ' children' },
    ],
  },
  {
    title: 'Unexpectedly many waiting',
    hint: 'A line is marked when its list would take longer than this to see at the month’s pace.',
    fields: [
      { field: 'manyWaitingMonths', label: 'More than so many months', suffix: ' months' },
      { field: 'manyWaitingChildren', label: 'And more than so many waiting', suffix: ' children' },
    ],
  },
  {
    title: 'The same as last month',
    hint: 'A whole return with last month’s figures blocks sign-off from this size; a smaller one is a warning.',
    fields: [{ field: 'identicalChildren', label: 'More than so many waiting in all', suffix: ' children' }],
  },
]
const fields = [
  ...groups.flatMap((group) => group.fields.map(({ field }) => field)),
  'highShareExpected',
] as const

/** How the monthly return is checked and signed, and lines of the provider’s own. */
export function ReturnsSection() {
  const procedures = useProcedures()
  const settings = useQuery(procedures.signedReturns.settings.queryOptions())
  return (
    <Stack gap="lg">
      <SectionHeader title="Returns">
        What the checks of the monthly return go by, and how many people sign it. A signed month keeps the
        settings it was signed with.
      </SectionHeader>
      {settings.error && !settings.data ? (
        <Problem refusal={refusalOf(settings.error)} onRetry={() => void settings.refetch()} />
      ) : settings.data ? (
        <SettingsForm key={settings.data.version} view={settings.data} />
      ) : (
        <Loader role="status" aria-label="Reading the settings of the return" />
      )}
      <LocalLines />
    </Stack>
  )
}

/** The threshold by its name in an issue: `settings.largeChangePercent` or `largeChangePercent`. */
function plainField(field: string): string {
  return field.replace(/^settings\./, '')
}

function SettingsForm({ view }: { view: ReturnSettingsView }) {
  const procedures = useProcedures()
  const queryClient = useQueryClient()
  const [entry, setEntry] = useState(view.settings)
  const saving = useMutation(procedures.signedReturns.saveSettings.mutationOptions())
  const refusal = saving.error ? refusalOf(saving.error) : null
  const refused = fieldMessages(
    refusal && {
      ...refusal,
      ...(refusal.field && { field: plainField(refusal.field) }),
      ...(refusal.issues && {
        issues: refusal.issues.map((issue) => ({ ...issue, field: plainField(issue.field) })),
      }),
    },
    fields,
  )
  const form = useFocusRefused(refusal)
  const isChanged = JSON.stringify(entry) !== JSON.stringify(view.settings)

  async function submit(event: SubmitEvent): Promise<void> {
    event.preventDefault()
    if (saving.isPending) return
    try {
      await saving.mutateAsync({ version: view.version, settings: entry })
    } catch {
      return
    }
    showDone('The settings of the return were saved.')
    await Promise.all([
      queryClient.invalidateQueries({ queryKey: procedures.signedReturns.key() }),
      queryClient.invalidateQueries({ queryKey: procedures.returns.key() }),
    ])
  }

  return (
    <form
      ref={form}
      className={classes.card}
      onSubmit={(event) => void submit(event)}
      noValidate
      aria-label="Settings of the return"
    >
      {refused.other && <Problem refusal={refused.other} />}
      {groups.map(({ title, hint, fields: inGroup }) => (
        <fieldset key={title} className={classes.group}>
          <legend>{title}</legend>
          <p className={classes.description}>{hint}</p>
          <div className={classes.pairs}>
            {inGroup.map(({ field, label, suffix }) => (
              <NumberInput
                key={field}
                label={label}
                suffix={suffix}
                min={0}
                allowDecimal={false}
                allowNegative={false}
                value={entry[field]}
                error={refused.of[field]}
                onChange={(value) => typeof value === 'number' && setEntry({ ...entry, [field]: value })}
              />
            ))}
          </div>
          {title === 'Many in the first week' && (
            <MultiSelect
              mt="sm"
              label="Lines where many in the first week are expected"
              searchable
              data={cypServiceLines.map((line) => line)}
              value={entry.highShareExpected}
              error={refused.of.highShareExpected}
              onChange={(highShareExpected) => setEntry({ ...entry, highShareExpected })}
            />
          )}
        </fieldset>
      ))}
      <fieldset className={classes.group}>
        <legend>Signing</legend>
        <Checkbox
          label="Two managers have to sign a month off"
          description="The second signature has to be on the same figures as the first."
          checked={entry.twoPeople}
          onChange={(event) => setEntry({ ...entry, twoPeople: event.currentTarget.checked })}
        />
      </fieldset>
      <Group justify="space-between">
        <Text c="dimmed" size="sm">
          {view.version === 0
            ? 'As first installed.'
            : `Version ${view.version}, saved by ${view.savedBy ?? 'the system'}.`}
        </Text>
        <Group>
          <Button variant="subtle" onClick={() => setEntry(view.defaults)}>
            Fill in the defaults
          </Button>
          <Button type="submit" loading={saving.isPending} disabled={!isChanged}>
            Save the settings
          </Button>
        </Group>
      </Group>
    </form>
  )
}
