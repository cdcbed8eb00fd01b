import { isDeepStrictEqual } from 'node:util'
import { setImmediate as pause } from 'node:timers/promises'
import type { ChsReturnView } from '../../../shared/contract/returns.ts'
import { formatDate, ukDateOf } from '../../../shared/format/dates.ts'
import { daysBetween } from '../../domain/clocks/days.ts'
import { decidingFacts } from '../../domain/returns/deciding-facts.ts'
import type { Readable, Writing } from '../../store/store.ts'
import { loadRecords } from '../projection/reproject.ts'
import type { ReturnAnswer } from './answer.ts'
import { censusParts, daysUpTo } from './census.ts'
import { factSentence } from './fact-sentence.ts'
import type { KeptReturn } from './kept-returns.ts'

type Differences = NonNullable<ChsReturnView['sinceLastExport']>
type Place = { line: string; days: number }
type Moved = { referralId: string; before: Place | null; now: Place | null }

/** How many differences are named; the rest are counted. */
const named = 200

/** What is different now from the figures kept last for the same month, child by child, and why. */
export async function sinceKept(
  db: Readable | Writing,
  answer: ReturnAnswer,
  kept: KeptReturn,
): Promise<Differences> {
  const moved = await whoMoved(db, answer, kept)
  const lines = [...answer.services.byLine.keys()]
  const place = ({ before, now }: Moved) => lines.indexOf((now ?? before)!.line)
  const first = moved
    .toSorted((a, b) => place(a) - place(b) || (a.referralId < b.referralId ? -1 : 1))
    .slice(0, named)
  const { document } = answer
  return {
    exportedAt: kept.producedAt,
    exportedBy: kept.producedBy,
    sameFigures:
      isDeepStrictEqual(document.lines, kept.figures.lines) &&
      isDeepStrictEqual(document.reconciliation, kept.figures.reconciliation),
    changes: await inWords(db, first, answer.document.censusDate, kept.lastSequence),
    changeCount: moved.length,
  }
}

/** Referrals counted then and not now, now and not then, or with other days or on another line. */
async function whoMoved(db: Readable | Writing, answer: ReturnAnswer, kept: KeptReturn): Promise<Moved[]> {
  const { censusDate, lines } = answer.document
  const { lineOf } = answer.services
  const lineThen = new Map(
    Object.entries(kept.figures.services).flatMap(([line, ids]) => ids.map((id) => [id, line] as const)),
  )
  const movedServices = [...lineOf].filter(([id, line]) => lineThen.get(id) !== line).map(([id]) => id)
  const moved: Moved[] = []
  for (const part of censusParts(db, censusDate)) {
    const rows = await part
      .leftJoin('kept_return_row as kept', (join) =>
        join.on('kept.kept_return_id', '=', kept.id).onRef('kept.referral_id', '=', 'wait.referral_id'),
      )
      .select(['wait.referral_id', 'wait.service_id', 'wait.clock_start', 'kept.line', 'kept.days'])
      .where('wait.service_id', 'in', [...lineOf.keys()])
      .where(({ eb, or }) =>
        or([
          eb('kept.referral_id', 'is', null),
          eb('kept.days', '!=', daysUpTo(censusDate)),
          eb('wait.service_id', 'in', movedServices),
        ]),
      )
      .execute()
    for (const row of rows) {
      const before = row.line === null || row.days === null ? null : { line: row.line, days: row.days }
      const now = { line: lineOf.get(row.service_id)!, days: daysBetween(row.clock_start, censusDate) }
      moved.push({ referralId: row.referral_id, before, now })
    }
    await pause()
  }
  const stayed = childrenOn(lines) - moved.filter((each) => each.before === null).length
  if (stayed === childrenOn(kept.figures.lines)) return moved
  return [...moved, ...(await whoLeft(db, answer, kept))]
}

/** Referrals kept with the figures that no longer count on that date. */
async function whoLeft(db: Readable | Writing, answer: ReturnAnswer, kept: KeptReturn): Promise<Moved[]> {
  const { censusDate } = answer.document
  const rows = await db
    .selectFrom('kept_return_row')
    .select(['referral_id', 'line', 'days'])
    .where('kept_return_id', '=', kept.id)
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('wait')
            .select('wait.ordinal')
            .whereRef('wait.referral_id', '=', 'kept_return_row.referral_id')
            .where('wait.waiting_from', '<=', censusDate)
            .where('wait.waiting_until', '>', censusDate)
            .where('wait.service_id', 'in', [...answer.services.lineOf.keys()]),
        ),
      ),
    )
    .execute()
  return rows.map(({ referral_id, line, days }) => ({
    referralId: referral_id,
    before: { line, days },
    now: null,
  }))
}

function childrenOn(lines: readonly { total: number }[]): number {
  return lines.reduce((all, { total }) => all + total, 0)
}

async function inWords(
  db: Readable | Writing,
  moved: readonly Moved[],
  censusDate: string,
  lastSequence: number,
): Promise<Differences['changes']> {
  const records = await loadRecords(
    db,
    moved.map((each) => each.referralId),
  )
  const byId = new Map(records.map((record) => [record.referral.id, record]))
  return moved.map(({ referralId, before, now }) => {
    const record = byId.get(referralId)
    const shared = {
      referralId,
      line: (now ?? before)!.line,
      before: placeInWords(before, now),
      now: placeInWords(now, before),
    }
    if (record === undefined) {
      const facts = ['The referral is no longer in the store']
      return { ...shared, childId: '', childName: 'Removed since', facts }
    }
    const { child, service, events } = record
    const deciding = decidingFacts(events, { stopEvent: service.stop_event }, censusDate, lastSequence)
    return {
      ...shared,
      childId: child.id,
      childName: `${child.family_name.toUpperCase()}, ${child.given_name}`,
      facts:
        deciding.length === 0
          ? ['No fact about the referral changed; the service is now reported differently']
          : deciding.map(
              (event) => `${factSentence(event, events)}; recorded ${formatDate(ukDateOf(event.recordedAt))}`,
            ),
    }
  })
}

function placeInWords(place: Place | null, other: Place | null): string {
  if (place === null) return 'Not waiting'
  const days = `Waiting ${place.days} ${place.days === 1 ? 'day' : 'days'}`
  return other === null || other.line === place.line ? days : `${days}, ${place.line}`
}
