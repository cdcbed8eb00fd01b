import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import path from 'node:path'

export interface Rectangle {
  x: number
  y: number
  width: number
  height: number
}

/** Where a window was and how big, in device-independent pixels. Nothing else is remembered. */
export interface WindowState {
  bounds: Rectangle
  isMaximised: boolean
}

export const smallestWindow = { width: 640, height: 480 } as const
const usualWindow = { width: 1360, height: 860 } as const
const leastInView = 160

function overlap(a: Rectangle, b: Rectangle): { width: number; height: number } {
  return {
    width: Math.min(a.x + a.width, b.x + b.width) - Math.max(a.x, b.x),
    height: Math.min(a.y + a.height, b.y + b.height) - Math.max(a.y, b.y),
  }
}

/** The usual place: in the middle of `area`, no larger than it. */
export function usualBounds(area: Rectangle): Rectangle {
  const width = Math.min(usualWindow.width, area.width)
  const height = Math.min(usualWindow.height, area.height)
  return {
    x: Math.round(area.x + (area.width - width) / 2),
    y: Math.round(area.y + (area.height - height) / 2),
    width,
    height,
  }
}

/**
 * Bounds that can be seen and reached on the screens there are now. `areas` are their work areas, the main
 * one first. A window of which too little would be in view moves to the main screen.
 */
export function clampToScreens(wanted: Rectangle, areas: readonly [Rectangle, ...Rectangle[]]): Rectangle {
  const home = areas.find((area) => {
    const common = overlap(wanted, area)
    return common.width >= leastInView && common.height >= leastInView
  })
  const area = home ?? areas[0]
  const width = Math.min(Math.max(wanted.width, smallestWindow.width), area.width)
  const height = Math.min(Math.max(wanted.height, smallestWindow.height), area.height)
  if (!home) return usualBounds(area)
  return {
    x: Math.min(Math.max(wanted.x, area.x), area.x + area.width - width),
    y: Math.min(Math.max(wanted.y, area.y), area.y + area.height - height),
    width,
    height,
  }
}

function isRectangle(value: unknown): value is Rectangle {
  if (typeof value !== 'object' || value === null) return false
  const sides: Record<string, unknown> = { ...value }
  return ['x', 'y', 'width', 'height'].every((side) => Number.isSafeInteger(sides[side]))
}

/** The state in the text of a state file; `null` when it is not one. */
export function parseWindowState(text: string): WindowState | null {
  try {
    const value: unknown = JSON.parse(text)
    if (typeof value !== 'object' || value === null) return null
    const { bounds, isMaximised }: { bounds?: unknown; isMaximised?: unknown } = value
    return isRectangle(bounds) ? { bounds, isMaximised: isMaximised === true } : null
  } catch {
    return null
  }
}

/** Reads the remembered state from `folder`; `null` when there is none to use. */
export function readWindowState(folder: string): WindowState | null {
  try {
    return parseWindowState(readFileSync(path.join(folder, 'window.json'), 'utf8'))
  } catch {
    return null
  }
}

/** Remembers the state in `folder`. A folder that cannot be written to is no reason to trouble anyone. */
export function writeWindowState(folder: string, state: WindowState): void {
  const file = path.join(folder, 'window.json')
  try {
    mkdirSync(folder, { recursive: true })
    writeFileSync(`${file}.new`, JSON.stringify(state))
    renameSync(`${file}.new`, file)
  } catch {
    return
  }
}
