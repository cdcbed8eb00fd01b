import { Checkbox, Loader, Select, Stack, Textarea } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { keepPreviousData, useMutation, useQuery } from '@tanstack/react-query'
import { IconAlertTriangle } from '@tabler/icons-react'
import { useState } from 'react'
import {
  audiencesOfPurpose,
  letterAudienceLabels,
  type LetterAudience,
  type LetterCaution,
  letterPurposeLabels,
  type LetterPurpose,
  letterPurposes,
} from '../../../shared/codes/letter-purposes.ts'
import type { LetterWanted } from '../../../shared/contract/letters.ts'
import type { Selection } from '../../../shared/contract/list-query.ts'
import { refusalOf } from '../../app/refusal-of.ts'
import { useClient, useProcedures } from '../../app/rpc.tsx'
import { formatCount } from '../../components/format-count.ts'
import { Notice } from '../../components/notice.tsx'
import { Problem } from '../../components/problem.tsx'
import { showUndo } from '../../components/undo-toast.tsx'
import { FormDialog } from '../referral-actions/index.ts'
import { LetterSheet } from './letter-sheet.tsx'
import classes from './letters.module.css'
import { SuppliedFields } from './supplied-fields.tsx'
import { lettersCounted, useLetterActions } from './use-letter-actions.ts'
import { letterWords } from './words.ts'

export interface BatchDialogProps {
  selection: Selection
  count: number
  purpose?: LetterPurpose
  onClose: () => void
  onDone: () => void
}

const exceptionsShown = 50
const cautionWords: Record<LetterCaution, string> = {
  safety_unknown: 'Write also where nobody has recorded whether it is safe to write.',
  nobody_named: 'Write also where no contact is named, to “the parent or carer”.',
  restricted: 'Write also about restricted records.',
  closed: 'Write also where the referral is closed.',
}

/** One letter to the families or referrers of many children: who is left out and why, before anything is made. */
export function BatchDialog({ selection, count, purpose: first, onClose, onDone }: BatchDialogProps) {
  const client = useClient()
  const procedures = useProcedures()
  const { told } = useLetterActions()
  const [purpose, setPurpose] = useState<LetterPurpose>(first ?? 'long_wait_update')
  const [audience, setAudience] = useState<LetterAudience>('family')
  const [wanted, setWanted] = useState<LetterWanted>({ purpose, audience })
  const to = audiencesOfPurpose[purpose].includes(audience)
    ? audience
    : (audiencesOfPurpose[purpose][0] ?? 'family')
  const input = {
    selection,
    purpose,
    audience: to,
    addedWords: wanted.addedWords ?? '',
    supplied: wanted.supplied ?? {},
    confirmed: wanted.confirmed ?? [],
  }
  const [settled] = useDebouncedValue(JSON.stringify(input), 300)
  const preview = useQuery({
    ...procedures.letters.batchPreview.queryOptions({ input: JSON.parse(settled) as typeof input }),
    placeholderData: keepPreviousData,
  })
  const making = useMutation({
    mutationFn: () => client.letters.batchCreate(input),
    onSuccess: ({ batchId, created, held }) => {
      onClose()
      onDone()
      showUndo({
        message: `Written: ${lettersCounted(created)}${held > 0 ? `, ${formatCount(held)} held` : ''}. They are under Letters.`,
        onUndo: () => told(() => client.letters.batchUndo({ batchId })),
      })
    },
  })
  const found = preview.data
  const isCurrent = settled === JSON.stringify(input) && !preview.isFetching
  const cautions = [
    ...new Set([...(found?.exceptions.flatMap((each) => each.cautions) ?? []), ...input.confirmed]),
  ]
  return (
    <FormDialog
      title="Write letters"
      subject={`${formatCount(count)} ${count === 1 ? 'referral' : 'referrals'} chosen`}
      saveLabel={`Write ${lettersCounted(found?.applies ?? 0)}`}
      size="52rem"
      isDirty={input.addedWords !== ''}
      isSaving={making.isPending}
      canSave={isCurrent && (found?.applies ?? 0) > 0}
      refusal={making.error ? refusalOf(making.error) : null}
      onSave={() => making.mutate()}
      onClose={onClose}
    >
      <div className={classes.fields}>
        <Select
          label="What for"
          value={purpose}
          allowDeselect={false}
          searchable
          data={letterPurposes.map((value) => ({ value, label: letterPurposeLabels[value] }))}
          onChange={(value) => value && setPurpose(value)}
        />
        <Select
          label="Who to"
          value={to}
          allowDeselect={false}
          data={audiencesOfPurpose[purpose].map((value) => ({ value, label: letterAudienceLabels[value] }))}
          onChange={(value) => value && setAudience(value)}
        />
      </div>
      <SuppliedFields
        key={`${purpose} ${to}`}
        wanted={wanted}
        missing={found?.sample?.missing ?? []}
        onChange={setWanted}
      />
      <Textarea
        label="Added words"
        description="The same paragraph in every letter. Nothing about one child."
        autosize
        minRows={2}
        maxRows={8}
        maxLength={4000}
        value={wanted.addedWords ?? ''}
        onChange={(event) => setWanted({ ...wanted, addedWords: event.currentTarget.value })}
      />
      {preview.error && <Problem refusal={refusalOf(preview.error)} onRetry={() => void preview.refetch()} />}
      {preview.isPending && <Loader role="status" aria-label="Looking at each child" />}
      {found && (
        <Stack gap="sm">
          <p role="status" style={{ margin: 0 }}>
            {lettersCounted(found.applies)} of {formatCount(found.total)} can be written
            {found.held > 0 &&
              `; ${formatCount(found.held)} of them will be held for a translation or another form`}
            .
          </p>
          {cautions.map((caution) => (
            <Checkbox
              key={caution}
              label={cautionWords[caution]}
              checked={input.confirmed.includes(caution)}
              onChange={(event) =>
                setWanted({
                  ...wanted,
                  confirmed: event.currentTarget.checked
                    ? [...input.confirmed, caution]
                    : input.confirmed.filter((each) => each !== caution),
                })
              }
            />
          ))}
          {found.exceptions.length > 0 && (
            <Notice
              tone="warning"
              icon={IconAlertTriangle}
              title={`Left out: ${formatCount(found.exceptions.length)}`}
            >
              <ul className={classes.problems}>
                {found.exceptions.slice(0, exceptionsShown).map(({ referralId, childName, why }) => (
                  <li key={referralId}>
                    {childName}: {why}
                  </li>
                ))}
              </ul>
              {found.exceptions.length > exceptionsShown && (
                <span>And {formatCount(found.exceptions.length - exceptionsShown)} more.</span>
              )}
            </Notice>
          )}
          {found.sample?.document && (
            <LetterSheet
              document={found.sample.document}
              label={`The first letter: ${letterWords(purpose, to)}`}
            />
          )}
        </Stack>
      )}
    </FormDialog>
  )
}
