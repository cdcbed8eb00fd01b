import { useQueryClient } from '@tanstack/react-query'
import { useCallback, useState } from 'react'
import type { LetterCaution } from '../../../shared/codes/letter-purposes.ts'
import { type RoundChannel, type RoundKind, usualReplyDays } from '../../../shared/codes/rounds.ts'
import type { Selection } from '../../../shared/contract/list-query.ts'
import type { RoundCohort } from '../../../shared/contract/rounds.ts'
import { formatDate, shiftDays } from '../../../shared/format/dates.ts'
import { kindWords } from './words.ts'

/** Rows somebody chose on the waiting list. */
export interface Chosen {
  selection: Selection
  count: number
}

/** A round that is being put together. */
export interface RoundDraft {
  kind: RoundKind
  /** Null: by how long they have waited. */
  chosen: Chosen | null
  services: string[]
  waitedWeeks: number | null
  silentWeeks: number | null
  atMost: number
  channel: RoundChannel
  replyBy: string | null
  /** Null while nobody typed another name than the one offered. */
  name: string | null
  except: readonly string[]
  confirmed: readonly LetterCaution[]
}

/** Most families one round asks. Source: the contract of rounds. */
export const mostAsked = 5000

/** A new round: those who have waited 52 weeks, by phone, with the usual time to answer. */
export function newDraft(today: string, serviceId: string | null, chosen: Chosen | null): RoundDraft {
  return {
    kind: 'validation',
    chosen,
    services: serviceId === null ? [] : [serviceId],
    waitedWeeks: 52,
    silentWeeks: null,
    atMost: 500,
    channel: 'phone',
    replyBy: shiftDays(today, usualReplyDays),
    name: null,
    except: [],
    confirmed: [],
  }
}

/** The cohort of a draft as the backend reads it. */
export function cohortOf(draft: RoundDraft): RoundCohort {
  return draft.chosen === null
    ? {
        kind: 'criteria',
        services: draft.services,
        waitedWeeks: draft.waitedWeeks,
        silentWeeks: draft.silentWeeks,
        atMost: draft.atMost,
      }
    : { kind: 'chosen', selection: draft.chosen.selection }
}

/** The name offered: "Validation, Speech and language therapy, 52 weeks, Nov 2026". */
export function offeredName(
  draft: RoundDraft,
  services: readonly { id: string; name: string }[],
  today: string,
): string {
  const [only] = draft.services
  const where =
    draft.services.length === 0
      ? 'all services'
      : draft.services.length === 1
        ? (services.find(({ id }) => id === only)?.name ?? 'one service')
        : `${draft.services.length} services`
  const who =
    draft.chosen === null
      ? [
          where,
          draft.waitedWeeks !== null && `${draft.waitedWeeks} weeks`,
          draft.silentWeeks !== null && `silent ${draft.silentWeeks} weeks`,
        ]
      : ['chosen from the list']
  const month = formatDate(today).slice(3).replace('-', ' ')
  return [kindWords[draft.kind], ...who, month]
    .filter((part) => part !== false)
    .join(', ')
    .slice(0, 100)
}

const chosenKey = ['rounds-chosen']

/** Address of a new round for the rows chosen on the waiting list. */
export const askChosenHref = '/rounds/new/chosen'

/** Returns how to hand rows chosen on a list to the screen of a new round. They stay in memory, never in an address. */
export function useAskChosen(): (chosen: Chosen) => void {
  const queryClient = useQueryClient()
  return useCallback(
    (chosen) => {
      queryClient.setQueryDefaults(chosenKey, { gcTime: Number.POSITIVE_INFINITY })
      queryClient.setQueryData(chosenKey, chosen)
    },
    [queryClient],
  )
}

/** The rows last handed over; null when there are none. */
export function useChosen(): Chosen | null {
  const queryClient = useQueryClient()
  return queryClient.getQueryData<Chosen>(chosenKey) ?? null
}

/**
 * The draft on the screen. It is kept in memory until the round is started, so that a look at a child's page loses
 * nothing; it is gone at sign-out.
 */
export function useDraft(start: RoundDraft, from: string) {
  const queryClient = useQueryClient()
  const key = ['rounds-draft', from]
  const [draft, setDraft] = useState(() => queryClient.getQueryData<RoundDraft>(key) ?? start)
  const change = (part: Partial<RoundDraft>): void => {
    const next = { ...draft, ...part }
    queryClient.setQueryDefaults(key, { gcTime: Number.POSITIVE_INFINITY })
    queryClient.setQueryData(key, next)
    setDraft(next)
  }
  const forget = () => queryClient.removeQueries({ queryKey: key })
  return { draft, change, forget }
}
