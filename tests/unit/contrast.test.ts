import { describe, expect, it } from 'vitest'
import { contrastRatio } from '../../src/renderer/app/contrast.ts'
import { blue, surfaces, toneNames, tones } from '../../src/renderer/app/tokens.ts'

describe('contrastRatio', () => {
  it('gives the known ratios of WCAG', () => {
    expect(contrastRatio('#000000', '#ffffff')).toBeCloseTo(21, 5)
    expect(contrastRatio('#ffffff', '#ffffff')).toBe(1)
    expect(contrastRatio('#777777', '#ffffff')).toBeCloseTo(4.48, 2)
    expect(contrastRatio('#005eb8', '#ffffff')).toBeCloseTo(6.38, 1)
  })
})

describe.each(['light', 'dark'] as const)('colours of the %s scheme', (scheme) => {
  const surface = surfaces[scheme]
  const grounds = ['page', 'panel', 'raised', 'hover', 'selected'] as const

  it.each(grounds)('reads on the %s ground', (ground) => {
    for (const ink of ['text', 'secondary', 'link', 'danger'] as const) {
      expect(contrastRatio(surface[ink], surface[ground]), `${ink} on ${ground}`).toBeGreaterThanOrEqual(4.5)
    }
  })

  it.each(grounds)('shows the focus ring on the %s ground', (ground) => {
    expect(contrastRatio(surface.focus, surface[ground])).toBeGreaterThanOrEqual(3)
  })

  it('shows the edge of things that can be operated', () => {
    expect(contrastRatio(surface.control, surface.panel)).toBeGreaterThanOrEqual(3)
    expect(contrastRatio(surface.control, surface.page)).toBeGreaterThanOrEqual(3)
  })

  it('reads white on filled buttons, and shows the button on its ground', () => {
    expect(contrastRatio('#ffffff', surface.primary)).toBeGreaterThanOrEqual(4.5)
    expect(contrastRatio(surface.primary, surface.panel)).toBeGreaterThanOrEqual(3)
  })

  it.each(toneNames)('reads %s badges', (tone) => {
    const colours = tones[scheme][tone]
    expect(contrastRatio(colours.text, colours.ground)).toBeGreaterThanOrEqual(4.5)
    expect(contrastRatio(colours.text, surface.panel)).toBeGreaterThanOrEqual(4.5)
  })
})

it('keeps the primary colour at the published blue', () => {
  expect(blue[6]).toBe('#005eb8')
  expect(surfaces.light.primary).toBe('#005eb8')
})
