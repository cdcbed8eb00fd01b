import { screen, within } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { describe, expect, it } from 'vitest'
import { rowFlagLabels, rowFlags } from '../../../src/shared/contract/list-query.ts'
import { safeguardingFirst } from '../../../src/renderer/components/flag-badge.tsx'
import { fitFlags, FittingFlags } from '../../../src/renderer/components/fitting-flags.tsx'
import { accessibilityFaults, renderWithProviders } from '../support.tsx'

describe('flags of a row', () => {
  it('puts safeguarding first and keeps the order of the others', () => {
    expect(safeguardingFirst(['red_flag', 'missing_data', 'ehcp', 'child_in_need', 'cp_plan'])).toEqual([
      'cp_plan',
      'child_in_need',
      'red_flag',
      'missing_data',
      'ehcp',
    ])
  })

  it('shows all where there is room, and drops no safeguarding flag for the word "more"', () => {
    expect(fitFlags(['ehcp', 'missing_data'], 400)).toEqual({ shown: 2, isBrief: false })
    expect(fitFlags(rowFlags, Number.POSITIVE_INFINITY)).toEqual({ shown: rowFlags.length, isBrief: false })
    expect(fitFlags(['red_flag', 'missing_data', 'ehcp'], 192)).toEqual({ shown: 1, isBrief: false })
    expect(fitFlags(['cp_plan', 'missing_data'], 192)).toEqual({ shown: 1, isBrief: true })
    expect(fitFlags(['cp_plan', 'missing_data'], 60)).toEqual({ shown: 0, isBrief: false })
  })

  it('names every flag, the ones without room by a button that lists them all', async () => {
    const user = userEvent.setup()
    renderWithProviders(<FittingFlags flags={['missing_data', 'was_not_brought', 'red_flag']} width={192} />)
    const more = screen.getByRole('button', { name: '+2 more: Missing data, Was not brought' })
    expect(screen.getByText('Red flag')).toBeTruthy()
    more.focus()
    await user.keyboard('{Enter}')
    const all = await screen.findByRole('dialog', { name: 'All 3 flags' })
    expect(
      within(all)
        .getAllByRole('listitem')
        .map((item) => item.textContent),
    ).toEqual(['Red flag', 'Missing data', 'Was not brought'])
    expect(await accessibilityFaults()).toEqual([])
    await user.keyboard('{Escape}')
    expect(document.activeElement).toBe(more)
  })

  it('needs no button where all flags fit', () => {
    renderWithProviders(<FittingFlags flags={rowFlags} width={Number.POSITIVE_INFINITY} />)
    expect(screen.queryByRole('button')).toBeNull()
    for (const flag of rowFlags) expect(screen.getByText(rowFlagLabels[flag])).toBeTruthy()
  })
})
