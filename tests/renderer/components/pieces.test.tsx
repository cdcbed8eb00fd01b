import { IconInbox } from '@tabler/icons-react'
import { screen, waitFor, within } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { useState } from 'react'
import { describe, expect, it, vi } from 'vitest'
import { ErrorBoundary } from '../../../src/renderer/app/error-boundary.tsx'
import { parseShortcut } from '../../../src/renderer/app/shortcuts.tsx'
import { Confirm } from '../../../src/renderer/components/confirm.tsx'
import { pasteSafe } from '../../../src/renderer/components/data-grid/copy.ts'
import { DateText } from '../../../src/renderer/components/date-text.tsx'
import { FilterChips } from '../../../src/renderer/components/filter-chips.tsx'
import { NhsNumberText } from '../../../src/renderer/components/nhs-number-text.tsx'
import { PatientBanner } from '../../../src/renderer/components/patient-banner.tsx'
import { PriorityBadge } from '../../../src/renderer/components/priority-badge.tsx'
import { Problem } from '../../../src/renderer/components/problem.tsx'
import { Timeline } from '../../../src/renderer/components/timeline.tsx'
import { showProblem, showUndo } from '../../../src/renderer/components/undo-toast.tsx'
import { waitText } from '../../../src/renderer/components/wait-text.tsx'
import { WhyPopover } from '../../../src/renderer/components/why-popover.tsx'
import { accessibilityFaults, renderWithProviders } from '../support.tsx'

describe('Problem', () => {
  it('says what happened and offers to try again', async () => {
    const onRetry = vi.fn<() => void>()
    const user = userEvent.setup()
    renderWithProviders(
      <Problem
        refusal={{ kind: 'conflict', message: 'Saved by somebody else at 14:02.' }}
        onRetry={onRetry}
      />,
    )
    const alert = screen.getByRole('alert')
    expect(within(alert).getByText('Somebody else changed this first')).toBeTruthy()
    expect(within(alert).getByText('Saved by somebody else at 14:02.')).toBeTruthy()
    await user.click(within(alert).getByRole('button', { name: 'Try again' }))
    expect(onRetry).toHaveBeenCalledOnce()
  })

  it('lists each further problem', () => {
    renderWithProviders(
      <Problem
        refusal={{
          kind: 'invalid',
          message: 'Not saved.',
          issues: [{ field: 'a', message: 'Enter a date.' }],
        }}
      />,
    )
    expect(screen.getByRole('listitem').textContent).toBe('Enter a date.')
  })
})

describe('ErrorBoundary', () => {
  it('shows the screen again once it can be', async () => {
    vi.spyOn(console, 'error').mockImplementation(() => undefined)
    let broken = true
    function Sometimes() {
      if (broken) throw new Error('secret')
      return <p>All well</p>
    }
    const user = userEvent.setup()
    renderWithProviders(
      <ErrorBoundary name="Review">
        <Sometimes />
      </ErrorBoundary>,
    )
    expect(screen.getByText('“Review” could not be shown')).toBeTruthy()
    expect(document.body.textContent).not.toContain('secret')
    broken = false
    await user.click(screen.getByRole('button', { name: 'Try again' }))
    expect(screen.getByText('All well')).toBeTruthy()
  })
})

describe('PatientBanner', () => {
  it('says who this is in the order of the Common User Interface', async () => {
    renderWithProviders(
      <PatientBanner
        child={{
          familyName: 'Featherstonehaugh-Łuczak',
          givenName: 'Bartholomew',
          preferredName: 'Bobby',
          dateOfBirth: '2021-03-04',
          nhsNumber: '9990000018',
          restricted: true,
        }}
        gender={null}
        today="2025-11-22"
        flags={['red_flag', 'restricted']}
      />,
    )
    const banner = screen.getByRole('region', { name: 'Child' })
    expect(banner.textContent).toMatch(
      /FEATHERSTONEHAUGH-ŁUCZAK, Bartholomew \(Bobby\).*Born.*4y 8m.*Gender.*Not known.*NHS No\..*999 000 0018/,
    )
    expect(within(banner).getByText('Red flag')).toBeTruthy()
    expect(within(banner).getByText(/Restricted record/)).toBeTruthy()
    expect(await accessibilityFaults()).toEqual([])
  })
})

describe('small texts', () => {
  it.each([
    [0, '0 days'],
    [1, '1 day'],
    [13, '13 days'],
    [14, '2 weeks (14 days)'],
    [428, '61 weeks (428 days)'],
    [7300, '1,042 weeks (7,300 days)'],
    [null, 'Not waiting'],
  ])('says a wait of %s days', (days, words) => {
    expect(waitText(days)).toBe(words)
  })

  it('reads a short date out in full', () => {
    const { container } = renderWithProviders(<DateText date="2021-03-04" />)
    const time = container.querySelector('time')
    expect(time?.getAttribute('datetime')).toBe('2021-03-04')
    expect(time?.querySelector('[aria-hidden]')?.textContent).toBe('04-Mar-2021')
    expect(time?.querySelector('.cw-hidden')?.textContent).toBe('4 March 2021')
  })

  it('copies an NHS number as ten digits', async () => {
    const user = userEvent.setup()
    renderWithProviders(<NhsNumberText nhsNumber="9990000018" copyable />)
    await user.click(screen.getByRole('button', { name: 'Copy the NHS number' }))
    expect(await navigator.clipboard.readText()).toBe('9990000018')
  })

  it('marks a suggested priority as a suggestion, in words', () => {
    renderWithProviders(<PriorityBadge priority={null} suggested="urgent" />)
    expect(screen.getByText('Urgent suggested')).toBeTruthy()
  })

  it.each([
    ['=1+1', "'=1+1"],
    ['+44 7700', "'+44 7700"],
    ['@SUM(A1)', "'@SUM(A1)"],
    ['-cmd', "'-cmd"],
    ['-12.5', '-12.5'],
    ['O’Brien\tKai\n', 'O’Brien Kai'],
  ])('makes %s safe to paste', (text, safe) => {
    expect(pasteSafe(text)).toBe(safe)
  })
})

describe('WhyPopover', () => {
  it('opens by keyboard, reads the reasons, and gives the focus back on Esc', async () => {
    const onOpen = vi.fn<() => void>()
    const user = userEvent.setup()
    renderWithProviders(
      <WhyPopover question="Why urgent?" sentences={['Red flag: rule R-12.']} onOpen={onOpen} />,
    )
    await user.tab()
    const button = screen.getByRole('button', { name: 'Why urgent?' })
    expect(document.activeElement).toBe(button)
    expect(screen.queryByRole('dialog')).toBeNull()
    await user.keyboard('{Enter}')
    const dialog = await screen.findByRole('dialog', { name: 'Why urgent?' })
    expect(within(dialog).getByText('Red flag: rule R-12.')).toBeTruthy()
    expect(button.getAttribute('aria-expanded')).toBe('true')
    expect(onOpen).toHaveBeenCalledOnce()
    expect(await accessibilityFaults()).toEqual([])
    await user.keyboard('{Escape}')
    expect(screen.queryByRole('dialog')).toBeNull()
    await waitFor(() => expect(document.activeElement).toBe(button))
  })
})

describe('Confirm', () => {
  it('starts on the way back and names what will happen', async () => {
    const onConfirm = vi.fn<() => void>()
    const onClose = vi.fn<() => void>()
    const user = userEvent.setup()
    renderWithProviders(
      <Confirm
        opened
        title="Discharge 12?"
        action="Discharge 12 referrals"
        destructive
        onConfirm={onConfirm}
        onClose={onClose}
      >
        They leave the list.
      </Confirm>,
    )
    await waitFor(() => expect(document.activeElement?.textContent).toBe('Cancel'))
    await user.keyboard('{Enter}')
    expect(onClose).toHaveBeenCalledOnce()
    expect(onConfirm).not.toHaveBeenCalled()
    await user.click(screen.getByRole('button', { name: 'Discharge 12 referrals' }))
    expect(onConfirm).toHaveBeenCalledOnce()
  })
})

function Chips({ onChange }: { onChange: (facet: string, selected: string[]) => void }) {
  const [selected, setSelected] = useState<string[]>(['urgent'])
  return (
    <FilterChips
      facets={[
        {
          id: 'priority',
          label: 'Priority',
          options: [
            { value: 'urgent', label: 'Urgent', count: 12 },
            { value: 'soon', label: 'Soon', count: 1234 },
          ],
          selected,
        },
      ]}
      onChange={(facet, next) => {
        setSelected(next)
        onChange(facet, next)
      }}
      onClear={() => setSelected([])}
    />
  )
}

it('says each filter in words, opens its choices with counts, and clears', async () => {
  const onChange = vi.fn<(facet: string, selected: string[]) => void>()
  const user = userEvent.setup()
  renderWithProviders(<Chips onChange={onChange} />)
  await user.click(screen.getByRole('button', { name: 'Priority: Urgent' }))
  await user.click(await screen.findByRole('checkbox', { name: 'Soon, 1,234' }))
  expect(onChange).toHaveBeenLastCalledWith('priority', ['urgent', 'soon'])
  expect(screen.getByRole('button', { name: 'Priority: Urgent or Soon' })).toBeTruthy()
  expect(await accessibilityFaults()).toEqual([])
  await user.click(screen.getByRole('button', { name: 'Clear all' }))
  expect(screen.getByRole('button', { name: 'Priority' })).toBeTruthy()
})

it('strikes through what was taken back and says why', () => {
  renderWithProviders(
    <Timeline
      label="Timeline"
      entries={[{ id: '1', date: '2026-10-01', title: 'Booked', icon: IconInbox, voided: 'wrong child' }]}
    />,
  )
  const entry = within(screen.getByRole('list', { name: 'Timeline' })).getByRole('listitem')
  expect(entry.querySelector('s')?.textContent).toBe('Booked')
  expect(entry.textContent).toContain('Taken back: wrong child')
})

it('offers to undo, and keeps a problem until it is closed', async () => {
  const onUndo = vi.fn<() => void>()
  const user = userEvent.setup()
  renderWithProviders(<p>Screen</p>)
  showUndo({ message: '12 referrals accepted', onUndo })
  showProblem({ kind: 'conflict', message: 'Not saved.' })
  await user.click(await screen.findByRole('button', { name: 'Undo' }))
  expect(onUndo).toHaveBeenCalledOnce()
  expect(await screen.findByText('Not saved.')).toBeTruthy()
})

it('refuses a shortcut that is a bare letter', () => {
  expect(() => parseShortcut('k')).toThrow('needs Ctrl or Alt')
  expect(() => parseShortcut('Shift+K')).toThrow('needs Ctrl or Alt')
  expect(parseShortcut('F1')).toEqual({ key: 'f1', control: false, alt: false, shift: false })
})
