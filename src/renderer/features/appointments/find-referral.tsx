import { Loader, TextInput } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { useMutation, useQuery } from '@tanstack/react-query'
import { IconSearch } from '@tabler/icons-react'
import { useState } from 'react'
import { isOpenStatus } from '../../../shared/codes/referral-statuses.ts'
import type { ReferralSummary } from '../../../shared/contract/referrals.ts'
import type { SearchHit } from '../../../shared/contract/search.ts'
import { displayName } from '../../../shared/format/names.ts'
import { refusalOf } from '../../app/refusal-of.ts'
import { useClient, useProcedures } from '../../app/rpc.tsx'
import { useWork } from '../../app/work-context.tsx'
import { BornText } from '../../components/date-text.tsx'
import { showProblem } from '../../components/undo-toast.tsx'
import classes from './appointments.module.css'

export interface FoundReferral {
  referral: ReferralSummary
  hit: SearchHit
}

export interface FindReferralProps {
  label: string
  serviceId: string
  onChoose: (found: FoundReferral) => void
}

/** Finds a child by number, name or date of birth and hands on the open referral to one service. */
export function FindReferral({ label, serviceId, onChoose }: FindReferralProps) {
  const { today } = useWork()
  const client = useClient()
  const procedures = useProcedures()
  const [text, setText] = useState('')
  const [settled] = useDebouncedValue(text.trim(), 150)
  const found = useQuery(
    procedures.search.find.queryOptions({
      input: { text: settled, limit: 6 },
      enabled: settled.length >= 2,
    }),
  )
  const opening = useMutation({
    mutationFn: async (hit: SearchHit) => ({
      hit,
      page: await client.children.get({ childId: hit.childId }),
    }),
    onSuccess: ({ hit, page }) => {
      const referral = page.referrals.find(
        (each) => each.serviceId === serviceId && isOpenStatus(each.status),
      )
      if (referral === undefined)
        showProblem(
          {
            kind: 'invalid',
            message: 'Register a referral first; the drop-in or appointment is recorded on it.',
          },
          'This child has no open referral to the service of this clinic',
        )
      else {
        setText('')
        onChoose({ referral, hit })
      }
    },
    onError: (error) => showProblem(refusalOf(error), 'The child could not be opened'),
  })
  const hits = settled.length >= 2 ? (found.data?.hits ?? []) : []
  return (
    <div className={classes.find}>
      <TextInput
        label={label}
        description="NHS number, name or date of birth"
        autoComplete="off"
        maxLength={100}
        leftSection={<IconSearch size={16} aria-hidden />}
        rightSection={
          found.isFetching || opening.isPending ? <Loader size={16} aria-label="Searching" /> : null
        }
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
        onKeyDown={(event) => {
          const [hit] = hits
          if (event.key !== 'Enter' || !hit) return
          event.preventDefault()
          opening.mutate(hit)
        }}
      />
      {hits.length > 0 && (
        <ul className={classes.hits} aria-label="Children found">
          {hits.map((hit) => (
            <li key={hit.childId}>
              <button type="button" onClick={() => opening.mutate(hit)}>
                <strong>{displayName(hit)}</strong>
                <span>
                  Born <BornText dateOfBirth={hit.dateOfBirth} on={today} />
                </span>
                <small>{hit.referrals[0] ?? 'No referral'}</small>
              </button>
            </li>
          ))}
        </ul>
      )}
      {settled.length >= 2 && found.data && hits.length === 0 && (
        <p className={classes.quiet} role="status">
          Nobody found
        </p>
      )}
    </div>
  )
}
