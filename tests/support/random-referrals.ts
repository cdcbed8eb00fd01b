import fc from 'fast-check'
import { defaultRuleSet } from '../../src/main/domain/triage/default-rule-set.ts'
import { triageFields } from '../../src/shared/codes/triage-fields.ts'
import type { TriageField } from '../../src/shared/codes/triage-fields.ts'
import { conditionsOf } from '../../src/shared/triage/rule-set-schema.ts'
import { testsOf } from '../../src/shared/triage/rules.ts'

const asked = defaultRuleSet().rules.flatMap((rule) => conditionsOf(rule).flatMap(testsOf))

/** Values that rules ask about are likelier than others, so that rules fire. */
function valueOf(field: TriageField): fc.Arbitrary<unknown> {
  const named = asked
    .filter((test) => test.field === field.name)
    .flatMap(({ value }) => (Array.isArray(value) ? [...value] : [value]))
  const codes = Object.keys(field.codes ?? { x: '' })
  const known = named.filter((value): value is string => typeof value === 'string')
  const code = known.length === 0 ? fc.constantFrom(...codes) : fc.constantFrom(...codes, ...known, ...known)
  switch (field.type) {
    case 'boolean':
      return fc.boolean()
    case 'number':
      return fc.constantFrom(
        0,
        1,
        ...named.flatMap((value) => (typeof value === 'number' ? [value - 1, value, value + 1] : [])),
      )
    case 'code':
      return code
    case 'codeList':
      return fc.uniqueArray(code, { maxLength: 3 })
    case 'date':
      return fc.constantFrom('2026-01-05', '2025-12-31')
    case 'text':
      return fc.constantFrom('x', '')
  }
}

/** Any referral: each field answered, asked and none, or not asked. */
export const referrals: fc.Arbitrary<Record<string, unknown>> = fc.record(
  {
    service: fc.constantFrom('audiology', 'slt', 'neurodevelopment'),
    ...Object.fromEntries(
      triageFields.map((field) => [
        field.name,
        fc.oneof({ weight: 4, arbitrary: valueOf(field) }, fc.constant(null)),
      ]),
    ),
  },
  { requiredKeys: ['service'] },
)
