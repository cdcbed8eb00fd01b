import { setImmediate as pause } from 'node:timers/promises'
import type { Correction, Corrections } from '../../../shared/contract/signed-returns.ts'
import { formatDate } from '../../../shared/format/dates.ts'
import { ok, refuse, type Result } from '../../../shared/result.ts'
import { factsDecidingMonth } from '../../domain/returns/deciding-facts.ts'
import { correctionSentences, type CorrectionKind } from '../../domain/returns/correction-sentences.ts'
import { lastDayOfMonth, previousMonth } from '../../domain/returns/months.ts'
import type { RemovalReason } from '../../domain/returns/reconcile.ts'
import { removalLabels } from '../../domain/returns/reconcile.ts'
import type { Readable, Store } from '../../store/store.ts'
import { keptAnswer } from '../kept-answers.ts'
import { loadRecords } from '../projection/reproject.ts'
import { personNames } from '../referrals/person-names.ts'
import { factSentence } from '../returns/fact-sentence.ts'
import { type StoredSigned, signedRows } from '../returns/signed-store.ts'
import {
  type Difference,
  differencesFromSigned,
  lineOfDifference,
  type Move,
  type Place,
} from './compare-signed.ts'

interface AllCorrections {
  corrections: Correction[]
  sentences: string[]
}

/** Records read together: enough to be quick, few enough to hold nobody up. */
const recordsAtATime = 50

/**
 * What was recorded since a month was signed and changed it, referral by referral, with the facts responsible; and in
 * sentences by the month of recording. Worked out once for each state of the store. Refuses a return there is none of.
 */
export async function correctionsTo(
  store: Store,
  { id, offset, limit }: { id: string; offset: number; limit: number },
): Promise<Result<Corrections>> {
  const [signed] = await signedRows(store.read, { id })
  if (signed === undefined) return refuse('not_found', 'There is no such signed return.')
  const { corrections, sentences } = await keptAnswer(store, ['corrections', id], () =>
    allCorrections(store.read, signed),
  )
  return ok({
    signed: signed.ref,
    sentences,
    rows: corrections.slice(offset, offset + limit),
    total: corrections.length,
    asAt: signed.document.censusDate,
  })
}

async function allCorrections(db: Readable, { ref, document }: StoredSigned): Promise<AllCorrections> {
  const differences = await differencesFromSigned(db, ref.id, document)
  const names = await personNames(db)
  const period = {
    previousCensusDate: lastDayOfMonth(previousMonth(document.month)),
    censusDate: document.censusDate,
  }
  const corrections: Correction[] = []
  const kinds: { kind: CorrectionKind; recordedAt: string | null }[] = []
  for (let at = 0; at < differences.length; at += recordsAtATime) {
    const part = differences.slice(at, at + recordsAtATime)
    const records = await loadRecords(
      db,
      part.map(({ referralId }) => referralId),
    )
    const byId = new Map(records.map((record) => [record.referral.id, record]))
    for (const difference of part) {
      const record = byId.get(difference.referralId)
      const deciding =
        record === undefined
          ? []
          : factsDecidingMonth(
              record.events,
              { stopEvent: record.service.stop_event },
              period,
              document.lastSequence,
            )
      corrections.push({
        referralId: difference.referralId,
        childId: record?.child.id ?? '',
        childName:
          record === undefined
            ? 'Removed since'
            : `${record.child.family_name.toUpperCase()}, ${record.child.given_name}`,
        line: lineOfDifference(difference),
        before: placeInWords(difference.before, difference.now),
        now: placeInWords(difference.now, difference.before),
        facts: deciding.map((event) => ({
          sentence: factSentence(event, record?.events ?? []),
          happenedOn: event.happenedOn,
          recordedAt: event.recordedAt,
          recordedBy: names.get(event.recordedBy) ?? '',
        })),
      })
      kinds.push({ kind: kindOf(difference), recordedAt: deciding[0]?.recordedAt ?? null })
    }
    await pause()
  }
  return { corrections, sentences: correctionSentences(document.month, kinds) }
}

function kindOf({ before, now }: Difference): CorrectionKind {
  if (before.waiting === null && now.waiting !== null) return 'joined'
  if (before.waiting !== null && now.waiting === null) return 'left'
  if (before.waiting?.days !== now.waiting?.days || before.waiting?.line !== now.waiting?.line) return 'moved'
  return 'movements'
}

function placeInWords({ waiting, moves }: Place, other: Place): string {
  const showsWaiting =
    waiting?.days !== other.waiting?.days || waiting?.line !== other.waiting?.line || moves.length === 0
  const words: string[] = []
  if (showsWaiting) {
    const line =
      waiting !== null && other.waiting !== null && waiting.line !== other.waiting.line
        ? `, ${waiting.line}`
        : ''
    words.push(
      waiting === null
        ? 'Not waiting'
        : `Waiting ${waiting.days} ${waiting.days === 1 ? 'day' : 'days'}${line}`,
    )
  }
  words.push(...moves.map(moveInWords))
  return words.join('; ')
}

function moveInWords({ cell, reason, on }: Move): string {
  const words: Record<Move['cell'], string> = {
    received: 'received',
    transferred_in: 'transferred in',
    reopened: 're-opened or due',
    first_contacts: 'first contact',
    removals: `removed (${removalWords(reason)})`,
  }
  return `${words[cell]} ${formatDate(on)}`
}

function removalWords(reason: string | null): string {
  return (removalLabels[reason as RemovalReason] ?? reason ?? '').toLowerCase()
}
