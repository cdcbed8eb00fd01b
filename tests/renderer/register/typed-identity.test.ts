import { expect, it } from 'vitest'
import rules from '../../../src/main/domain/triage/default-rules.json' with { type: 'json' }
import { circumstanceFields, isAskedFor } from '../../../src/renderer/features/forms/index.ts'
import { readIdentity } from '../../../src/renderer/features/register/typed-identity.ts'

it.each([
  ['NOWAK, Zofia', 'Nowak', 'Zofia', null, null],
  ['Zofia NOWAK', 'Nowak', 'Zofia', null, null],
  ['zofia nowak 4/3/2021', 'Nowak', 'Zofia', '2021-03-04', null],
  ["o'brien-smith, siân 4 March 2021", "O'Brien-Smith", 'Siân', '2021-03-04', null],
  ['Nguyễn Khai 999 000 0018', 'Khai', 'Nguyễn', null, '9990000018'],
  ['9990000018', '', '', null, '9990000018'],
  ['999 000 0019', '', '', null, null],
  ['Teller', 'Teller', '', null, null],
  ['2099-01-01 Teller', 'Teller', '', null, null],
  ['', '', '', null, null],
])('reads “%s”', (typed, familyName, givenName, dateOfBirth, nhsNumber) => {
  expect(readIdentity(typed, '2026-03-02')).toEqual({ familyName, givenName, dateOfBirth, nhsNumber })
})

/** Every field name anywhere in a rule. */
function namesIn(rule: unknown): Set<string> {
  return new Set(
    JSON.stringify(rule)
      .match(/"[a-zA-Z]+"/g)
      ?.map((quoted) => quoted.slice(1, -1)),
  )
}

it.each(['audiology', 'slt', 'neurodevelopment'])(
  'asks for %s what its rules read, and nothing else',
  (service) => {
    const read = new Set(
      rules.rules
        .filter(({ services }) => services.includes('all') || services.includes(service))
        .flatMap((rule) => [...namesIn(rule)]),
    )
    const fields = [...circumstanceFields.map(({ name }) => name), 'flags']
    expect(fields.filter((field) => isAskedFor(service, field)).toSorted()).toEqual(
      fields.filter((field) => read.has(field)).toSorted(),
    )
  },
)

it('asks everything for a service it does not know', () => {
  for (const { name } of circumstanceFields) expect(isAskedFor('podiatry', name)).toBe(true)
})
