import type { RefObject } from 'react'

/** The place of a test as people count: `2.1` is the first of the second group. */
export function placeName(path: readonly number[]): string {
  return path.map((index) => index + 1).join('.')
}

/** Gives something inside `box` the focus once it is drawn. */
export function focusSoon(box: RefObject<HTMLElement | null>, selector: string): void {
  setTimeout(() => box.current?.querySelector<HTMLElement>(selector)?.focus(), 0)
}
