import { expect, it } from 'vitest'
import { readRegister } from '../../../src/renderer/features/register/read-register.ts'
import {
  draftFromText,
  draftToText,
  emptyDraft,
  isWorthKeeping,
  type RegisterDraft,
} from '../../../src/renderer/features/register/register-draft.ts'

const today = '2026-03-02'
const draft: RegisterDraft = {
  ...emptyDraft(today, 'slt'),
  who: { kind: 'existing', child: { childId: '01920000-0000-7000-8000-000000000001' } as never },
}
const referralOf = (part: Partial<RegisterDraft>) => {
  const reading = readRegister({ ...draft, ...part }, today)
  return reading.ok ? reading.input.referral : null
}

it('a transfer says so and names the provider where it is known', () => {
  expect(referralOf({})).not.toHaveProperty('transferFrom')
  expect(referralOf({})?.circumstances).toEqual({})
  expect(referralOf({ transferFrom: ' Example Trust ' })).toMatchObject({
    transferFrom: 'Example Trust',
    circumstances: { transferIn: true },
  })
  expect(referralOf({ transferFrom: '' })).toMatchObject({
    transferFrom: null,
    circumstances: { transferIn: true },
  })
})

it('a kept draft remembers the transfer, and one kept before transfers were asked is none', () => {
  const kept = { ...draft, transferFrom: 'Example Trust' }
  expect(draftFromText(draftToText(kept))?.transferFrom).toBe('Example Trust')
  const { transferFrom: _, ...older } = draft
  expect(draftFromText(draftToText(older as RegisterDraft))?.transferFrom).toBeNull()
  expect(isWorthKeeping({ ...emptyDraft(today, 'slt'), transferFrom: '' })).toBe(true)
})
