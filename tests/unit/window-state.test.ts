import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import {
  clampToScreens,
  parseWindowState,
  readWindowState,
  usualBounds,
  writeWindowState,
} from '../../src/main/app/window-state.ts'

const screen = { x: 0, y: 0, width: 1920, height: 1040 }
const second = { x: 1920, y: 0, width: 2560, height: 1400 }

describe('clampToScreens', () => {
  it('leaves a window alone that is in view', () => {
    const place = { x: 100, y: 50, width: 1200, height: 800 }
    expect(clampToScreens(place, [screen])).toEqual(place)
    const onSecond = { ...place, x: 2500 }
    expect(clampToScreens(onSecond, [screen, second])).toEqual(onSecond)
  })

  it('brings a window back whose screen is gone', () => {
    expect(clampToScreens({ x: 2500, y: 50, width: 1200, height: 800 }, [screen])).toEqual(
      usualBounds(screen),
    )
    expect(clampToScreens({ x: -32000, y: -32000, width: 1200, height: 800 }, [screen])).toEqual(
      usualBounds(screen),
    )
  })

  it('pulls a window in that hangs over an edge', () => {
    expect(clampToScreens({ x: -300, y: -40, width: 1200, height: 800 }, [screen])).toEqual({
      x: 0,
      y: 0,
      width: 1200,
      height: 800,
    })
    expect(clampToScreens({ x: 1500, y: 700, width: 1200, height: 800 }, [screen])).toEqual({
      x: 720,
      y: 240,
      width: 1200,
      height: 800,
    })
  })

  it('never makes it larger than the screen or too small to use', () => {
    expect(clampToScreens({ x: 0, y: 0, width: 9000, height: 9000 }, [screen])).toEqual(screen)
    expect(clampToScreens({ x: 0, y: 0, width: 200, height: 200 }, [screen])).toMatchObject({
      width: 640,
      height: 480,
    })
  })

  it('fits a small screen', () => {
    const small = { x: 0, y: 0, width: 600, height: 400 }
    expect(usualBounds(small)).toEqual(small)
    expect(clampToScreens({ x: 0, y: 0, width: 1200, height: 800 }, [small])).toEqual(small)
  })
})

describe('the state file', () => {
  let folder: string
  beforeEach(() => (folder = mkdtempSync(path.join(tmpdir(), 'cyp-window-'))))
  afterEach(() => rmSync(folder, { recursive: true, force: true }))

  it('comes back as it was written, with nothing else in it', () => {
    const state = { bounds: { x: 1, y: 2, width: 800, height: 600 }, isMaximised: true }
    const inner = path.join(folder, 'not', 'there', 'yet')
    writeWindowState(inner, state)
    expect(readWindowState(inner)).toEqual(state)
    expect(JSON.parse(readFileSync(path.join(inner, 'window.json'), 'utf8'))).toEqual(state)
  })

  it('is ignored when it is missing or damaged', () => {
    expect(readWindowState(folder)).toBeNull()
    writeFileSync(path.join(folder, 'window.json'), '{"bounds":')
    expect(readWindowState(folder)).toBeNull()
  })

  it.each([
    'null',
    '[]',
    '{}',
    '{"bounds":{"x":0,"y":0,"width":"800","height":600}}',
    '{"bounds":{"x":0.5}}',
  ])('is ignored when it says %s', (text) => expect(parseWindowState(text)).toBeNull())

  it('troubles nobody when it cannot be written', () => {
    const file = path.join(folder, 'a-file')
    writeFileSync(file, '')
    const state = { bounds: usualBounds(screen), isMaximised: false }
    expect(() => writeWindowState(path.join(file, 'inside'), state)).not.toThrow()
  })
})
