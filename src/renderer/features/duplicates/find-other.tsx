import { Loader, Modal, Stack, Text, TextInput } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { IconSearch } from '@tabler/icons-react'
import { useState } from 'react'
import { Link } from 'wouter'
import { displayName } from '../../../shared/format/names.ts'
import { refusalOf } from '../../app/refusal-of.ts'
import { useProcedures } from '../../app/rpc.tsx'
import { useWork } from '../../app/work-context.tsx'
import { BornText } from '../../components/date-text.tsx'
import { NhsNumberText } from '../../components/nhs-number-text.tsx'
import { Problem } from '../../components/problem.tsx'
import classes from './duplicates.module.css'

/** Finds the other record to put beside a child's, to say what the two are. */
export function FindOther({ childId, onClose }: { childId: string; onClose: () => void }) {
  const { today } = useWork()
  const procedures = useProcedures()
  const [text, setText] = useState('')
  const [settled] = useDebouncedValue(text.trim(), 150)
  const found = useQuery(
    procedures.search.find.queryOptions({
      input: { text: settled, limit: 10 },
      enabled: settled.length >= 2,
      placeholderData: keepPreviousData,
    }),
  )
  const hits = settled.length >= 2 ? (found.data?.hits ?? []).filter((hit) => hit.childId !== childId) : []
  return (
    <Modal
      opened
      onClose={onClose}
      size="lg"
      title="Which other record?"
      closeButtonProps={{ 'aria-label': 'Close without comparing' }}
    >
      <Stack gap="sm">
        <TextInput
          label="Find the other child"
          description="NHS number, name, local id or date of birth, in any form."
          autoComplete="off"
          data-autofocus
          maxLength={100}
          leftSection={<IconSearch size={16} aria-hidden />}
          rightSection={found.isFetching ? <Loader size={16} aria-label="Searching" /> : null}
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
        />
        {found.error && <Problem refusal={refusalOf(found.error)} onRetry={() => void found.refetch()} />}
        {settled.length >= 2 && found.isSuccess && !found.isPlaceholderData && hits.length === 0 && (
          <Text c="dimmed" role="status">
            No other child found.
          </Text>
        )}
        <ul className={classes.hits}>
          {hits.map((hit) => (
            <li key={hit.childId}>
              <Link href={`/duplicates/${childId}/${hit.childId}`}>
                <strong>{displayName(hit)}</strong>
                <span>
                  Born <BornText dateOfBirth={hit.dateOfBirth} on={today} />, NHS No.{' '}
                  <NhsNumberText nhsNumber={hit.nhsNumber} />
                </span>
              </Link>
            </li>
          ))}
        </ul>
      </Stack>
    </Modal>
  )
}
