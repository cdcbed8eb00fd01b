import { describe, expect, it } from 'vitest'
import { impossibleIn } from '../../../src/main/domain/triage/impossible.ts'
import type { RuleCondition } from '../../../src/shared/triage/rules.ts'

const field = 'ageMonths'
const flags = 'redFlags'
const impossible: [string, RuleCondition, string[]][] = [
  [
    'under 2 and 5 or more',
    {
      all: [
        { field, op: 'lt', value: 2 },
        { field, op: 'gte', value: 5 },
      ],
    },
    ['.all[1].value'],
  ],
  [
    '3 or less and 4 or more',
    {
      all: [
        { field, op: 'lte', value: 3 },
        { field, op: 'gte', value: 4 },
      ],
    },
    ['.all[1].value'],
  ],
  [
    '3 and not 3',
    {
      all: [
        { field, op: 'eq', value: 3 },
        { field, op: 'ne', value: 3 },
      ],
    },
    ['.all[1].value'],
  ],
  [
    'recorded and not',
    {
      all: [
        { field, op: 'present' },
        { field, op: 'missing' },
      ],
    },
    ['.all[1].op'],
  ],
  [
    'not recorded and a number',
    {
      all: [
        { field, op: 'missing' },
        { field, op: 'lt', value: 9 },
      ],
    },
    ['.all[1].value'],
  ],
  [
    'yes and no',
    {
      all: [
        { field: 'cpPlan', op: 'eq', value: true },
        { field: 'cpPlan', op: 'eq', value: false },
      ],
    },
    ['.all[1].value'],
  ],
  [
    'one code and another',
    {
      all: [
        { field: 'referrerRole', op: 'eq', value: 'gp' },
        { field: 'referrerRole', op: 'in', value: ['school'] },
      ],
    },
    ['.all[1].value'],
  ],
  [
    'holds it and lacks it',
    {
      all: [
        { field: flags, op: 'includes', value: 'choking' },
        { field: flags, op: 'lacks', value: 'choking' },
      ],
    },
    ['.all[1].value'],
  ],
  [
    'none and one',
    {
      all: [
        { field: flags, op: 'empty' },
        { field: flags, op: 'includesAny', value: ['choking'] },
      ],
    },
    ['.all[1].value'],
  ],
  [
    'across a nested all',
    { all: [{ field, op: 'lt', value: 2 }, { all: [{ field, op: 'gte', value: 5 }] }] },
    ['.all[1].all[0].value'],
  ],
  [
    'in one alternative',
    {
      all: [
        {
          any: [
            { field, op: 'gte', value: 5 },
            { field, op: 'lt', value: 1 },
          ],
        },
        { field, op: 'lt', value: 2 },
      ],
    },
    ['.all[0].any[0].value'],
  ],
]
const possible: [string, RuleCondition][] = [
  [
    'a range',
    {
      all: [
        { field, op: 'gte', value: 2 },
        { field, op: 'lt', value: 5 },
      ],
    },
  ],
  [
    'one number',
    {
      all: [
        { field, op: 'gte', value: 5 },
        { field, op: 'lte', value: 5 },
      ],
    },
  ],
  [
    'one code held and another not',
    {
      all: [
        { field: flags, op: 'includes', value: 'choking' },
        { field: flags, op: 'lacks', value: 'weight_loss' },
      ],
    },
  ],
  [
    'two codes held',
    {
      all: [
        { field: flags, op: 'includes', value: 'choking' },
        { field: flags, op: 'includes', value: 'weight_loss' },
      ],
    },
  ],
  [
    'alternatives apart',
    {
      any: [
        { field, op: 'lt', value: 2 },
        { field, op: 'gte', value: 5 },
      ],
    },
  ],
  [
    'not yes, which a blank fulfils',
    {
      all: [
        { field: 'cpPlan', op: 'ne', value: true },
        { field: 'cpPlan', op: 'missing' },
      ],
    },
  ],
  [
    'a wait that passed a threshold',
    {
      all: [
        { field: 'weeksWaiting', op: 'crosses', value: [18] },
        { field: 'weeksWaiting', op: 'lt', value: 20 },
      ],
    },
  ],
]

describe('questions that no referral can answer together', () => {
  it.each(impossible)('%s: are named where they go wrong', (_name, condition, places) => {
    expect(impossibleIn(condition).map(({ place }) => place)).toEqual(places)
  })

  it.each(possible)('%s: are left alone', (_name, condition) => {
    expect(impossibleIn(condition)).toEqual([])
  })
})
