import { setImmediate as pause } from 'node:timers/promises'
import type { SignedDocument } from '../../../shared/contract/signed-returns.ts'
import { addDays, daysBetween } from '../../domain/clocks/days.ts'
import { lastDayOfMonth, previousMonth } from '../../domain/returns/months.ts'
import { arrivals } from '../../domain/returns/reconcile.ts'
import type { Readable } from '../../store/store.ts'
import type { SignedCell } from '../../store/tables/signed-returns.ts'
import { censusSlices } from '../returns/census-slices.ts'
import { reportingServices } from '../returns/reporting-services.ts'

/** A coming or going of a month. */
export interface Move {
  cell: Exclude<SignedCell, 'waiting' | 'opening'>
  reason: string | null
  on: string
  line: string
}

/** How one referral counts in a month: as signed, or as known now. */
export interface Place {
  waiting: { line: string; days: number } | null
  /** Only comings and goings that the other side has not. */
  moves: Move[]
}

export interface Difference {
  referralId: string
  before: Place
  now: Place
}

const cellOfArrival = {
  received: 'received',
  transferredIn: 'transferred_in',
  reopened: 'reopened',
} as const

/**
 * Every referral that counts otherwise in a signed month than it did when the month was signed, by line and then by
 * referral. Reads in slices.
 */
export async function differencesFromSigned(
  db: Readable,
  id: string,
  document: SignedDocument,
): Promise<Difference[]> {
  const { lineOf, byLine } = await reportingServices(db)
  const differences = new Map<string, Difference>()
  const of = (referralId: string) => {
    const known = differences.get(referralId) ?? {
      referralId,
      before: { waiting: null, moves: [] },
      now: { waiting: null, moves: [] },
    }
    differences.set(referralId, known)
    return known
  }
  await compareWaiting(db, id, document, lineOf, of)
  await compareMoves(db, id, document, lineOf, of)
  const lines = [...new Set([...document.lines.map(({ line }) => line), ...byLine.keys()])]
  const place = (each: Difference) => lines.indexOf(lineOfDifference(each))
  return [...differences.values()].toSorted(
    (a, b) => place(a) - place(b) || (a.referralId < b.referralId ? -1 : 1),
  )
}

/** The line a difference is listed under: where the referral counts now, else where it counted. */
export function lineOfDifference({ before, now }: Difference): string {
  return now.waiting?.line ?? before.waiting?.line ?? now.moves[0]?.line ?? before.moves[0]?.line ?? ''
}

type Of = (referralId: string) => Difference

async function compareWaiting(
  db: Readable,
  id: string,
  document: SignedDocument,
  lineOf: ReadonlyMap<string, string>,
  of: Of,
): Promise<void> {
  const { censusDate } = document
  let stayed = 0
  for (const slice of censusSlices(db, censusDate)) {
    const rows = await slice
      .leftJoin('signed_return_row as signed', (join) =>
        join
          .on('signed.signed_return_id', '=', id)
          .on('signed.cell', '=', 'waiting')
          .on('signed.ordinal', '=', 0)
          .onRef('signed.referral_id', '=', 'wait.referral_id'),
      )
      .select(['wait.referral_id', 'wait.service_id', 'wait.clock_start', 'signed.line', 'signed.days'])
      .where('wait.service_id', 'in', [...lineOf.keys()])
      .execute()
    for (const row of rows) {
      const now = { line: lineOf.get(row.service_id) ?? '', days: daysBetween(row.clock_start, censusDate) }
      const before = row.line === null || row.days === null ? null : { line: row.line, days: row.days }
      if (before !== null) stayed += 1
      if (before?.line === now.line && before.days === now.days) continue
      const difference = of(row.referral_id)
      difference.before.waiting = before
      difference.now.waiting = now
    }
    if (rows.length > 0) await pause()
  }
  if (stayed < document.rows.count) await findWhoLeft(db, id, censusDate, lineOf, of)
}

async function findWhoLeft(
  db: Readable,
  id: string,
  censusDate: string,
  lineOf: ReadonlyMap<string, string>,
  of: Of,
): Promise<void> {
  for (let after = ''; ;) {
    const rows = await db
      .selectFrom('signed_return_row as signed')
      .select(['signed.referral_id', 'signed.line', 'signed.days'])
      .select(({ exists, selectFrom }) =>
        exists(
          selectFrom('wait')
            .select('wait.ordinal')
            .whereRef('wait.referral_id', '=', 'signed.referral_id')
            .where('wait.waiting_from', '<=', censusDate)
            .where('wait.waiting_until', '>', censusDate)
            .where('wait.service_id', 'in', [...lineOf.keys()]),
        ).as('waits'),
      )
      .where('signed.signed_return_id', '=', id)
      .where('signed.cell', '=', 'waiting')
      .where('signed.referral_id', '>', after)
      .orderBy('signed.referral_id')
      .limit(1000)
      .execute()
    for (const { referral_id, line, days, waits } of rows) {
      if (!waits) of(referral_id).before.waiting = { line, days }
    }
    const last = rows.at(-1)
    if (last === undefined) return
    after = last.referral_id
    await pause()
  }
}

async function compareMoves(
  db: Readable,
  id: string,
  document: SignedDocument,
  lineOf: ReadonlyMap<string, string>,
  of: Of,
): Promise<void> {
  const services = [...lineOf.keys()]
  const signed = await signedMoves(db, id)
  const after = lastDayOfMonth(previousMonth(document.month))
  for (let day = addDays(after, 1); day <= document.censusDate; day = addDays(day, 1)) {
    const came = await db
      .selectFrom('wait')
      .select(['referral_id', 'service_id', 'entered_by'])
      .where('waiting_from', '=', day)
      .where('service_id', 'in', services)
      .execute()
    const went = await db
      .selectFrom('wait')
      .select(['referral_id', 'service_id', 'left_by'])
      .where('waiting_until', '=', day)
      .where('service_id', 'in', services)
      .execute()
    const now: [string, string, Move['cell'], string | null][] = [
      ...came.map((row): [string, string, Move['cell'], null] => [
        row.referral_id,
        row.service_id,
        cellOfArrival[arrivals[row.entered_by]],
        null,
      ]),
      ...went.map((row): [string, string, Move['cell'], string | null] => {
        const isContact = row.left_by === 'first_contact'
        return [
          row.referral_id,
          row.service_id,
          isContact ? 'first_contacts' : 'removals',
          isContact ? null : row.left_by,
        ]
      }),
    ]
    for (const [referralId, service, cell, reason] of now) {
      const move: Move = { cell, reason, on: day, line: lineOf.get(service) ?? '' }
      if (signed.get(keyOf(referralId, move))?.pop() === undefined) of(referralId).now.moves.push(move)
    }
    await pause()
  }
  for (const [key, moves] of signed) {
    for (const move of moves) of(key.split('\t')[0] ?? '').before.moves.push(move)
  }
}

/** The comings and goings kept with a signed return. The same one may stand twice on one day. */
async function signedMoves(db: Readable, id: string): Promise<Map<string, Move[]>> {
  const signed = new Map<string, Move[]>()
  for (const cell of ['received', 'transferred_in', 'reopened', 'first_contacts', 'removals'] as const) {
    for (let after = { referral_id: '', ordinal: -1 }; ;) {
      const rows = await db
        .selectFrom('signed_return_row')
        .select(['referral_id', 'ordinal', 'reason', 'happened_on', 'line'])
        .where('signed_return_id', '=', id)
        .where('cell', '=', cell)
        .where(({ eb, refTuple, tuple }) =>
          eb(refTuple('referral_id', 'ordinal'), '>', tuple(after.referral_id, after.ordinal)),
        )
        .orderBy('referral_id')
        .orderBy('ordinal')
        .limit(2000)
        .execute()
      for (const { referral_id, reason, happened_on, line } of rows) {
        const move: Move = { cell, reason, on: happened_on ?? '', line }
        const key = keyOf(referral_id, move)
        signed.set(key, [...(signed.get(key) ?? []), move])
      }
      const last = rows.at(-1)
      if (last === undefined) break
      after = last
      await pause()
    }
  }
  return signed
}

function keyOf(referralId: string, { cell, reason, on, line }: Move): string {
  return [referralId, cell, reason ?? '', on, line].join('\t')
}
