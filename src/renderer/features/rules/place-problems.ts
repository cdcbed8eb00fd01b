import type { RuleProblem } from '../../../shared/contract/rules.ts'

/** What is wrong with a rule, by the place it is shown at. */
export interface PlaceProblems {
  /** What is wrong exactly here, in words. */
  at(place: string): string | undefined
  /** Id of the control that stands for a place. */
  idOf(place: string): string
}

interface Found {
  place: string
  message: string
}

/** `rules[3].when.all[0].op`, `rule.when…` → `when.all[0].op`: the place inside the rule. */
export function placeInRule(place: string): string {
  return place.replace(/^rules?(\[\d+\])?\.?/, '')
}

const gapsInTests: readonly [RegExp, string][] = [
  [/(^|\.)field$/, 'Choose what this asks about.'],
  [/(^|\.)op$/, 'Choose how to compare.'],
  [/(^|\.)value$/, 'Choose an answer.'],
]

const gapsElsewhere: Readonly<Record<string, string>> = {
  id: 'Give the rule a short id, such as C19.',
  name: 'Give the rule a name.',
  services: 'Choose a service, or every service.',
  outcome: 'Choose what the rule leads to.',
}

/** A gap left in the form reads better as what to do than as what the reader of rule files says. */
function plainly({ place: inFile, message, kind }: RuleProblem): string {
  const place = placeInRule(inFile)
  if (kind !== 'unreadable') return message
  if (!/^(when|outcome\.branch\[\d+\]\.if)/.test(place)) return gapsElsewhere[place] ?? message
  const isGap = /Nothing|^""|needed/.test(message)
  return (isGap && gapsInTests.find(([end]) => end.test(place))?.[1]) || message
}

/**
 * The problems to show now, each once and at a place that has a control. What cannot be read yet is only said after a
 * try to save: a half-built test is no mistake.
 */
export function shownProblems(problems: readonly RuleProblem[], hasTried: boolean): Found[] {
  const found = problems
    .filter(({ kind }) => hasTried || kind !== 'unreadable')
    .map((problem) => ({ place: placeInRule(problem.place), message: plainly(problem) }))
  const unnamed = new Set(
    found.filter(({ place }) => place.endsWith('field')).map(({ place }) => place.slice(0, -'field'.length)),
  )
  return found.filter(
    ({ place, message }, index) =>
      !(place.endsWith('op') && unnamed.has(place.slice(0, -'op'.length))) &&
      found.findIndex((other) => other.place === place && other.message === message) === index,
  )
}

/** Looks problems up by place. `prefix` keeps the ids of two forms apart. */
export function placeProblems(found: readonly Found[], prefix: string): PlaceProblems {
  const byPlace = Map.groupBy(found, ({ place }) => place)
  return {
    at: (place) =>
      byPlace
        .get(place)
        ?.map(({ message }) => message)
        .join(' '),
    idOf: (place) => `${prefix}${place}`,
  }
}
