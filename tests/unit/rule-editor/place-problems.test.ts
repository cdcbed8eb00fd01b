import { expect, it } from 'vitest'
import {
  placeInRule,
  placeProblems,
  shownProblems,
} from '../../../src/renderer/features/rules/place-problems.ts'
import type { RuleProblem } from '../../../src/shared/contract/rules.ts'

const problem = (place: string, message: string, kind: RuleProblem['kind'] = 'unreadable'): RuleProblem => ({
  place: `rules[7].${place}`,
  ruleId: 'S06',
  message,
  kind,
  blocks: true,
})

it('takes the place of a problem from the file into the form', () => {
  expect(placeInRule('rules[7].when.all[0].op')).toBe('when.all[0].op')
  expect(placeInRule('rules[7]')).toBe('')
  const places = placeProblems([{ place: 'name', message: 'Give the rule a name.' }], 'form-')
  expect(places.at('name')).toBe('Give the rule a name.')
  expect(places.at('note')).toBeUndefined()
  expect(places.idOf('when.all[0].op')).toBe('form-when.all[0].op')
})

it('keeps quiet about gaps until somebody tries to save, and never about contradictions', () => {
  const problems = [
    problem('when.all[0].field', '"" is not a field that rules can ask about.'),
    problem('when.all[0].op', 'Nothing is not an operator.'),
    problem('outcome.priority', 'A rule cannot be urgent and redirect.', 'contradiction'),
  ]
  expect(shownProblems(problems, false).map(({ place }) => place)).toEqual(['outcome.priority'])
  expect(shownProblems(problems, true)).toEqual([
    { place: 'when.all[0].field', message: 'Choose what this asks about.' },
    { place: 'outcome.priority', message: 'A rule cannot be urgent and redirect.' },
  ])
})

it('says what to do about a gap, and leaves any other reason as it is', () => {
  const said = (place: string, message: string) => shownProblems([problem(place, message)], true)[0]?.message
  expect(said('when.value', 'A number is needed, not Nothing.')).toBe('Choose an answer.')
  expect(said('name', 'Too small: expected string to have >=1 characters')).toBe('Give the rule a name.')
  expect(said('outcome.flag', 'A flag in capitals is needed.')).toBe('A flag in capitals is needed.')
})
