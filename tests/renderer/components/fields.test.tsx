import { screen } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { useState } from 'react'
import { describe, expect, it, vi } from 'vitest'
import { DateField } from '../../../src/renderer/components/date-field.tsx'
import { ErrorSummary } from '../../../src/renderer/components/error-summary.tsx'
import { NhsNumberField } from '../../../src/renderer/components/nhs-number-field.tsx'
import { accessibilityFaults, renderWithProviders } from '../support.tsx'

const today = '2026-11-22'

function Born({ onValue }: { onValue: (value: string | null) => void }) {
  const [value, setValue] = useState<string | null>(null)
  return (
    <DateField
      label="Date of birth"
      today={today}
      value={value}
      max={{ date: today, message: 'The date of birth is in the future.' }}
      onChange={(date) => {
        setValue(date)
        onValue(date)
      }}
    />
  )
}

async function typeDate(text: string) {
  const onValue = vi.fn<(value: string | null) => void>()
  const user = userEvent.setup()
  renderWithProviders(<Born onValue={onValue} />)
  const box = screen.getByRole('textbox', { name: 'Date of birth' })
  await user.type(box, text)
  expect(onValue).not.toHaveBeenCalled()
  await user.tab()
  return { user, box: box as HTMLInputElement, onValue }
}

describe('DateField', () => {
  it.each([
    ['4/3/2021', '2021-03-04'],
    ['04032021', '2021-03-04'],
    ['4 March 2021', '2021-03-04'],
    ['t', today],
    ['-7', '2026-11-15'],
  ])('reads %s on leaving the box', async (text, date) => {
    const { onValue } = await typeDate(text)
    expect(onValue).toHaveBeenCalledExactlyOnceWith(date)
  })

  it('shows what was read as DD-MMM-YYYY and says it in full', async () => {
    const { box } = await typeDate('4/3/21')
    expect(box.value).toBe('4/3/21')
    expect(box.getAttribute('aria-invalid')).toBe('true')
    expect(screen.getByText(/two digits/)).toBeTruthy()
  })

  it('keeps what cannot be read as typed, and clears the remark once corrected', async () => {
    const { user, box, onValue } = await typeDate('31/02/2021')
    expect(onValue).toHaveBeenLastCalledWith(null)
    expect(box.value).toBe('31/02/2021')
    expect(screen.getByText(/no such day/)).toBeTruthy()
    await user.clear(box)
    await user.type(box, '28/02/2021')
    await user.tab()
    expect(box.value).toBe('28-Feb-2021')
    expect(box.getAttribute('aria-description')).toBe('28 February 2021')
    expect(screen.queryByText(/no such day/)).toBeNull()
  })

  it('refuses a day past the latest one', async () => {
    const { onValue } = await typeDate('tomorrow')
    expect(onValue).toHaveBeenLastCalledWith(null)
    expect(screen.getByText('The date of birth is in the future.')).toBeTruthy()
  })
})

function Number({ onValue }: { onValue: (value: string | null) => void }) {
  const [value, setValue] = useState<string | null>(null)
  return (
    <NhsNumberField
      label="NHS number"
      value={value}
      onChange={(next) => {
        setValue(next)
        onValue(next)
      }}
    />
  )
}

describe('NhsNumberField', () => {
  it('takes a pasted number in any spacing and shows it 3-3-4', async () => {
    const onValue = vi.fn<(value: string | null) => void>()
    const user = userEvent.setup()
    renderWithProviders(<Number onValue={onValue} />)
    const box = screen.getByRole('textbox', { name: 'NHS number' }) as HTMLInputElement
    await user.click(box)
    await user.paste('999-000 0018')
    await user.tab()
    expect(onValue).toHaveBeenCalledExactlyOnceWith('9990000018')
    expect(box.value).toBe('999 000 0018')
  })

  it('says what is wrong with a number that fails its check', async () => {
    const onValue = vi.fn<(value: string | null) => void>()
    const user = userEvent.setup()
    renderWithProviders(<Number onValue={onValue} />)
    await user.type(screen.getByRole('textbox'), '9990000019')
    await user.tab()
    expect(onValue).toHaveBeenCalledExactlyOnceWith(null)
    expect(screen.getByText(/check digit/)).toBeTruthy()
  })
})

it('leads from the summary to the field, without faults', async () => {
  const user = userEvent.setup()
  renderWithProviders(
    <>
      <ErrorSummary problems={[{ fieldId: 'born', message: 'Enter the date of birth' }]} />
      <DateField id="born" label="Date of birth" today={today} value={null} onChange={() => undefined} />
    </>,
  )
  expect(screen.getByRole('alert').textContent).toContain('One thing needs correcting')
  expect(document.activeElement?.contains(screen.getByRole('alert'))).toBe(true)
  await user.click(screen.getByRole('link', { name: 'Enter the date of birth' }))
  expect(document.activeElement?.id).toBe('born')
  expect(await accessibilityFaults()).toEqual([])
})
