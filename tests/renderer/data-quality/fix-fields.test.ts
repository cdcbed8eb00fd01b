import { expect, it } from 'vitest'
import { type FixDraft, onTopOf } from '../../../src/renderer/features/data-quality/fix-fields.tsx'

const record = (child: object): FixDraft => ({ child: child as FixDraft['child'], facts: null })

it('puts only what was changed on top of what somebody else saved meanwhile', () => {
  const start = record({ postcode: null, school: 'Old School', language: null })
  const draft = record({ postcode: 'QA1 1AA', school: 'Old School', language: null })
  const present = record({ postcode: null, school: 'New School', language: 'pl' })
  expect(onTopOf(present, start, draft)).toEqual(
    record({ postcode: 'QA1 1AA', school: 'New School', language: 'pl' }),
  )
})
