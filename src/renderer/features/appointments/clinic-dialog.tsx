import {
  Button,
  Checkbox,
  Chip,
  Fieldset,
  Group,
  Modal,
  MultiSelect,
  NativeSelect,
  NumberInput,
  Stack,
  TagsInput,
  Text,
  TextInput,
} from '@mantine/core'
import { IconPlus, IconTrash } from '@tabler/icons-react'
import { useState } from 'react'
import {
  clinicKindLabels,
  clinicKinds,
  clinicModeLabels,
  clinicModes,
  weekdayNames,
} from '../../../shared/codes/clinics.ts'
import { pathwayLabels, pathways } from '../../../shared/codes/pathways.ts'
import { priorities, priorityLabels } from '../../../shared/codes/priorities.ts'
import {
  type Clinic,
  clinicInput,
  type ClinicInput,
  type ClinicTemplate,
} from '../../../shared/contract/clinics.ts'
import type { Refusal } from '../../../shared/result.ts'
import { useWork } from '../../app/work-context.tsx'
import { DateField } from '../../components/date-field.tsx'
import { ErrorSummary } from '../../components/error-summary.tsx'
import { Problem } from '../../components/problem.tsx'
import { useFieldProblems } from '../forms/index.ts'
import classes from './appointments.module.css'
import { sessionSlots, SlotsField } from './slots-field.tsx'

export interface ClinicDialogProps {
  /** Null to add one. */
  clinic: Clinic | null
  /** Hidden, with everything typed kept, while another question is asked. */
  opened: boolean
  isSaving: boolean
  refusal: Refusal | null
  onSave: (clinic: ClinicInput) => void
  onClose: () => void
}

function newTemplate(from: string): ClinicTemplate {
  return { weekdays: [1], everyWeeks: 1, from, until: null, slots: sessionSlots('09:00', '12:00', 45, 1) }
}

function emptyClinic(serviceId: string, today: string): ClinicInput {
  return clinicInput.parse({
    serviceId,
    name: '--',
    clinician: '--',
    place: '--',
    mode: 'in_person',
    kind: 'first',
    suits: {},
    templates: [newTemplate(today)],
  })
}

const asNumber = (value: string | number) => (value === '' ? null : Number(value))

/** Adds or changes a clinic: what it is, who it suits and the weeks in which it is held. */
export function ClinicDialog({ clinic, opened, isSaving, refusal, onSave, onClose }: ClinicDialogProps) {
  const { today, services, serviceId } = useWork()
  const problems = useFieldProblems()
  const [draft, setDraft] = useState<ClinicInput>(() => {
    if (clinic !== null) return clinicInput.parse(clinic)
    return {
      ...emptyClinic(serviceId ?? services[0]?.id ?? '', today),
      name: '',
      clinician: '',
      place: '',
    }
  })
  const set = (part: Partial<ClinicInput>) => setDraft({ ...draft, ...part })
  const suit = (part: Partial<ClinicInput['suits']>) => set({ suits: { ...draft.suits, ...part } })
  const template = (index: number, part: Partial<ClinicTemplate>) =>
    set({ templates: draft.templates.map((each, at) => (at === index ? { ...each, ...part } : each)) })
  function save(): void {
    const read = clinicInput.safeParse(draft)
    const wrong = read.success
      ? []
      : read.error.issues.map(({ path, message }) => ({ field: path.join('.'), message }))
    if (problems.attempted(wrong) && read.success) onSave(read.data)
  }
  const field = (name: string) => ({ id: problems.idOf(name), error: problems.of(name) })
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={clinic === null ? 'Add a clinic' : `Change ${clinic.name}`}
      size="xl"
      closeOnClickOutside={false}
      closeButtonProps={{ 'aria-label': 'Close without saving' }}
    >
      <Stack gap="md">
        <ErrorSummary problems={problems.summary} />
        {clinic === null ? (
          <NativeSelect
            label="Service"
            value={draft.serviceId}
            onChange={(event) => set({ serviceId: event.currentTarget.value })}
            data={services.map(({ id, name }) => ({ value: id, label: name }))}
          />
        ) : (
          <Text>A clinic of {clinic.serviceName}.</Text>
        )}
        <TextInput
          label="Name"
          required
          maxLength={100}
          {...field('name')}
          value={draft.name}
          onChange={(event) => set({ name: event.currentTarget.value })}
        />
        <Group grow align="flex-start">
          <TextInput
            label="Clinician"
            required
            maxLength={100}
            {...field('clinician')}
            value={draft.clinician}
            onChange={(event) => set({ clinician: event.currentTarget.value })}
          />
          <TextInput
            label="Place"
            required
            maxLength={100}
            {...field('place')}
            value={draft.place}
            onChange={(event) => set({ place: event.currentTarget.value })}
          />
        </Group>
        <Group grow>
          <NativeSelect
            label="How"
            value={draft.mode}
            onChange={(event) => set({ mode: event.currentTarget.value as ClinicInput['mode'] })}
            data={clinicModes.map((mode) => ({ value: mode, label: clinicModeLabels[mode] }))}
          />
          <NativeSelect
            label="For"
            value={draft.kind}
            onChange={(event) => set({ kind: event.currentTarget.value as ClinicInput['kind'] })}
            data={clinicKinds.map((kind) => ({ value: kind, label: clinicKindLabels[kind] }))}
          />
        </Group>
        <Fieldset legend="Who it suits">
          <Stack gap="sm">
            <Text size="sm" className={classes.quiet}>
              Leave a box empty where it suits everybody. Filling a slot recommends only those who fit.
            </Text>
            <Group grow align="flex-start">
              <NumberInput
                label="From age, in months"
                min={0}
                max={312}
                value={draft.suits.ageFromMonths ?? ''}
                onChange={(value) => suit({ ageFromMonths: asNumber(value) })}
              />
              <NumberInput
                label="Up to age, in months (not included)"
                min={1}
                max={312}
                {...field('suits.ageToMonths')}
                value={draft.suits.ageToMonths ?? ''}
                onChange={(value) => suit({ ageToMonths: asNumber(value) })}
              />
            </Group>
            <MultiSelect
              label="Needs"
              data={pathways.map((pathway) => ({ value: pathway, label: pathwayLabels[pathway] }))}
              value={draft.suits.pathways}
              onChange={(value) => suit({ pathways: value as ClinicInput['suits']['pathways'] })}
            />
            <MultiSelect
              label="Kept for priorities"
              data={priorities.map((priority) => ({ value: priority, label: priorityLabels[priority] }))}
              value={draft.suits.priorities}
              onChange={(value) => suit({ priorities: value as ClinicInput['suits']['priorities'] })}
            />
            <TagsInput
              label="Languages spoken, beside English"
              description="Type one and press Enter"
              maxTags={20}
              value={draft.suits.languages}
              onChange={(languages) => suit({ languages })}
            />
            <Checkbox
              label="An interpreter can be booked"
              checked={draft.suits.interpreter}
              onChange={(event) => suit({ interpreter: event.currentTarget.checked })}
            />
          </Stack>
        </Fieldset>
        {draft.templates.map((each, index) => (
          <Fieldset key={`${index} of ${draft.templates.length}`} legend={`Weeks ${index + 1}`}>
            <Stack gap="sm">
              <div role="group" aria-label={`Days of weeks ${index + 1}`}>
                <Chip.Group
                  multiple
                  value={each.weekdays.map(String)}
                  onChange={(days) => template(index, { weekdays: days.map(Number) })}
                >
                  <Group gap="xs">
                    {weekdayNames.map((name, day) => (
                      <Chip key={name} value={String(day + 1)} size="sm">
                        {name}
                      </Chip>
                    ))}
                  </Group>
                </Chip.Group>
                {problems.of(`templates.${index}.weekdays`) && (
                  <p className={classes.fieldError}>{problems.of(`templates.${index}.weekdays`)}</p>
                )}
              </div>
              <Group align="flex-start">
                <NumberInput
                  label="Every so many weeks"
                  w={170}
                  min={1}
                  max={52}
                  value={each.everyWeeks}
                  onChange={(value) => template(index, { everyWeeks: Number(value) || 1 })}
                />
                <DateField
                  label="From"
                  required
                  today={today}
                  value={each.from}
                  onChange={(from) => from !== null && template(index, { from })}
                  onProblem={(message) => problems.report(`templates.${index}.from`, message)}
                />
                <DateField
                  label="Until (if it ends)"
                  today={today}
                  {...field(`templates.${index}.until`)}
                  value={each.until}
                  onChange={(until) => template(index, { until })}
                  onProblem={(message) => problems.report(`templates.${index}.until`, message)}
                />
              </Group>
              <SlotsField
                slots={each.slots}
                error={problems.of(`templates.${index}.slots`)}
                onChange={(slots) => template(index, { slots })}
              />
              <Group justify="flex-end">
                <Button
                  variant="subtle"
                  color="red"
                  size="xs"
                  leftSection={<IconTrash size={16} aria-hidden />}
                  onClick={() => set({ templates: draft.templates.filter((_each, at) => at !== index) })}
                >
                  Take these weeks out
                </Button>
              </Group>
            </Stack>
          </Fieldset>
        ))}
        <Group>
          <Button
            variant="default"
            leftSection={<IconPlus size={16} aria-hidden />}
            onClick={() => set({ templates: [...draft.templates, newTemplate(today)] })}
          >
            Add more weeks
          </Button>
        </Group>
        {refusal && <Problem refusal={refusal} />}
        <Group justify="flex-end" className={classes.dialogEnd}>
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button loading={isSaving} onClick={save}>
            {clinic === null ? 'Add the clinic' : 'Save the clinic'}
          </Button>
        </Group>
      </Stack>
    </Modal>
  )
}
