import type { HarmKind, HarmLevel } from '../../../shared/codes/waiting-care.ts'
import { harmKindLabels } from '../../../shared/codes/waiting-care.ts'
import type { ReviewsSummary } from '../../../shared/contract/reviews.ts'

function age(months: number): string {
  const years = Math.floor(months / 12)
  const rest = months % 12
  if (years === 0) return `${rest} ${rest === 1 ? 'month' : 'months'}`
  const inYears = `${years} ${years === 1 ? 'year' : 'years'}`
  return rest === 0 ? inYears : `${inYears} ${rest} ${rest === 1 ? 'month' : 'months'}`
}

/** "From 2 years to 5 years", "Up to 11 years", "Every age". Months, both included. */
export function agesWords(from: number | null, to: number | null): string {
  if (from === null && to === null) return 'Every age'
  if (from === null) return `Up to ${age(to ?? 0)}`
  return to === null ? `From ${age(from)}` : `From ${age(from)} to ${age(to)}`
}

/** Levels at which harm was found, apart from none and not known. */
export const harmed: readonly HarmLevel[] = ['low', 'moderate', 'severe']

function reviewsWord(count: number): string {
  return count === 1 ? '1 review' : `${count.toLocaleString('en-GB')} reviews`
}

/** What the reviews of a period found, in one sentence. */
export function levelTitle({ made, byLevel }: ReviewsSummary): string {
  const found = harmed.reduce((sum, level) => sum + byLevel[level], 0)
  return found === 0
    ? `None of ${reviewsWord(made)} found harm from waiting`
    : `${found.toLocaleString('en-GB')} of ${reviewsWord(made)} found harm from waiting`
}

/** Which kind of harm was found most, in one sentence. */
export function kindTitle({ byKind }: ReviewsSummary): string {
  const kinds = (Object.entries(byKind) as [HarmKind, number][]).filter(([, count]) => count > 0)
  const most = Math.max(0, ...kinds.map(([, count]) => count))
  const first = kinds
    .filter(([, count]) => count === most)
    .map(([kind]) => harmKindLabels[kind].toLowerCase())
  if (first.length === 0) return 'No kind of harm was recorded'
  if (first.length > 2)
    return `${first.length} kinds of harm were found equally often (${reviewsWord(most)} each)`
  return `Found most: ${first.join('; and ')} (${reviewsWord(most)}${first.length === 1 ? '' : ' each'})`
}
