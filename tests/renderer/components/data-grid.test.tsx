import { screen, waitFor, within } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { useState } from 'react'
import { describe, expect, it, vi } from 'vitest'
import { DataGrid, type DataGridProps } from '../../../src/renderer/components/data-grid/data-grid.tsx'
import { nothingSelected } from '../../../src/renderer/components/data-grid/selection.ts'
import { startingPrefs } from '../../../src/renderer/components/data-grid/columns.ts'
import type { Column, RowSelection, SortKey } from '../../../src/renderer/components/data-grid/types.ts'
import { usePagedRows } from '../../../src/renderer/components/data-grid/use-paged-rows.ts'
import { accessibilityFaults, changeFeed, renderWithProviders } from '../support.tsx'

interface Row {
  id: string
  name: string
  days: number
}

const columns: Column<Row>[] = [
  {
    id: 'name',
    header: 'Name',
    width: 200,
    sticky: true,
    rowHeader: true,
    sortable: true,
    text: (row) => row.name,
  },
  {
    id: 'days',
    header: 'Waited',
    width: 120,
    sortable: true,
    sortWords: { asc: 'shortest first', desc: 'longest first' },
    text: (row) => String(row.days),
  },
  { id: 'note', header: 'Note', width: 300, text: (row) => `=note ${row.id}` },
]

function rowAt(index: number): Row {
  return { id: `r${index}`, name: `CHILD ${index}`, days: index }
}

interface ListProps extends Partial<DataGridProps<Row>> {
  total: number
  fetched?: (offset: number) => void
  onSelect?: (selection: RowSelection) => void
}

function List({ total, fetched, onSelect, ...rest }: ListProps) {
  const [sort, setSort] = useState<SortKey[]>([])
  const [selection, setSelection] = useState<RowSelection>(nothingSelected)
  const [prefs, setPrefs] = useState(startingPrefs(columns))
  const source = usePagedRows<Row>({
    queryKey: ['list', sort],
    fetchPage: ({ offset, limit }) => {
      fetched?.(offset)
      const length = Math.max(0, Math.min(limit, total - offset))
      const rows = Array.from({ length }, (_, index) => rowAt(offset + index))
      return Promise.resolve({ rows, total, asAt: '2026-11-22' })
    },
    changedBy: ['referral'],
  })
  return (
    <DataGrid
      label="Waiting list"
      noun={{ one: 'referral', many: 'referrals' }}
      columns={columns}
      source={source}
      rowKey={(row) => row.id}
      rowLabel={(row) => row.name}
      sort={sort}
      onSortChange={setSort}
      selection={selection}
      onSelectionChange={(next) => {
        setSelection(next)
        onSelect?.(next)
      }}
      canSelectMatching
      columnPrefs={prefs}
      onColumnPrefsChange={setPrefs}
      {...rest}
    />
  )
}

async function open(props: ListProps, watch?: ReturnType<typeof changeFeed>['watch']) {
  const user = userEvent.setup()
  const view = renderWithProviders(<List {...props} />, watch ? { watch } : {})
  if (props.total > 0) await screen.findByText('CHILD 0')
  return { user, ...view }
}

function list() {
  return within(screen.getByRole('region', { name: 'Waiting list' }))
}

/** Row and column of the focused cell, as data: header row is 1. */
function focused(): string | undefined {
  return document.activeElement instanceof HTMLElement ? document.activeElement.dataset['cell'] : undefined
}

async function focusFirstCell(user: ReturnType<typeof userEvent.setup>) {
  await user.click(screen.getByText('CHILD 0'))
  expect(focused()).toBe('0:1')
}

describe('what the grid says of itself', () => {
  it('counts every row and column although it draws a few', async () => {
    await open({ total: 100_000 })
    const grid = screen.getByRole('grid', { name: 'Waiting list' })
    expect(grid).toHaveProperty('ariaRowCount', '100001')
    expect(grid.getAttribute('aria-colcount')).toBe('4')
    const rows = within(grid).getAllByRole('row')
    expect(rows.length).toBeGreaterThan(10)
    expect(rows.length).toBeLessThan(60)
    expect(rows.map((row) => Number(row.getAttribute('aria-rowindex')))).toEqual(
      rows.map((_, index) => index + 1),
    )
  })

  it('has no accessibility faults', async () => {
    await open({ total: 500 })
    expect(await accessibilityFaults()).toEqual([])
  })

  it('says how many of how many, the order and the day', async () => {
    const { user } = await open({ total: 412, outOf: 1234 })
    await user.click(screen.getByRole('columnheader', { name: 'Waited' }))
    await user.click(screen.getByRole('columnheader', { name: /Waited/ }))
    expect(screen.getByText('412 of 1,234 referrals')).toBeTruthy()
    expect(list().getByText('Sorted by waited (longest first)')).toBeTruthy()
    expect(screen.getByText('As at 22-Nov-2026')).toBeTruthy()
  })

  it('says what to do when nothing matches', async () => {
    await open({ total: 0, empty: <p>Clear a filter to see more.</p> })
    expect(await screen.findByText('Clear a filter to see more.')).toBeTruthy()
    expect(screen.getByText('0 referrals')).toBeTruthy()
  })

  it('says why the list could not be read and tries again', async () => {
    let failing = true
    function Failing() {
      const source = usePagedRows<Row>({
        queryKey: ['failing'],
        fetchPage: () =>
          failing
            ? Promise.reject(new Error('patient name'))
            : Promise.resolve({ rows: [rowAt(0)], total: 1 }),
      })
      return (
        <DataGrid
          label="L"
          columns={columns}
          source={source}
          rowKey={(row) => row.id}
          rowLabel={(row) => row.name}
        />
      )
    }
    const user = userEvent.setup()
    renderWithProviders(<Failing />)
    const alert = await screen.findByRole('alert', { name: '' })
    await within(document.body).findByText('The list could not be read')
    expect(document.body.textContent).not.toContain('patient name')
    expect(alert).toBeTruthy()
    failing = false
    await user.click(screen.getByRole('button', { name: 'Try again' }))
    expect(await screen.findByText('CHILD 0')).toBeTruthy()
  })
})

describe('keys', () => {
  it('is one tab stop and moves by arrows, Home, End and pages', async () => {
    const { user } = await open({ total: 1000 })
    const stops = document.querySelectorAll('[role=grid] [tabindex="0"]')
    expect(stops).toHaveLength(1)
    await focusFirstCell(user)
    await user.keyboard('{ArrowDown}{ArrowRight}')
    expect(focused()).toBe('1:2')
    await user.keyboard('{End}')
    expect(focused()).toBe('1:3')
    await user.keyboard('{Home}{ArrowUp}{ArrowUp}{ArrowUp}')
    expect(focused()).toBe('-1:0')
    await user.keyboard('{ArrowDown}{PageDown}')
    const afterPage = Number(focused()?.split(':')[0])
    expect(afterPage).toBeGreaterThan(5)
    await user.keyboard('{PageUp}')
    expect(focused()).toBe('0:0')
  })

  it('goes to the last of very many rows and back', async () => {
    const offsets: number[] = []
    const { user } = await open({ total: 100_000, fetched: (offset) => offsets.push(offset) })
    await focusFirstCell(user)
    await user.keyboard('{Control>}{End}{/Control}')
    expect(focused()).toBe('99999:3')
    await waitFor(() => expect(offsets).toContain(99_900))
    expect(await screen.findByText('CHILD 99999')).toBeTruthy()
    expect(offsets.length).toBeLessThan(10)
    await user.keyboard('{Control>}{Home}{/Control}')
    expect(focused()).toBe('0:0')
  })

  it('opens the row by Enter and by a double click, not by a single one', async () => {
    const onOpen = vi.fn<(row: Row) => void>()
    const { user } = await open({ total: 10, onOpen })
    await focusFirstCell(user)
    expect(onOpen).not.toHaveBeenCalled()
    await user.keyboard('{ArrowDown}{Enter}')
    expect(onOpen).toHaveBeenCalledExactlyOnceWith(rowAt(1))
    await user.dblClick(screen.getByText('CHILD 3'))
    expect(onOpen).toHaveBeenLastCalledWith(rowAt(3))
  })

  it('sorts from the heading, alone or as a further key', async () => {
    const { user } = await open({ total: 10 })
    await focusFirstCell(user)
    await user.keyboard('{ArrowUp}{Enter}')
    const name = screen.getByRole('columnheader', { name: /Name/ })
    const days = screen.getByRole('columnheader', { name: /Waited/ })
    expect(name.getAttribute('aria-sort')).toBe('ascending')
    expect(days.getAttribute('aria-sort')).toBe('none')
    expect(screen.getByRole('columnheader', { name: 'Note' }).getAttribute('aria-sort')).toBeNull()
    await user.keyboard('{ArrowRight}{Shift>}{Enter}{/Shift}')
    expect(screen.getByRole('columnheader', { name: /Waited/ }).getAttribute('aria-sort')).toBe('ascending')
    expect(list().getByText('Sorted by name (A to Z), then waited (shortest first)')).toBeTruthy()
  })
})

describe('choosing rows', () => {
  it('chooses by Space, extends by Shift and the arrows, and lets go again', async () => {
    const onSelect = vi.fn<(selection: RowSelection) => void>()
    const { user } = await open({ total: 50, onSelect })
    await focusFirstCell(user)
    await user.keyboard(' ')
    expect(onSelect).toHaveBeenLastCalledWith({ kind: 'ids', ids: new Set(['r0']) })
    await user.keyboard('{Shift>}{ArrowDown}{ArrowDown}{ArrowUp}{/Shift}')
    expect(onSelect).toHaveBeenLastCalledWith({ kind: 'ids', ids: new Set(['r0', 'r1']) })
    expect(screen.getAllByRole('row', { selected: true })).toHaveLength(2)
    expect(screen.getByText('2 selected', { selector: 'strong' })).toBeTruthy()
    await user.keyboard('{Escape}')
    expect(screen.queryAllByRole('row', { selected: true })).toHaveLength(0)
  })

  it('chooses those shown by Ctrl+A, and all that match when asked again', async () => {
    const onSelect = vi.fn<(selection: RowSelection) => void>()
    const { user } = await open({ total: 1234, onSelect })
    await focusFirstCell(user)
    await user.keyboard('{Control>}a{/Control}')
    const shown = onSelect.mock.lastCall?.[0]
    expect(shown?.kind).toBe('ids')
    expect(shown?.kind === 'ids' && shown.ids.size).toBeGreaterThan(5)
    expect(shown?.kind === 'ids' && shown.ids.size).toBeLessThan(40)
    expect(screen.getByRole('button', { name: 'Select all 1,234 matching' })).toBeTruthy()
    await user.keyboard('{Control>}a{/Control}')
    expect(onSelect).toHaveBeenLastCalledWith({ kind: 'matching', except: new Set() })
    expect(screen.getByText('All 1,234 matching selected')).toBeTruthy()
    await user.keyboard(' ')
    expect(onSelect).toHaveBeenLastCalledWith({ kind: 'matching', except: new Set(['r0']) })
    expect(screen.getByText('1,233 matching selected')).toBeTruthy()
  })

  it('chooses by the box in the first column', async () => {
    const { user } = await open({ total: 5 })
    await user.click(screen.getByRole('checkbox', { name: 'Select CHILD 2' }))
    expect(screen.getByRole('checkbox', { name: 'Select CHILD 2' })).toHaveProperty('checked', true)
    expect(screen.getByText('1 selected', { selector: 'strong' })).toBeTruthy()
  })
})

describe('copying', () => {
  it('copies the chosen rows as cells for Excel, with formulas made harmless', async () => {
    const onCopied = vi.fn<(rows: number) => void>()
    const { user } = await open({ total: 300, onCopied })
    await focusFirstCell(user)
    await user.keyboard(' {ArrowDown} {Control>}c{/Control}')
    await waitFor(() => expect(onCopied).toHaveBeenCalledWith(2))
    expect(await navigator.clipboard.readText()).toBe(
      "Name\tWaited\tNote\r\nCHILD 0\t0\t'=note r0\r\nCHILD 1\t1\t'=note r1",
    )
  })

  it('copies rows that were never on screen when all that match are chosen', async () => {
    const onCopied = vi.fn<(rows: number) => void>()
    const { user } = await open({ total: 450, onCopied })
    await focusFirstCell(user)
    await user.keyboard('{Control>}a{/Control}{Control>}a{/Control}{Control>}c{/Control}')
    await waitFor(() => expect(onCopied).toHaveBeenCalledWith(450))
    const lines = (await navigator.clipboard.readText()).split('\r\n')
    expect(lines).toHaveLength(451)
    expect(lines.at(-1)).toBe("CHILD 449\t449\t'=note r449")
  })

  it('copies the focused cell when nothing is chosen', async () => {
    const { user } = await open({ total: 3 })
    await focusFirstCell(user)
    await user.keyboard('{ArrowDown}{Control>}c{/Control}')
    await waitFor(async () => expect(await navigator.clipboard.readText()).toBe('CHILD 1'))
  })
})

it('counts what changed and moves nothing until asked', async () => {
  const feed = changeFeed()
  const offsets: number[] = []
  const { user } = await open({ total: 20, fetched: (offset) => offsets.push(offset) }, feed.watch)
  feed.send({ noun: 'child', ids: ['x'] })
  feed.send({ noun: 'referral', ids: ['a', 'b'] })
  feed.send({ noun: 'referral', ids: ['b', 'c'] })
  const refresh = await screen.findByRole('button', { name: '3 changed since you looked – refresh' })
  expect(offsets).toEqual([0])
  await user.click(refresh)
  await waitFor(() => expect(offsets).toEqual([0, 0]))
  expect(screen.queryByRole('button', { name: /changed since/ })).toBeNull()
})

it('hides, widens and moves columns by buttons', async () => {
  const { user } = await open({ total: 3 })
  await user.click(screen.getByRole('button', { name: 'Columns' }))
  await user.click(await screen.findByRole('checkbox', { name: 'Note' }))
  expect(screen.queryByRole('columnheader', { name: 'Note' })).toBeNull()
  await user.click(screen.getByRole('button', { name: 'Waited: wider' }))
  expect(screen.getByRole('columnheader', { name: 'Waited' }).style.width).toBe('136px')
})
