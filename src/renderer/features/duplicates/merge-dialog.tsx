import { Button, Group, Modal, Radio, Stack, Text, Textarea } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { IconAlertTriangle } from '@tabler/icons-react'
import { useState } from 'react'
import type { ComparedField, Comparison, MergeField, Side } from '../../../shared/contract/people.ts'
import { formatDate } from '../../../shared/format/dates.ts'
import { formatNhsNumber } from '../../../shared/format/nhs-number.ts'
import { refusalOf } from '../../app/refusal-of.ts'
import { useClient } from '../../app/rpc.tsx'
import { Notice } from '../../components/notice.tsx'
import { Problem } from '../../components/problem.tsx'
import classes from './duplicates.module.css'
import { nameOf } from './side-by-side.tsx'

export interface MergeDialogProps {
  pair: Comparison
  onMerged: (mergeId: string, sameServiceTwice: readonly string[]) => void
  onClose: () => void
}

const sides = ['left', 'right'] as const

/** The record more is known about survives unless a person says otherwise. */
function fuller(pair: Comparison): Side {
  const weight = (side: Side) =>
    (pair[side].child.nhsNumber === null ? 0 : 1000) +
    pair[side].referrals.length * 10 +
    pair[side].mergedRecords
  return weight('right') > weight('left') ? 'right' : 'left'
}

/** Asks which record survives, which value of each differing detail, and why; then merges. */
export function MergeDialog({ pair, onMerged, onClose }: MergeDialogProps) {
  const client = useClient()
  const [survivor, setSurvivor] = useState<Side>(() => fuller(pair))
  const [chosen, setChosen] = useState<Partial<Record<MergeField, Side>>>({})
  const [reason, setReason] = useState('')
  const [isAsked, setIsAsked] = useState(false)
  const other: Side = survivor === 'left' ? 'right' : 'left'
  const sideOf = (field: ComparedField): Side => (field.mayChoose && chosen[field.field]) || field.suggested
  const merging = useMutation({
    mutationFn: () =>
      client.people.merge({
        survivorId: pair[survivor].child.id,
        survivorVersion: pair[survivor].child.version,
        mergedId: pair[other].child.id,
        mergedVersion: pair[other].child.version,
        take: pair.fields.filter((field) => sideOf(field) === other).map((field) => field.field),
        reason: reason.trim(),
      }),
    onSuccess: ({ mergeId, sameServiceTwice }) => onMerged(mergeId, sameServiceTwice),
  })
  const differing = pair.fields.filter((field) => field.left !== field.right)
  const recordWords = (side: Side) => {
    const { child, referrals } = pair[side]
    const number = child.nhsNumber === null ? 'no NHS number' : `NHS No. ${formatNhsNumber(child.nhsNumber)}`
    const localId = child.localPatientId ? [`local id ${child.localPatientId}`] : []
    const received = referrals.map(
      (referral) => `${referral.serviceName} received ${formatDate(referral.receivedDate)}`,
    )
    return [
      nameOf(pair[side]),
      number,
      ...localId,
      ...(received.length === 0 ? ['no referral'] : received),
    ].join(', ')
  }
  const isReady = reason.trim().length >= 3
  return (
    <Modal
      opened
      onClose={onClose}
      size="xl"
      title="Merge into one record"
      closeButtonProps={{ 'aria-label': 'Close without merging' }}
    >
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault()
          setIsAsked(true)
          if (isReady && !merging.isPending) merging.mutate()
        }}
      >
        <Stack gap="md">
          {merging.error && <Problem refusal={refusalOf(merging.error)} title="Nothing was merged" />}
          {pair.warnings.map((warning) => (
            <Notice key={warning} tone="warning" icon={IconAlertTriangle} title={warning} />
          ))}
          {pair.sameServiceTwice.length > 0 && (
            <Notice
              tone="warning"
              icon={IconAlertTriangle}
              title={`Both have an open referral to ${pair.sameServiceTwice.join(' and ')}`}
            >
              <span>Both stay open and are marked until one of them is closed.</span>
            </Notice>
          )}
          <Radio.Group
            label="Which record survives?"
            description="The other one is kept as it is and leads here. All referrals belong to this one."
            value={survivor}
            onChange={(value) => setSurvivor(value === 'right' ? 'right' : 'left')}
          >
            <Stack gap={8} mt={8}>
              {sides.map((side) => (
                <Radio
                  key={side}
                  value={side}
                  label={recordWords(side)}
                  data-autofocus={side === survivor || undefined}
                />
              ))}
            </Stack>
          </Radio.Group>
          {differing.length > 0 && (
            <fieldset className={classes.choose}>
              <legend>Where they differ, what holds?</legend>
              {differing.map((field) => (
                <Radio.Group
                  key={field.field}
                  label={field.label}
                  className={classes.chooseRow}
                  value={sideOf(field)}
                  description={field.mayChoose ? undefined : 'Kept, so that nothing is lost.'}
                  onChange={(value) =>
                    setChosen((before) => ({
                      ...before,
                      [field.field]: value === 'right' ? 'right' : 'left',
                    }))
                  }
                >
                  <div className={classes.chooseSides}>
                    {sides.map((side) => (
                      <Radio
                        key={side}
                        value={side}
                        disabled={!field.mayChoose && sideOf(field) !== side}
                        label={field[side] ?? 'Not recorded'}
                      />
                    ))}
                  </div>
                </Radio.Group>
              ))}
            </fieldset>
          )}
          <Textarea
            label="Why are these one child?"
            description="Kept with the merge. Anyone can undo it later with a reason."
            required
            rows={2}
            maxLength={2000}
            value={reason}
            error={isAsked && !isReady ? 'Give a reason of at least 3 characters' : undefined}
            onChange={(event) => setReason(event.currentTarget.value)}
          />
          <Text c="dimmed" size="sm">
            Nothing is lost: contacts of both are kept, every entry stays with its referral, and undoing the
            merge puts both records back as they were.
          </Text>
          <Group justify="flex-end" gap="sm">
            <Button variant="default" onClick={onClose}>
              Keep two records
            </Button>
            <Button type="submit" loading={merging.isPending}>
              Merge the records
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  )
}
