import { describe, expect, it } from 'vitest'
import { projectFirstContact } from '../../../src/main/domain/triage/first-contact.ts'

const today = '2026-03-02'

describe('the likely date of first contact', () => {
  it('is the number ahead over what left the queue each week', () => {
    expect(projectFirstContact({ ahead: 30, removals: 36 }, today)).toEqual({
      on: '2026-05-11',
      weeks: 10,
      weeklyRemovals: 3,
    })
  })

  it('is not known where nobody left the queue', () => {
    expect(projectFirstContact({ ahead: 0, removals: 0 }, today)).toBeNull()
    expect(projectFirstContact({ ahead: 400, removals: 0 }, today)).toBeNull()
  })

  it('is today for the child who stands first', () => {
    expect(projectFirstContact({ ahead: 0, removals: 1 }, today)?.on).toBe(today)
  })

  it('never rounds a wait down', () => {
    expect(projectFirstContact({ ahead: 1, removals: 60 }, today)).toMatchObject({
      on: '2026-03-04',
      weeks: 1,
    })
  })

  it('gives ten years for five thousand at forty a month', () => {
    const weeks = projectFirstContact(
      { ahead: 5000, removals: Math.round((40 * 12 * 12) / 52) },
      today,
    )?.weeks
    expect((weeks ?? 0) / 52).toBeGreaterThan(10)
    expect((weeks ?? 0) / 52).toBeLessThan(11)
  })
})
