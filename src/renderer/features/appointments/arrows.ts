import type { KeyboardEvent } from 'react'

/** Moves the focus up or down among the elements of a list that match `selector`, on the arrow keys. */
export function moveInList(event: KeyboardEvent<HTMLElement>, selector: string): void {
  const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0
  const list = event.currentTarget.closest('ol')
  if (step === 0 || !list || event.altKey) return
  const rows = [...list.querySelectorAll<HTMLElement>(selector)]
  const next = rows[rows.indexOf(event.currentTarget) + step]
  if (!next) return
  event.preventDefault()
  next.focus()
}

/** Moves the focus among the links of a table, in any of the four directions, on the arrow keys. */
export function moveInTable(event: KeyboardEvent<HTMLElement>): void {
  const steps: Record<string, [number, number]> = {
    ArrowLeft: [0, -1],
    ArrowRight: [0, 1],
    ArrowUp: [-1, 0],
    ArrowDown: [1, 0],
  }
  const step = steps[event.key]
  const cell = event.currentTarget.closest('td')
  const table = event.currentTarget.closest('table')
  if (!step || !cell || !table || event.altKey) return
  event.preventDefault()
  const rows = [...table.tBodies].flatMap((body) => [...body.rows])
  let [y, x] = [rows.indexOf(cell.parentElement as HTMLTableRowElement) + step[0], cell.cellIndex + step[1]]
  for (; y >= 0 && y < rows.length && x >= 0 && x < 12; y += step[0], x += step[1]) {
    const link = rows[y]?.cells[x]?.querySelector('a')
    if (link) return link.focus()
  }
}
