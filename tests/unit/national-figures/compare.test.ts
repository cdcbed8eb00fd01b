import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  type Comparing,
  comparisonRows,
  distributionsOf,
  inScheme,
  type PublishedFigure,
} from '../../../src/main/domain/national-figures/compare.ts'
import { differencesBetween } from '../../../src/main/domain/national-figures/differences.ts'
import { quartilesOf } from '../../../src/main/domain/national-figures/quartiles.ts'
import { cautionsOf, sentencesOf } from '../../../src/main/domain/national-figures/sentences.ts'
import { sharesOf } from '../../../src/main/domain/national-figures/shares.ts'
import { chsBands, type ChsBandId } from '../../../src/shared/codes/bands.ts'
import type { PublishedLine } from '../../../src/shared/codes/national-figures.ts'
import { lineName, organisationName } from '../../../src/shared/format/organisation-names.ts'
import { inHundred, ordinal } from '../../../src/shared/format/spoken-numbers.ts'

function line(bands: readonly number[]): { total: number; bands: Record<ChsBandId, number> } {
  return {
    total: bands.reduce((sum, count) => sum + count, 0),
    bands: Object.fromEntries(chsBands.map(({ id }, index) => [id, bands[index]])) as Record<
      ChsBandId,
      number
    >,
  }
}

function provider(code: string, figures: PublishedLine): PublishedFigure {
  return { type: 'Provider', code, name: `${code} NHS TRUST`, line: figures }
}

/** So many within 18 weeks, between 18 and 52, over 52 and over 104 weeks. */
const waits = (within: number, between = 0, years = 0, longer = 0) =>
  line([0, 0, 0, 0, within, between, years, longer])

function comparing(change: Partial<Comparing> = {}): Comparing {
  return {
    scheme: 'chs8',
    published: [],
    choice: { regionCode: null, icbCode: null, peers: [] },
    ownCode: null,
    ownName: 'Our Trust',
    own: waits(60, 40),
    ...change,
  }
}

describe('shares', () => {
  it('are of the children in bands, and unknown where a band is blank or withheld', () => {
    expect(sharesOf(line([1, 1, 1, 1, 1, 3, 1, 1]), 'chs8')).toMatchObject({
      total: 10,
      within18: 0.5,
      over52: 0.2,
      over104: 0.1,
    })
    const blank: PublishedLine = { total: 10, bands: { '0-7': 10 } }
    expect(sharesOf(blank, 'chs8')).toMatchObject({ total: 10, banded: null, within18: null, over104: null })
    const held: PublishedLine = { ...line([1, 1, 1, 1, 1, 1, 1, 1]), total: 'withheld' }
    expect(sharesOf(held, 'chs8')).toMatchObject({ total: null, within18: 0.625 })
    expect(sharesOf(waits(0), 'chs8')).toMatchObject({ total: 0, within18: null })
    expect(sharesOf(undefined, 'chs8')).toMatchObject({ total: null, within18: null })
  })

  it('join our two last bands where a month has seven', () => {
    const own = inScheme(line([0, 0, 0, 0, 4, 3, 2, 1]), 'chs7')
    expect(own.bands).toEqual({
      '0-7': 0,
      '8-14': 0,
      '15-28': 0,
      '29-84': 0,
      '85-126': 4,
      '127-364': 3,
      '365+': 3,
    })
    expect(sharesOf(own, 'chs7')).toMatchObject({ within18: 0.4, over52: 0.3, over104: null })
  })

  it('add up, whatever the bands (property)', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(10_000), { minLength: 8, maxLength: 8 }), (counts) => {
        const { within18, over52, over104, banded } = sharesOf(line(counts), 'chs8')
        if (banded === 0) return within18 === null
        const between = counts[5]! / banded!
        return Math.abs(within18! + between + over52! - 1) < 1e-9 && over104! <= over52!
      }),
    )
  })
})

describe('where we stand', () => {
  const published = [
    provider('A', waits(90, 10)),
    provider('B', waits(60, 40)),
    provider('C', waits(10, 50, 40)),
    provider('D', { total: 30, bands: {} }),
    provider('E', waits(0)),
    provider('OWN', waits(1, 99)),
  ]

  it('puts our own figure in place of the published one and ties with equals', () => {
    const [within, over52, , total] = distributionsOf(comparing({ published, ownCode: 'OWN' }))
    expect(within!.providers.map(({ code, value }) => [code, value])).toEqual([
      ['A', 0.9],
      ['OWN', 0.6],
      ['B', 0.6],
      ['C', 0.1],
    ])
    expect(within).toMatchObject({ rank: { place: 2, of: 4, tied: true }, unknown: 1 })
    expect(over52).toMatchObject({ rank: { place: 1, of: 4, tied: true } })
    expect(total).toMatchObject({ rank: { place: 1, of: 5, tied: true }, unknown: 0 })
  })

  it('has no place without figures of ours, or when nobody waits', () => {
    for (const own of [null, waits(0)]) {
      const [within] = distributionsOf(comparing({ published, own }))
      expect(within!.rank).toBeNull()
      expect(within!.providers.some(({ role }) => role === 'own')).toBe(false)
      expect(within!.quartiles).not.toBeNull()
    }
  })

  it('is the place among all by any order of rows (property)', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 50 }), { minLength: 1, maxLength: 30 }), (shares) => {
        const others = shares.map((within, index) => provider(`P${index}`, waits(within, 50 - within)))
        const own = waits(25, 25)
        const [distribution] = distributionsOf(comparing({ published: others, own }))
        const better = shares.filter((within) => within > 25).length
        return (
          distribution!.rank!.place === better + 1 &&
          distribution!.rank!.of === shares.length + 1 &&
          distribution!.rank!.tied === shares.includes(25)
        )
      }),
    )
  })

  it('lists rows in the order people read them, and a peer that is ourselves once', () => {
    const rows = comparisonRows(
      comparing({
        published: [
          ...published,
          { type: 'National', code: '', name: 'England', line: waits(5, 5) },
          { type: 'Region', code: 'Y62', name: 'NORTH WEST', line: waits(2, 1) },
        ],
        ownCode: 'OWN',
        choice: { regionCode: 'Y62', icbCode: 'QQQ', peers: ['C', 'OWN', 'ZZZ', 'A'] },
      }),
    )
    expect(rows.map(({ role, code }) => `${role} ${code}`)).toEqual([
      'own OWN',
      'own_published OWN',
      'england ',
      'region Y62',
      'peer C',
      'peer A',
    ])
  })
})

it('takes quartiles as spreadsheets do', () => {
  expect(quartilesOf([])).toBeNull()
  expect(quartilesOf([7])).toEqual([7, 7, 7])
  expect(quartilesOf([4, 1, 3, 2])).toEqual([1.75, 2.5, 3.25])
  expect(quartilesOf([10, 20, 30, 40, 50])).toEqual([20, 30, 40])
})

describe('sentences', () => {
  const england = { type: 'National' as const, code: '', name: 'England', line: waits(270, 330, 260, 140) }
  function say(
    change: Partial<Comparing>,
    months: { own: string; published: string } = { own: '2025-10', published: '2025-10' },
  ) {
    const facts = comparing(change)
    return sentencesOf({
      line: '(CYP) Community paediatric service',
      ownMonth: months.own,
      ownEnded: true,
      publishedMonth: months.published,
      rows: comparisonRows(facts),
      distributions: distributionsOf(facts),
    })
  }

  it('say ours and England, then where we stand, then the long waits', () => {
    const others = [provider('A', waits(90, 10)), provider('B', waits(10, 90))]
    expect(say({ published: [england, ...others], own: waits(25, 35, 26, 14) })).toEqual([
      'At the end of October 2025, 25 in 100 of our children waiting had waited 18 weeks or less; it was 27 in England.',
      'That puts us 2nd of 3 providers, the highest share within 18 weeks first; half of the others are between 30 and 70 in 100.',
      '40 in 100 had waited over 52 weeks; it was 40 in England.',
      '14 in 100 had waited over 104 weeks; it was 14 in England.',
    ])
  })

  it('name both months when they differ', () => {
    const [first] = say({ published: [england] }, { own: '2026-03', published: '2025-10' })
    expect(first).toBe(
      'At the end of March 2026, 60 in 100 of our children waiting had waited 18 weeks or less; at the end of October 2025 it was 27 in England.',
    )
  })

  it('say so when nobody waits, when nothing is ours and when nothing is published', () => {
    expect(say({ published: [england], own: waits(0) })[0]).toBe(
      'We had nobody waiting on Community paediatric service at the end of October 2025.',
    )
    expect(say({ published: [england], own: null })).toEqual([
      'None of our services reports on Community paediatric service, so there is nothing of ours to compare.',
      'At the end of October 2025, of every 100 children waiting 27 in England had waited 18 weeks or less.',
      'Of every 100 children waiting 40 in England had waited over 52 weeks.',
      'Of every 100 children waiting 14 in England had waited over 104 weeks.',
    ])
    expect(say({ own: waits(3) }).at(-1)).toBe(
      'NHS England publishes no figure for Community paediatric service in October 2025.',
    )
  })

  it('never round a share to nobody or everybody', () => {
    expect([0, 0.001, 0.005, 0.5, 0.994, 0.999, 1].map(inHundred)).toEqual([
      '0',
      'fewer than 1',
      '1',
      '50',
      '99',
      'more than 99',
      '100',
    ])
    expect([1, 2, 3, 4, 11, 12, 13, 21, 22, 103, 111].map(ordinal)).toEqual(
      '1st 2nd 3rd 4th 11th 12th 13th 21st 22nd 103rd 111th'.split(' '),
    )
  })

  it('caution of what the figures are, of uneven bands, and of providers without bands', () => {
    const published = [
      { ...england, line: { ...england.line, total: 1001 } },
      provider('D', { total: 30, bands: {} }),
    ]
    const facts = comparing({ published })
    const cautions = cautionsOf({
      line: '(CYP) Safeguarding',
      ownMonth: '2025-10',
      ownEnded: true,
      publishedMonth: '2025-10',
      rows: comparisonRows(facts),
      distributions: distributionsOf(facts),
      scheme: 'chs7',
      publishedOwn: undefined,
    }).join('\n')
    expect(cautions).toMatch(/management information that providers submit/)
    expect(cautions).toMatch(/England only/)
    expect(cautions).toMatch(/seven bands/)
    expect(cautions).toMatch(
      /1 provider with children waiting published no full set of bands and stands in no order/,
    )
    expect(cautions).toMatch(/do not add up/)
    expect(cautions).not.toMatch(/months differ/)
  })
})

it('finds every figure that differs: changed, gone and new', () => {
  const before = [{ type: 'Provider' as const, code: 'A', name: 'A', lines: { X: waits(3), Y: waits(1) } }]
  const now = [
    {
      type: 'Provider' as const,
      code: 'A',
      name: 'A',
      lines: { X: { ...waits(3), total: 'withheld' as const } },
    },
    { type: 'Provider' as const, code: 'B', name: 'B', lines: { X: { total: 0, bands: {} } } },
  ]
  const found = differencesBetween(before, now)
  expect(found).toContainEqual({
    organisation: 'A',
    line: 'X',
    measure: 'Total',
    before: '3',
    now: 'withheld',
  })
  expect(found).toContainEqual({ organisation: 'A', line: 'Y', measure: 'Total', before: '1', now: 'blank' })
  expect(found).toContainEqual({ organisation: 'B', line: 'X', measure: 'Total', before: 'blank', now: '0' })
  expect(differencesBetween(before, before)).toEqual([])
})

it('writes names as people do', () => {
  expect(
    [
      "ALDER HEY CHILDREN'S NHS FOUNDATION TRUST",
      "GUY'S AND ST THOMAS' NHS FOUNDATION TRUST",
      'HCRG CARE SERVICES LTD',
      'STAFFORDSHIRE AND STOKE-ON-TRENT',
      'EAST COAST COMMUNITY HEALTHCARE C.I.C',
      'THE NEWCASTLE UPON TYNE HOSPITALS NHS FOUNDATION TRUST',
      'NHS GREATER EXAMPLETON INTEGRATED CARE BOARD',
      'Rowan Health CIC',
    ].map(organisationName),
  ).toEqual([
    "Alder Hey Children's NHS Foundation Trust",
    "Guy's and St Thomas' NHS Foundation Trust",
    'HCRG Care Services Ltd',
    'Staffordshire and Stoke-on-Trent',
    'East Coast Community Healthcare C.I.C',
    'The Newcastle upon Tyne Hospitals NHS Foundation Trust',
    'NHS Greater Exampleton ICB',
    'Rowan Health CIC',
  ])
  expect(lineName('(CYP) Audiology')).toBe('Audiology')
})
