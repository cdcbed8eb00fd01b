import { describe, expect, it } from 'vitest'
import { checkReturn, type ReturnFacts } from '../../../src/main/domain/returns/check-return.ts'
import { checkAdvice, checkCodes, checkSource } from '../../../src/main/domain/returns/check-sources.ts'
import { defaultCheckSettings, type CheckSettings } from '../../../src/main/domain/returns/check-settings.ts'
import type { ReturnLine } from '../../../src/main/domain/returns/chs-return.ts'
import { reconcile, type Reconciliation } from '../../../src/main/domain/returns/reconcile.ts'
import vectors from '../../fixtures/vectors/clocks-and-bands.json' with { type: 'json' }
import { audiology, lineOf, nothingOdd, paediatrics, speech, still } from './return-figures.ts'

interface Month {
  lines: ReturnLine[]
  reconciliation?: Record<string, Reconciliation>
  provider?: string
}
const balanced = (lines: ReturnLine[]) =>
  Object.fromEntries(lines.map((line) => [line.line, still(line.total)]))

/** As many leave in the month as is usual, so that the list is not too long for its contacts. */
const moving = (lines: ReturnLine[]) =>
  Object.fromEntries(
    lines.map((line) => [
      line.line,
      reconcile({ ...still(line.total), received: 10, firstContacts: 10, closing: line.total }),
    ]),
  )

function check(
  now: Month,
  then: ReturnLine[] | null,
  facts: Partial<ReturnFacts> = {},
  settings: CheckSettings = defaultCheckSettings,
) {
  return checkReturn(
    {
      month: '2025-10',
      provider: now.provider ?? 'RZZ',
      lines: now.lines,
      reconciliation: now.reconciliation ?? balanced(now.lines),
    },
    then === null ? null : { month: '2025-09', lines: then },
    { ...nothingOdd, ...facts },
    settings,
  )
}
const usual = [lineOf(audiology, { 3: 5, 40: 50 }), lineOf(speech, { 50: 20, 400: 12 })]
const lastMonth = [lineOf(audiology, { 5: 4, 40: 49 }), lineOf(speech, { 50: 21, 400: 13 })]
const of = (checks: ReturnType<typeof check>, code: string) => checks.filter((each) => each.code === code)

describe('checkReturn', () => {
  it('finds nothing in an ordinary month', () => {
    expect(check({ lines: usual, reconciliation: moving(usual) }, lastMonth)).toEqual([])
  })

  it('answers every national check that can apply to a community return', () => {
    const answers: Record<string, string | null> = {
      'no negative or decimal numbers': 'not_whole_numbers',
      'valid commissioner codes': 'provider_code_invalid',
      'no part missing that was non-zero last month': 'line_missing',
      'totals equal the sum of their parts': 'bands_do_not_sum',
      'completed pathways reported but no incomplete ones': 'contacts_but_none_waiting',
      'large change in any total since last month': 'large_change_total',
      "any total identical to last month (re-submission of last month's file)": 'identical_to_last_month',
      'unexpectedly many incomplete': 'many_waiting_for_contacts',
      'large change in 52+ week waiters': 'large_change_over_52',
      'with decision to admit <= incomplete': null,
      'new periods >= incomplete in first four weekly bands (0-4 weeks)': 'first_bands_above_received',
      'unusually large share in 0-1 week band': 'high_share_0_1_week',
      'unusually large share with unknown clock start': 'unknown_received_date',
    }
    expect(Object.keys(answers)).toEqual(vectors.monthly_return_checks)

    const lines = [
      { ...lineOf(audiology, { 3: 50, 400: 50 }), within18Weeks: -1 },
      lineOf(speech, { 40: 20 }),
      lineOf('(CYP) Vision screening', {}),
    ]
    const found = check(
      {
        lines,
        provider: '',
        reconciliation: {
          [audiology]: still(100),
          '(CYP) Vision screening': reconcile({ ...still(0), opening: 3, firstContacts: 3 }),
        },
      },
      [lineOf(audiology, { 400: 30 }), lineOf(speech, { 40: 20 }), lineOf(paediatrics, { 40: 9 })],
      { unknownReceivedDate: 4, receivedInFirstBands: { [audiology]: 12 } },
    )
    const codes = found.map((each) => each.code)
    expect(codes).toEqual(expect.arrayContaining(Object.values(answers).filter((code) => code !== null)))
  })

  it('refuses what is not a whole number', () => {
    const line = { ...lineOf(audiology, { 3: 5 }), total: 4.5 }
    const [found] = of(check({ lines: [line] }, null), 'not_whole_numbers')
    expect(found).toMatchObject({ level: 'error', count: 1 })
    expect(found?.message).toBe(
      '(CYP) Audiology: every figure must be a whole number, 0 or more, but these are not: total (4.5).',
    )
    const negative = lineOf(audiology, { 3: 5 })
    negative.bands['8-14'] = -1
    expect(of(check({ lines: [negative] }, null), 'not_whole_numbers')[0]?.message).toContain(
      '8-14 days (-1)',
    )
  })

  it('sees bands that do not sum', () => {
    const line = { ...lineOf(audiology, { 3: 5, 40: 1_200 }), total: 1_210 }
    expect(of(check({ lines: [line] }, null), 'bands_do_not_sum')).toEqual([
      {
        code: 'bands_do_not_sum',
        level: 'error',
        message: '(CYP) Audiology: the total is 1,210 and its bands add up to 1,205.',
        count: 5,
        line: audiology,
        subject: null,
      },
    ])
    const over52 = { ...lineOf(audiology, { 400: 5 }), over52Weeks: 4 }
    expect(of(check({ lines: [over52] }, null), 'bands_do_not_sum')[0]?.message).toContain(
      'over 52 weeks is 4',
    )
  })

  it('misses a line that had a figure, but not one that had none', () => {
    const then = [...lastMonth, lineOf(paediatrics, { 30: 7 })]
    expect(of(check({ lines: usual }, then), 'line_missing')).toMatchObject([{ level: 'warning', count: 7 }])
    expect(of(check({ lines: usual }, then), 'line_missing')[0]?.message).toContain(
      'had 7 children waiting in September 2025',
    )
    expect(of(check({ lines: usual }, [...lastMonth, lineOf(paediatrics, {})]), 'line_missing')).toEqual([])
  })

  it('raises the alarm once when the whole return is the same as last month', () => {
    const found = of(check({ lines: usual }, structuredClone(usual)), 'identical_to_last_month')
    expect(found).toMatchObject([{ level: 'error', count: 87, line: '' }])
    expect(found[0]?.message).toContain('Every figure is the same as in September 2025, 87 children in all.')
  })

  it('names a line that is the same, and notes one whose total alone is', () => {
    const [first, second] = usual as [ReturnLine, ReturnLine]
    const same = of(check({ lines: usual }, [first, lineOf(speech, { 50: 21 })]), 'identical_to_last_month')
    expect(same).toMatchObject([{ level: 'warning', count: 55 }])
    const total = of(
      check({ lines: usual }, [lineOf(audiology, { 3: 4, 40: 51 }), lineOf(speech, { 50: 30 })]),
      'identical_to_last_month',
    )
    expect(total).toMatchObject([{ level: 'info', count: 55 }])
    const empty = [lineOf(audiology, {}), second]
    expect(
      of(
        check({ lines: empty }, [lineOf(audiology, {}), lineOf(speech, { 9: 9 })]),
        'identical_to_last_month',
      ),
    ).toEqual([])
  })

  it('does not call an empty return the same as last month', () => {
    const empty = [lineOf(audiology, {})]
    expect(check({ lines: empty }, structuredClone(empty))).toEqual([])
  })

  it.each([
    [100, 121, 1, '(CYP) Audiology: the total rose by 21 (21 %), from 100 in September 2025 to 121.'],
    [100, 79, 1, '(CYP) Audiology: the total fell by 21 (21 %), from 100 in September 2025 to 79.'],
    [100, 120, 0, ''],
    [100, 80, 0, ''],
    [20, 30, 0, ''],
    [20, 31, 1, '(CYP) Audiology: the total rose by 11 (55 %), from 20 in September 2025 to 31.'],
    [0, 11, 1, '(CYP) Audiology: the total rose by 11, from 0 in September 2025 to 11.'],
    [0, 10, 0, ''],
  ])('from %i to %i is a large change: %i', (then, now, times, message) => {
    const found = of(
      check({ lines: [lineOf(audiology, { 40: now })] }, [lineOf(audiology, { 40: then })]),
      'large_change_total',
    )
    expect(found.map((each) => each.message)).toEqual(times === 1 ? [message] : [])
  })

  it('judges waits over 52 weeks and all lines together the same way, by its settings', () => {
    const then = [lineOf(audiology, { 40: 50 }), lineOf(speech, { 50: 20, 400: 30 })]
    const now = [lineOf(audiology, { 40: 50, 41: 9 }), lineOf(speech, { 50: 20, 400: 45 })]
    const found = check({ lines: now }, then)
    expect(of(found, 'large_change_over_52').map((each) => each.message)).toEqual([
      '(CYP) Therapy interventions: Speech and language: waits over 52 weeks rose by 15 (50 %), from 30 in September 2025 to 45.',
      'All lines: waits over 52 weeks rose by 15 (50 %), from 30 in September 2025 to 45.',
    ])
    expect(of(found, 'large_change_total').map((each) => each.count)).toEqual([15, 24])
    const lenient = { ...defaultCheckSettings, largeChangePercent: 60 }
    expect(of(check({ lines: now }, then, {}, lenient), 'large_change_over_52')).toEqual([])
  })

  it('finds a share in the first week that is unusually high, except where it is expected', () => {
    const found = of(check({ lines: [lineOf(audiology, { 2: 30, 40: 70 })] }, null), 'high_share_0_1_week')
    expect(found).toMatchObject([{ level: 'warning', count: 30 }])
    expect(found[0]?.message).toContain('30 children of 100 (30 %)')
    for (const ordinary of [
      lineOf(audiology, { 2: 25, 40: 75 }),
      lineOf(audiology, { 2: 10, 40: 2 }),
      lineOf('(CYP) New-born hearing screening', { 2: 30, 40: 70 }),
    ]) {
      expect(of(check({ lines: [ordinary] }, null), 'high_share_0_1_week')).toEqual([])
    }
  })

  it('finds more in the first bands than joined in that time', () => {
    const lines = [lineOf(audiology, { 0: 2, 14: 3, 28: 4, 29: 90 })]
    const found = of(
      check({ lines }, null, { receivedInFirstBands: { [audiology]: 8 } }),
      'first_bands_above_received',
    )
    expect(found).toMatchObject([{ level: 'error', count: 1 }])
    expect(found[0]?.message).toContain('9 children have waited 28 days or less, but only 8 joined')
    expect(
      of(check({ lines }, null, { receivedInFirstBands: { [audiology]: 9 } }), 'first_bands_above_received'),
    ).toEqual([])
  })

  it('counts what the figures leave out', () => {
    const found = check({ lines: usual, provider: 'rzz 1', reconciliation: moving(usual) }, lastMonth, {
      ended: false,
      unknownReceivedDate: 1,
      notInAnyQueue: 2,
      withoutLine: [
        { id: 'dietetics', service: 'Dietetics', waiting: 4 },
        { id: 'podiatry', service: 'Podiatry', waiting: 0 },
      ],
      reportedElsewhere: [
        {
          id: 'neurodevelopment',
          service: 'Neurodevelopmental assessment',
          waiting: 1_100,
          through: 'Mental Health Services Data Set',
        },
      ],
    })
    expect(found.map(({ code, level, count }) => [level, code, count])).toEqual([
      ['error', 'no_service_line', 4],
      ['error', 'not_in_any_queue', 2],
      ['warning', 'no_service_line', 0],
      ['warning', 'unknown_received_date', 1],
      ['warning', 'provider_code_invalid', 1],
      ['warning', 'month_not_ended', 1],
      ['info', 'reported_elsewhere', 1_100],
    ])
    const said = (code: string) => of(found, code)[0]?.message
    expect(said('unknown_received_date')).toContain('1 child with an open referral is not counted')
    expect(said('not_in_any_queue')).toContain('2 children with an open referral are in no queue')
    expect(said('month_not_ended')).toContain('October 2025 has not ended.')
    expect(said('reported_elsewhere')).toContain('1,100 children waiting are left out')
    expect(said('no_service_line')).toContain('its 4 children waiting are in no figure')
    expect(of(check({ lines: usual, provider: '' }, lastMonth), 'provider_code_invalid')).toHaveLength(1)
  })

  it('speaks of one child as of one', () => {
    const one = { id: 'podiatry', service: 'Podiatry', waiting: 1 }
    const found = check({ lines: usual }, lastMonth, { withoutLine: [one], reportedElsewhere: [one] })
    expect(of(found, 'no_service_line')[0]?.message).toContain('its 1 child waiting is in no figure')
    expect(of(found, 'reported_elsewhere')[0]?.message).toContain('Its 1 child waiting is left out')
  })

  it('sees a reconciliation that does not balance, closes elsewhere or is absent', () => {
    const lines = [lineOf(audiology, { 40: 55 })]
    const figures = { ...still(55), received: 5, removals: { declined: 2 } }
    const code = 'reconciliation_does_not_balance'
    const off = of(check({ lines, reconciliation: { [audiology]: reconcile(figures) } }, null), code)
    expect(off).toMatchObject([{ level: 'error', count: 3 }])
    expect(off[0]?.message).toContain(
      'opening 55, added 5, removed 2 and corrections 0 make 58, but 55 were waiting',
    )
    const elsewhere = of(check({ lines, reconciliation: { [audiology]: still(50) } }, null), code)
    expect(elsewhere[0]?.message).toContain('closes at 50 but the total is 55')
    expect(of(check({ lines, reconciliation: {} }, null), code)).toMatchObject([{ count: 55 }])
  })

  it('wonders at contacts without anyone waiting', () => {
    const seen = reconcile({ ...still(0), opening: 6, firstContacts: 6 })
    const found = check({ lines: [lineOf(audiology, {})], reconciliation: { [audiology]: seen } }, lastMonth)
    expect(of(found, 'contacts_but_none_waiting')).toMatchObject([{ level: 'warning', count: 6 }])
  })

  it.each([
    [360, 10, null],
    [361, 10, 'only 10 left the list this month, so the list would take 36 months'],
    [51, 0, 'no one left the list this month'],
    [50, 0, null],
  ])('%i waiting when %i left is unexpectedly many: %s', (waiting, left, said) => {
    const proof = reconcile({
      ...still(waiting),
      received: left,
      firstContacts: left - Math.floor(left / 2),
      removals: { declined: Math.floor(left / 2) },
    })
    const found = of(
      check({ lines: [lineOf(audiology, { 40: waiting })], reconciliation: { [audiology]: proof } }, null),
      'many_waiting_for_contacts',
    )
    expect(found.map(({ level, line }) => [level, line])).toEqual(
      said === null ? [] : [['warning', audiology]],
    )
    if (said !== null) expect(found[0]?.message).toContain(said)
  })

  it('stops a whole return that is the same only when more children wait than its setting says', () => {
    const level = (waiting: number) => {
      const lines = [lineOf(audiology, { 40: waiting })]
      return of(check({ lines }, structuredClone(lines)), 'identical_to_last_month')[0]?.level
    }
    expect([level(10), level(11)]).toEqual(['warning', 'error'])
  })

  it('says which data set a service left out is reported through', () => {
    const elsewhere = { id: 'a', service: 'A', waiting: 1, through: 'Mental Health Services Data Set' }
    const [found] = of(
      check({ lines: usual }, lastMonth, { reportedElsewhere: [elsewhere] }),
      'reported_elsewhere',
    )
    expect(found).toMatchObject({ level: 'info', line: '', subject: 'a' })
    expect(found?.message).toContain('another data set (Mental Health Services Data Set)')
  })

  it('knows the records and the advice of every check it can find', () => {
    expect(checkCodes.filter((code) => checkSource(code) === null || checkAdvice(code) === '')).toEqual([])
    expect(checkSource('toString')).toBeNull()
  })

  it('says when there is no earlier month', () => {
    expect(check({ lines: usual, reconciliation: moving(usual) }, null)).toEqual([
      {
        code: 'no_earlier_month',
        level: 'info',
        message: 'There is no month before October 2025 to compare with.',
        count: 0,
        line: '',
        subject: null,
      },
    ])
  })
})
