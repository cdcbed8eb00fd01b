import { chsBands } from '../../../shared/codes/bands.ts'
import type { CheckRecords, ReturnCellRow } from '../../../shared/contract/returns.ts'
import type { Page } from '../../../shared/contract/procedure.ts'
import { ok, refuse, type Result } from '../../../shared/result.ts'
import type { Readable, Writing } from '../../store/store.ts'
import { type ReturnAnswer, answerReturn } from './answer.ts'
import { childrenBehind, waitingInService } from './cell.ts'
import { checkAdvice, checkSource } from '../../domain/returns/check-sources.ts'
import { gapRecords } from './open-referrals.ts'

export interface CheckAsked {
  month: string
  code: string
  line: string
  subject: string | null
  offset: number
  limit: number
}

const noRows: Page<ReturnCellRow> = { rows: [], total: 0, asAt: '' }

/**
 * What a check is about: the children to look at, the figures it compares and what to do. Refuses a check there is
 * none of, and a month that has not begun.
 */
export async function checkRecords(
  db: Readable | Writing,
  asked: CheckAsked,
  today: string,
): Promise<Result<CheckRecords>> {
  const source = checkSource(asked.code)
  if (source === null) return refuse('not_found', 'There is no such check.', { field: 'code' })
  const answer = await answerReturn(db, asked.month, today)
  if (!answer.ok) return answer
  const page = await pageOf(db, asked, source, answer.value, today)
  if (!page.ok) return page
  return ok({
    ...page.value,
    asAt: answer.value.period.censusDate,
    figures: figuresOf(asked, answer.value),
    advice: checkAdvice(asked.code),
  })
}

async function pageOf(
  db: Readable | Writing,
  asked: CheckAsked,
  source: NonNullable<ReturnType<typeof checkSource>>,
  answer: ReturnAnswer,
  today: string,
): Promise<Result<Page<ReturnCellRow>>> {
  const { month, line, offset, limit } = asked
  switch (source.kind) {
    case 'cells': {
      const cells = source.cells
      const behind = (cell: string, from: number, most: number) =>
        childrenBehind(db, { month, line, cell, reason: null, offset: from, limit: most }, today)
      return inTurn(cells, behind, { offset, limit })
    }
    case 'gap':
      return ok(await gapRecords(db, source.gap, answer.period.censusDate, { offset, limit }))
    case 'service':
      if (asked.subject === null) return ok(noRows)
      return ok(await waitingInService(db, asked.subject, answer.period.censusDate, { offset, limit }))
    case 'figures':
      return ok(noRows)
  }
}

/** Several figures' children one after the other, as one list. */
async function inTurn(
  cells: readonly string[],
  behind: (cell: string, offset: number, limit: number) => Promise<Result<Page<ReturnCellRow>>>,
  { offset, limit }: { offset: number; limit: number },
): Promise<Result<Page<ReturnCellRow>>> {
  const joined: Page<ReturnCellRow> = { rows: [], total: 0, asAt: '' }
  for (const cell of cells) {
    const from = Math.max(0, offset - joined.total)
    const page = await behind(cell, from, Math.max(1, limit - joined.rows.length))
    if (!page.ok) return page
    if (joined.rows.length < limit) joined.rows.push(...page.value.rows)
    joined.total += page.value.total
  }
  return ok({ ...joined, rows: joined.rows.slice(0, limit) })
}

/** The figures a check compares, with what each is. */
function figuresOf({ code, line }: CheckAsked, answer: ReturnAnswer): CheckRecords['figures'] {
  const { document, previous } = answer
  const pick = (lines: readonly ReturnAnswer['document']['lines'][number][]) =>
    line === '' ? lines : lines.filter((each) => each.line === line)
  const now = pick(document.lines)
  const before = previous === null ? [] : pick(previous.lines)
  const sum = (lines: typeof now, figure: (each: (typeof now)[number]) => number) =>
    lines.length === 0 ? null : lines.reduce((all, each) => all + figure(each), 0)
  const proof = document.reconciliation[line]
  const compared = (label: string, figure: (each: (typeof now)[number]) => number) => [
    { label: `${label} last month`, value: sum(before, figure) },
    { label: `${label} this month`, value: sum(now, figure) },
  ]
  switch (code) {
    case 'large_change_total':
    case 'line_missing':
      return compared('Waiting', (each) => each.total)
    case 'large_change_over_52':
      return compared('Over 52 weeks', (each) => each.over52Weeks)
    case 'identical_to_last_month':
      return [
        ...compared('Waiting', (each) => each.total),
        ...chsBands.flatMap(({ id, weeks }) => compared(`${weeks} weeks`, (each) => each.bands[id])),
      ]
    case 'bands_do_not_sum':
    case 'not_whole_numbers':
      return [
        { label: 'Total', value: sum(now, (each) => each.total) },
        {
          label: 'Bands together',
          value: sum(now, (each) => chsBands.reduce((all, { id }) => all + each.bands[id], 0)),
        },
        { label: 'Within 18 weeks', value: sum(now, (each) => each.within18Weeks) },
        { label: 'Over 52 weeks', value: sum(now, (each) => each.over52Weeks) },
      ]
    case 'high_share_0_1_week':
      return [
        { label: 'Waiting a week or less', value: sum(now, (each) => each.bands['0-7']) },
        { label: 'Waiting', value: sum(now, (each) => each.total) },
      ]
    case 'first_bands_above_received':
      return [
        {
          label: 'Waiting 28 days or less',
          value: sum(now, (each) => each.bands['0-7'] + each.bands['8-14'] + each.bands['15-28']),
        },
        { label: 'Joined in that time', value: answer.receivedInFirstBands[line] ?? null },
      ]
    case 'reconciliation_does_not_balance':
    case 'contacts_but_none_waiting':
    case 'many_waiting_for_contacts': {
      if (proof === undefined) return []
      const removed = Object.values(proof.removals).reduce((all, count) => all + count, 0)
      return [
        { label: 'Opening', value: proof.opening },
        { label: 'Added', value: proof.received + proof.transferredIn + proof.reopened },
        { label: 'First contacts', value: proof.firstContacts },
        { label: 'Removed', value: removed },
        { label: 'Corrections', value: proof.corrections },
        { label: 'Closing', value: proof.closing },
      ]
    }
    default:
      return []
  }
}
