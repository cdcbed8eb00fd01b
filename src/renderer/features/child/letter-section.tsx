import { Button, Group, Stack } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { IconEdit } from '@tabler/icons-react'
import { useState } from 'react'
import { circumstanceLabels } from '../../../shared/codes/circumstances.ts'
import { consentGiverRoleLabels } from '../../../shared/codes/consent-giver-roles.ts'
import { consentStatusLabels } from '../../../shared/codes/consent-statuses.ts'
import { evidenceLabels } from '../../../shared/codes/evidence.ts'
import { pathwayLabels } from '../../../shared/codes/pathways.ts'
import { reasonCodeLabels } from '../../../shared/codes/reason-codes.ts'
import { redFlagLabels } from '../../../shared/codes/red-flags.ts'
import { referrerRoleLabels } from '../../../shared/codes/referrer-roles.ts'
import type { TriageField } from '../../../shared/codes/triage-fields.ts'
import type { ReferralDetail, ReferralFactsInput } from '../../../shared/contract/referrals.ts'
import { formatDate } from '../../../shared/format/dates.ts'
import { refusalOf } from '../../app/refusal-of.ts'
import { useClient } from '../../app/rpc.tsx'
import { useWork } from '../../app/work-context.tsx'
import { showDone } from '../../components/undo-toast.tsx'
import {
  askedWords,
  circumstanceFields,
  labelOf,
  ReferralFactsForm,
  useFieldProblems,
} from '../forms/index.ts'
import { FormDialog, useRefresh } from '../referral-actions/index.ts'
import { type Fact, FactList } from './fact-list.tsx'

type Labels = Readonly<Record<string, string>>

function listWords(codes: readonly string[] | null, labels: Labels, none: string): string | null {
  if (codes === null) return null
  return codes.length === 0 ? none : codes.map((code) => labelOf(labels, code)).join(', ')
}

function redFlagWords(facts: ReferralFactsInput): string {
  if (facts.redFlagsAsked !== true)
    return facts.redFlagsAsked === false ? 'Not asked: recorded as no' : 'Not asked'
  return listWords(facts.redFlags ?? [], redFlagLabels, 'Asked, none present') ?? 'Asked'
}

function answerWords(field: TriageField, value: ReferralFactsInput['circumstances'][string]): string {
  if (typeof value === 'boolean') return askedWords(value)
  if (typeof value === 'number') return field.unit === undefined ? String(value) : `${value} ${field.unit}`
  if (Array.isArray(value)) return value.map((code) => labelOf(field.codes ?? {}, code)).join(', ')
  if (value === null) return 'Not asked'
  return field.type === 'date' ? formatDate(value) : labelOf(field.codes ?? {}, value)
}

function factsOf(facts: ReferralFactsInput): Fact[] {
  const grounds = facts.circumstances['circumstances']
  const further = circumstanceFields.flatMap((field): Fact[] => {
    const held = facts.circumstances[field.name]
    if (held === undefined || held === null) return []
    const label = field.label.charAt(0).toLocaleUpperCase('en-GB') + field.label.slice(1)
    return [{ label, value: answerWords(field, held) }]
  })
  return [
    { label: 'Red flags', value: redFlagWords(facts) },
    { label: 'Pathway', value: facts.pathways.map((code) => labelOf(pathwayLabels, code)).join(', ') },
    {
      label: 'Reasons',
      value: listWords(facts.reasonCodes, reasonCodeLabels, 'Read, none of the list'),
      blank: 'Not asked',
    },
    { label: 'In the referrer’s words', value: facts.reasonText },
    { label: 'Referrer', value: facts.referrerRole && labelOf(referrerRoleLabels, facts.referrerRole) },
    { label: 'Referrer’s name', value: facts.referrerName },
    { label: 'Organisation', value: facts.referrerOrganisation },
    {
      label: 'Original referral date',
      value: facts.originalReferralDate && formatDate(facts.originalReferralDate),
      blank: 'None given',
    },
    {
      label: 'Evidence held',
      value: listWords(facts.evidence, evidenceLabels, 'Looked for, none held'),
      blank: 'Not looked for',
    },
    { label: 'Consent', value: facts.consentStatus && labelOf(consentStatusLabels, facts.consentStatus) },
    {
      label: 'Given by',
      value: facts.consentGiverRole && labelOf(consentGiverRoleLabels, facts.consentGiverRole),
    },
    { label: 'Date of consent', value: facts.consentOn && formatDate(facts.consentOn) },
    {
      label: 'Grounds for an earlier look',
      value: listWords(Array.isArray(grounds) ? grounds : null, circumstanceLabels, 'Asked, none'),
      blank: 'Not asked',
    },
    ...further,
  ]
}

function EditLetterDialog({ detail, onClose }: { detail: ReferralDetail; onClose: () => void }) {
  const { today } = useWork()
  const client = useClient()
  const refresh = useRefresh()
  const problems = useFieldProblems()
  const [opened] = useState(detail.facts)
  const [facts, setFacts] = useState(detail.facts)
  const saving = useMutation({
    mutationFn: () =>
      client.referrals.updateFacts({ referralId: detail.referralId, version: detail.version, facts }),
    onSuccess: async () => {
      onClose()
      await refresh()
      showDone('Saved what the letter says')
    },
    onError: async (error) => {
      const refusal = refusalOf(error)
      problems.attempted(
        (refusal.issues ?? []).map(({ field, message }) => ({
          field: field.replace(/^facts\./, ''),
          message,
        })),
      )
      if (refusal.kind === 'conflict') await refresh()
    },
  })
  const isChangedMeanwhile = JSON.stringify(opened) !== JSON.stringify(detail.facts)
  return (
    <FormDialog
      title="What the letter says"
      subject={detail.serviceName}
      saveLabel="Save"
      size="49rem"
      isDirty={JSON.stringify(facts) !== JSON.stringify(opened)}
      isSaving={saving.isPending}
      problems={problems.summary}
      refusal={saving.error ? refusalOf(saving.error) : null}
      refusalDetails={
        isChangedMeanwhile ? (
          <Stack gap="xs">
            <strong>What the letter says now</strong>
            <FactList facts={factsOf(detail.facts)} />
          </Stack>
        ) : undefined
      }
      onSave={() => {
        if (problems.attempted([])) saving.mutate()
      }}
      onClose={onClose}
    >
      <ReferralFactsForm value={facts} onChange={setFacts} problems={problems} today={today} />
    </FormDialog>
  )
}

/** What the referral letter says, with what was never asked said to be so. */
export function LetterSection({ detail, mayRecord }: { detail: ReferralDetail; mayRecord: boolean }) {
  const [isEditing, setIsEditing] = useState(false)
  return (
    <Stack gap="sm">
      {mayRecord && (
        <Group justify="flex-end">
          <Button
            variant="default"
            leftSection={<IconEdit size={16} aria-hidden />}
            onClick={() => setIsEditing(true)}
          >
            Edit what the letter says
          </Button>
        </Group>
      )}
      <FactList facts={factsOf(detail.facts)} />
      {isEditing && <EditLetterDialog detail={detail} onClose={() => setIsEditing(false)} />}
    </Stack>
  )
}
