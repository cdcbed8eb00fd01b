import { expect, test } from 'vitest'
import { evaluate } from '../../../src/main/domain/triage/evaluate.ts'
import { idsOf, ruleSetOf } from '../../fixtures/triage/referrals.ts'

type Row = [condition: Record<string, unknown>, holdsFor: unknown[], notFor: unknown[]]
const unknown = [undefined, null]

const rows: Row[] = [
  [{ field: 'cpPlan', op: 'eq', value: true }, [true], [false, 'true', 1, [], ...unknown]],
  [{ field: 'cpPlan', op: 'eq', value: false }, [false], [true, 0, '', ...unknown]],
  [{ field: 'cpPlan', op: 'ne', value: true }, [false, 'true', 1, ...unknown], [true]],
  [{ field: 'wnbCount', op: 'eq', value: 3 }, [3], [2, '3', [3], Number.NaN, ...unknown]],
  [
    { field: 'referrerRole', op: 'in', value: ['school', 'nursery'] },
    ['nursery'],
    ['gp', ['school'], 1, '', ...unknown],
  ],
  [{ field: 'feedingType', op: 'ne', value: 'mixed' }, ['mechanical', 4, '', ...unknown], ['mixed']],
  [{ field: 'contactPhone', op: 'missing' }, ['', ' ', 7, ...unknown], ['0100']],
  [{ field: 'contactPhone', op: 'present' }, ['0100'], ['', ' ', 7, ...unknown]],
  [{ field: 'interpreterNeed', op: 'missing' }, ['no', ...unknown], [false, true]],
  [{ field: 'evidence', op: 'missing' }, [[], 'x', ...unknown], [['hearing_result']]],
  [{ field: 'evidence', op: 'present' }, [['hearing_result']], [[], 'x', ...unknown]],
  [
    { field: 'pathway', op: 'includes', value: 'voice' },
    [['voice'], ['language', 'voice']],
    [['language'], [], 'voice', ...unknown],
  ],
  [
    { field: 'redFlags', op: 'includesAny', value: ['choking', 'weight_loss'] },
    [['x', 'weight_loss']],
    [['x'], [], 'choking', [1, 'choking'], ...unknown],
  ],
  [
    { field: 'evidence', op: 'lacks', value: 'hearing_result' },
    [[], ['x'], 'hearing_result', ...unknown],
    [['hearing_result', 'x']],
  ],
  [{ field: 'redFlags', op: 'empty' }, [[]], [['choking'], '', 0, ...unknown]],
  [{ field: 'ageMonths', op: 'gte', value: 36 }, [36, 37.5], [35, '40', true, ...unknown]],
  [{ field: 'ageDays', op: 'lte', value: 28 }, [28, 0, -1], [29, '1', ...unknown]],
  [{ field: 'ageMonths', op: 'lt', value: 60 }, [59], [60, '59', [], ...unknown]],
]

const cells = rows.flatMap(([condition, holdsFor, notFor]) => [
  ...holdsFor.map((held) => [condition, held, true] as const),
  ...notFor.map((held) => [condition, held, false] as const),
])

test.each(cells)('%j of %j holds: %j', (condition, held, holds) => {
  const rules = ruleSetOf({ when: condition })
  const referral = { service: 'slt', [String(condition['field'])]: held }
  expect(idsOf(evaluate(rules, referral))).toEqual(holds ? ['T01'] : [])
})

const longWait = ruleSetOf({
  when: { field: 'weeksWaiting', op: 'crosses', value: [18, 40, 52] },
  outcome: { flag: 'LONG_WAIT_{weeks}', task: 'wait review' },
})

test.each([
  [17, 18, ['LONG_WAIT_18']],
  [18, 18, []],
  [18, 39, []],
  [0, 52, ['LONG_WAIT_18', 'LONG_WAIT_40', 'LONG_WAIT_52']],
  [39, 41, ['LONG_WAIT_40']],
  [52, 60, []],
  [null, 60, []],
  [10, null, []],
  ['10', 60, []],
])('from %j to %j weeks raises %j, with one task', (weeksWaitingLastRun, weeksWaiting, flags) => {
  const result = evaluate(longWait, { weeksWaiting, weeksWaitingLastRun })
  expect(result.flags).toEqual(flags)
  expect(result.tasks).toHaveLength(flags.length === 0 ? 0 : 1)
})

test('all needs every part and any needs one, nested', () => {
  const rules = ruleSetOf({
    when: {
      all: [
        { field: 'wnbCount', op: 'gte', value: 1 },
        {
          any: [
            { field: 'cpPlan', op: 'eq', value: true },
            { field: 'childInCare', op: 'eq', value: true },
          ],
        },
      ],
    },
  })
  const fires = (referral: Record<string, unknown>) => idsOf(evaluate(rules, referral)).length === 1
  expect(fires({ wnbCount: 1, childInCare: true })).toBe(true)
  expect(fires({ wnbCount: 1 })).toBe(false)
  expect(fires({ cpPlan: true, childInCare: true })).toBe(false)
})

test('a wrong type counts as not asked and is reported, without repeating the value', () => {
  const { problems } = evaluate(ruleSetOf({}), {
    service: 'slt',
    wnbCount: '3',
    redFlags: 'choking',
    dob: '2020-02-30',
    referrerRole: 'wizard',
    shoeSize: 4,
    postcode: null,
  })
  expect(problems.map(({ field, code }) => [field, code])).toEqual([
    ['wnbCount', 'wrong_type'],
    ['redFlags', 'wrong_type'],
    ['dob', 'malformed_date'],
    ['referrerRole', 'unlisted_code'],
    ['shoeSize', 'unknown_field'],
  ])
  expect(JSON.stringify(problems)).not.toMatch(/choking|wizard|2020-02-30/)
})
