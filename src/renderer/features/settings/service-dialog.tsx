import { Button, Checkbox, Group, Modal, NumberInput, Select, Stack, TextInput } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { IconArrowsDiff } from '@tabler/icons-react'
import { type SubmitEvent, useState } from 'react'
import {
  type ReturningDataSet,
  returningDataSetNames,
  returningDataSets,
} from '../../../shared/codes/returning-data-sets.ts'
import { cypServiceLines } from '../../../shared/codes/service-lines.ts'
import type { Service } from '../../../shared/contract/administration.ts'
import type { LocalLine } from '../../../shared/contract/signed-returns.ts'
import { refusalOf } from '../../app/refusal-of.ts'
import { useProcedures } from '../../app/rpc.tsx'
import { Notice } from '../../components/notice.tsx'
import { Problem } from '../../components/problem.tsx'
import { showDone } from '../../components/undo-toast.tsx'
import { fieldMessages, useFocusRefused } from '../session/field-messages.ts'
import { targets } from './service-words.ts'
import classes from './settings.module.css'

const fields = [
  'name',
  'upperAgeYears',
  'triageTargetDays',
  'chsLine',
  'elsewhereDataSet',
  'targetDays.same_day',
  'targetDays.urgent',
  'targetDays.soon',
  'targetDays.routine',
] as const

interface NumberFieldProps {
  label: string
  unit: string
  value: number
  /** What somebody else saved meanwhile, when it is another number. */
  theirs: number | undefined
  error: string | undefined
  onChange: (value: number) => void
}

function NumberField({ label, unit, value, theirs, error, onChange }: NumberFieldProps) {
  return (
    <NumberInput
      label={label}
      suffix={` ${unit}`}
      min={0}
      allowDecimal={false}
      allowNegative={false}
      value={value}
      error={error}
      {...(theirs !== undefined && theirs !== value ? { description: `Now ${theirs} ${unit}` } : {})}
      onChange={(next) => onChange(Number(next))}
    />
  )
}

/** The published children’s lines, then the provider’s own that are in use, and whatever the service is on now. */
function linesToChoose(now: string, local: readonly LocalLine[] | undefined) {
  const own = (local ?? []).filter(({ active, name }) => active || name === now).map(({ name }) => name)
  const published: readonly string[] = cypServiceLines
  const other = now === '' || published.includes(now) || own.includes(now) ? [] : [now]
  return [
    { group: 'Published lines', items: [...published] },
    ...(own.length + other.length > 0 ? [{ group: 'Lines of your own', items: [...own, ...other] }] : []),
  ]
}

/** Changes one service. When somebody else changed it meanwhile, shows theirs beside what was typed. */
export function ServiceDialog({ service, onClose }: { service: Service; onClose: () => void }) {
  const procedures = useProcedures()
  const queryClient = useQueryClient()
  const [entry, setEntry] = useState(service)
  const localLines = useQuery(procedures.signedReturns.localLines.queryOptions())
  const [theirs, setTheirs] = useState<Service | null>(null)
  const update = useMutation(procedures.services.update.mutationOptions())
  const refusal = update.error && refusalOf(update.error)
  const isConflict = refusal?.kind === 'conflict' && theirs !== null
  const refused = fieldMessages(isConflict ? null : refusal, fields)
  const form = useFocusRefused(refusal)

  async function submit(event: SubmitEvent): Promise<void> {
    event.preventDefault()
    if (update.isPending) return
    const {
      id,
      name,
      upperAgeYears,
      triageTargetDays,
      reportedElsewhere,
      elsewhereDataSet,
      chsLine,
      targetDays,
    } = entry
    const version = theirs?.version ?? service.version
    const wanted = {
      id,
      version,
      name,
      upperAgeYears,
      triageTargetDays,
      reportedElsewhere,
      elsewhereDataSet: reportedElsewhere ? elsewhereDataSet : null,
      chsLine,
      targetDays,
    }
    try {
      await update.mutateAsync(wanted)
    } catch (error) {
      const { kind, present } = refusalOf(error)
      if (kind === 'conflict' && present !== undefined) setTheirs(present as Service)
      return
    } finally {
      await queryClient.invalidateQueries({ queryKey: procedures.services.key() })
    }
    showDone(`${name} was changed.`)
    onClose()
  }

  return (
    <Modal
      opened
      onClose={onClose}
      title={`Change ${service.name}`}
      size="lg"
      closeOnClickOutside={false}
      closeButtonProps={{ 'aria-label': 'Close without saving' }}
    >
      <form ref={form} onSubmit={(event) => void submit(event)} noValidate aria-label={service.name}>
        <Stack gap="lg">
          {isConflict && (
            <Notice
              tone="warning"
              icon={IconArrowsDiff}
              title="Somebody else changed this service meanwhile"
              role="alert"
            >
              <span>
                Their numbers stand beside yours where they differ. Save again to use yours, or take theirs.
              </span>
              <Group mt="sm">
                <Button
                  variant="default"
                  size="xs"
                  onClick={() => {
                    setEntry(theirs)
                    update.reset()
                  }}
                >
                  Take theirs
                </Button>
              </Group>
            </Notice>
          )}
          {refused.other && <Problem refusal={refused.other} />}
          <TextInput
            label="Name"
            value={entry.name}
            error={refused.of.name}
            {...(theirs && theirs.name !== entry.name ? { description: `Now ${theirs.name}` } : {})}
            onChange={(event) => setEntry({ ...entry, name: event.currentTarget.value })}
          />
          <div className={classes.pairs}>
            {targets.map(({ id, label }) => (
              <NumberField
                key={id}
                label={`${label}: see within`}
                unit="days"
                value={entry.targetDays[id]}
                theirs={theirs?.targetDays[id]}
                error={refused.of[`targetDays.${id}`]}
                onChange={(value) => setEntry({ ...entry, targetDays: { ...entry.targetDays, [id]: value } })}
              />
            ))}
            <NumberField
              label="Triage within"
              unit="days"
              value={entry.triageTargetDays}
              theirs={theirs?.triageTargetDays}
              error={refused.of.triageTargetDays}
              onChange={(triageTargetDays) => setEntry({ ...entry, triageTargetDays })}
            />
            <NumberField
              label="Takes children until the age of"
              unit="years"
              value={entry.upperAgeYears}
              theirs={theirs?.upperAgeYears}
              error={refused.of.upperAgeYears}
              onChange={(upperAgeYears) => setEntry({ ...entry, upperAgeYears })}
            />
          </div>
          <Checkbox
            label="Reported elsewhere"
            description="Another organisation reports these children: they are left out of this provider’s monthly return."
            checked={entry.reportedElsewhere}
            onChange={(event) => setEntry({ ...entry, reportedElsewhere: event.currentTarget.checked })}
          />
          {entry.reportedElsewhere && (
            <Select
              label="Where these children are reported"
              placeholder="Nobody has said"
              clearable
              data={returningDataSets.map((value) => ({ value, label: returningDataSetNames[value] }))}
              value={entry.elsewhereDataSet}
              error={refused.of.elsewhereDataSet}
              onChange={(value) => setEntry({ ...entry, elsewhereDataSet: value as ReturningDataSet | null })}
            />
          )}
          <Select
            label="Line of the monthly return"
            searchable
            allowDeselect={false}
            data={linesToChoose(entry.chsLine, localLines.data)}
            value={entry.chsLine}
            error={refused.of.chsLine}
            onChange={(chsLine) => chsLine !== null && setEntry({ ...entry, chsLine })}
          />
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              Cancel
            </Button>
            <Button type="submit" loading={update.isPending}>
              {isConflict ? 'Save mine over theirs' : 'Save'}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  )
}
