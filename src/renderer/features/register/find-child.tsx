import { Button, Combobox, Loader, TextInput, useCombobox } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { IconSearch, IconUserPlus } from '@tabler/icons-react'
import { useEffect } from 'react'
import type { SearchHit } from '../../../shared/contract/search.ts'
import { displayName } from '../../../shared/format/names.ts'
import { useAnnounce } from '../../app/announcer.tsx'
import { refusalOf } from '../../app/refusal-of.ts'
import { useProcedures } from '../../app/rpc.tsx'
import { useWork } from '../../app/work-context.tsx'
import { BornText } from '../../components/date-text.tsx'
import { NhsNumberText } from '../../components/nhs-number-text.tsx'
import { Problem } from '../../components/problem.tsx'
import classes from './register.module.css'

const addNew = 'add-new'

export interface FindChildProps {
  id: string
  text: string
  onText: (text: string) => void
  error?: string | undefined
  onChoose: (hit: SearchHit) => void
  onAddNew: () => void
}

/** One box that finds a child by number, name or date of birth; arrows and Enter pick, or add a new child. */
export function FindChild({ id, text, onText, error, onChoose, onAddNew }: FindChildProps) {
  const { today } = useWork()
  const procedures = useProcedures()
  const [settled] = useDebouncedValue(text.trim(), 120)
  const combobox = useCombobox({ opened: true })
  const found = useQuery(
    procedures.search.find.queryOptions({
      input: { text: settled, limit: 8 },
      enabled: settled.length >= 2,
      placeholderData: keepPreviousData,
    }),
  )
  const isAsking = text.trim().length >= 2
  const hits = isAsking ? (found.data?.hits ?? []) : []
  const isSettled = isAsking && settled === text.trim() && !found.isFetching && !found.isPlaceholderData
  const first = isAsking ? (hits[0]?.childId ?? addNew) : null
  const announce = useAnnounce()
  const settledHit = isSettled ? hits[0] : undefined
  const firstName = settledHit && displayName(settledHit)
  useEffect(() => {
    if (firstName) announce(`${hits.length} found. Enter takes ${firstName}.`)
  }, [announce, firstName, hits.length])
  const { selectFirstOption, resetSelectedOption } = combobox
  useEffect(() => {
    if (first === null) resetSelectedOption()
    else selectFirstOption()
  }, [first, selectFirstOption, resetSelectedOption])

  return (
    <Combobox
      store={combobox}
      onOptionSubmit={(value) => {
        const hit = hits.find((entry) => entry.childId === value)
        if (hit) onChoose(hit)
        else onAddNew()
      }}
    >
      <Combobox.EventsTarget withExpandedAttribute>
        <TextInput
          id={id}
          label="Find the child"
          description="NHS number, name or date of birth, in any form. Then ↓ and Enter."
          autoComplete="off"
          maxLength={100}
          leftSection={<IconSearch size={16} aria-hidden />}
          rightSection={found.isFetching && isAsking ? <Loader size={16} aria-label="Searching" /> : null}
          value={text}
          error={error}
          onChange={(event) => onText(event.currentTarget.value)}
        />
      </Combobox.EventsTarget>
      {found.error && <Problem refusal={refusalOf(found.error)} onRetry={() => void found.refetch()} />}
      <div className={classes.results} hidden={!isAsking}>
        <Combobox.Options aria-label="Children found">
          {hits.map((hit) => (
            <Combobox.Option key={hit.childId} value={hit.childId} className={classes.hit}>
              <span className={classes.hitName}>{displayName(hit)}</span>
              <span>
                Born <BornText dateOfBirth={hit.dateOfBirth} on={today} />
              </span>
              <span>
                NHS No. <NhsNumberText nhsNumber={hit.nhsNumber} />
              </span>
              <span className={classes.hitReferrals}>{referralsInWords(hit.referrals)}</span>
            </Combobox.Option>
          ))}
          {isAsking && (
            <Combobox.Option value={addNew} className={classes.add}>
              <IconUserPlus size={16} aria-hidden />
              <span>
                {isSettled && hits.length === 0 ? 'Nobody by that. ' : ''}
                <strong>Add a new child</strong> with what you typed
              </span>
            </Combobox.Option>
          )}
        </Combobox.Options>
        {found.data?.more && <p className={classes.quiet}>More match. Type more to narrow it down.</p>}
      </div>
      {!isAsking && (
        <Button
          variant="subtle"
          className={classes.start}
          leftSection={<IconUserPlus size={16} aria-hidden />}
          onClick={onAddNew}
        >
          Add a new child
        </Button>
      )}
    </Combobox>
  )
}

/** Referrals in one line; none is said. */
export function referralsInWords(referrals: readonly string[]): string {
  return referrals.length === 0 ? 'No referral' : referrals.join(' · ')
}
