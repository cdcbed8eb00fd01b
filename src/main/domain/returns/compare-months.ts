import { chsBands } from '../../../shared/codes/bands.ts'
import { sumOfLines } from './assemble-line.ts'
import type { CheckSettings } from './check-settings.ts'
import type { ChsReturn, FoundCheck, ReturnLine } from './chs-return.ts'
import { monthInWords } from './months.ts'
import { children, figure, percent } from './wording.ts'

const wholeReturn = { line: '', subject: null }
const allLines = 'All lines'

type Figures = Omit<ReturnLine, 'line' | 'meanDays'>

/** What stands out against last month: lines gone, figures the same as before, large changes. */
export function checkAgainstLastMonth(
  current: Pick<ChsReturn, 'month' | 'lines'>,
  previous: Pick<ChsReturn, 'month' | 'lines'> | null,
  settings: CheckSettings,
): FoundCheck[] {
  if (previous === null) {
    const message = `There is no month before ${monthInWords(current.month)} to compare with.`
    return [{ code: 'no_earlier_month', level: 'info', message, count: 0, ...wholeReturn }]
  }
  const month = monthInWords(previous.month)
  const earlier = new Map(previous.lines.map((line) => [line.line, line]))
  const pairs = current.lines.flatMap((now) => {
    const before = earlier.get(now.line)
    return before === undefined ? [] : [{ name: now.line, now, before }]
  })
  const wholeIsSame =
    previous.lines.length === current.lines.length &&
    pairs.length === current.lines.length &&
    pairs.some(({ now }) => now.total > 0) &&
    pairs.every(({ now, before }) => sameFigures(now, before))
  const changes = [...pairs]
  if (current.lines.length > 1 && pairs.length === current.lines.length) {
    changes.push({ name: allLines, now: wholeLine(current.lines), before: wholeLine(previous.lines) })
  }
  return [
    ...missingLines(current.lines, previous.lines, month),
    ...(wholeIsSame
      ? [wholeReturnIsSame(current.lines, month, settings)]
      : pairs.flatMap((pair) => lineIsSame(pair, month))),
    ...changes.flatMap(({ name, now, before }) => [
      ...largeChange('large_change_total', name, 'the total', now.total, before.total, month, settings),
      ...largeChange(
        'large_change_over_52',
        name,
        'waits over 52 weeks',
        now.over52Weeks,
        before.over52Weeks,
        month,
        settings,
      ),
    ]),
  ]
}

function missingLines(now: readonly ReturnLine[], then: readonly ReturnLine[], month: string): FoundCheck[] {
  const present = new Set(now.map((line) => line.line))
  return then
    .filter((line) => line.total > 0 && !present.has(line.line))
    .map((line) => ({
      code: 'line_missing',
      level: 'warning',
      message: `${line.line} had ${children(line.total)} waiting in ${month} and has no figure now. A blank says the service is not provided, not that no one waits.`,
      count: line.total,
      line: line.line,
      subject: null,
    }))
}

/** Days pass, so children change bands: the same figures twice are last month's file, or a month not recorded. */
function wholeReturnIsSame(lines: readonly ReturnLine[], month: string, settings: CheckSettings): FoundCheck {
  const { total } = sumOfLines(lines)
  return {
    code: 'identical_to_last_month',
    level: total > settings.identicalChildren ? 'error' : 'warning',
    message: `Every figure is the same as in ${month}, ${children(total)} in all. Make sure this month's changes have been recorded.`,
    count: total,
    ...wholeReturn,
  }
}

function lineIsSame(
  pair: { name: string; now: ReturnLine; before: ReturnLine },
  month: string,
): FoundCheck[] {
  const { name, now, before } = pair
  if (now.total === 0 || now.total !== before.total) return []
  const code = 'identical_to_last_month'
  if (!sameFigures(now, before)) {
    const message = `${name}: the total is the same as in ${month}, ${figure(now.total)}, though the bands differ.`
    return [{ code, level: 'info', message, count: now.total, line: name, subject: null }]
  }
  const message = `${name}: the total, ${figure(now.total)}, and every band are the same as in ${month}. Make sure this month's changes have been recorded.`
  return [{ code, level: 'warning', message, count: now.total, line: name, subject: null }]
}

function largeChange(
  code: string,
  name: string,
  what: string,
  now: number,
  then: number,
  month: string,
  settings: CheckSettings,
): FoundCheck[] {
  const change = now - then
  const size = Math.abs(change)
  if (size <= settings.largeChangeChildren || size * 100 <= then * settings.largeChangePercent) return []
  const share = then === 0 ? '' : ` (${percent(size, then)})`
  const way = change > 0 ? 'rose' : 'fell'
  return [
    {
      code,
      level: 'warning',
      message: `${name}: ${what} ${way} by ${figure(size)}${share}, from ${figure(then)} in ${month} to ${figure(now)}.`,
      count: size,
      line: name === allLines ? '' : name,
      subject: null,
    },
  ]
}

function sameFigures(a: Figures, b: Figures): boolean {
  return a.total === b.total && chsBands.every((band) => a.bands[band.id] === b.bands[band.id])
}

function wholeLine(lines: readonly ReturnLine[]): ReturnLine {
  return { line: allLines, meanDays: null, ...sumOfLines(lines) }
}
