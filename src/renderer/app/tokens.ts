/**
 * Every colour of the app, as data, so that a test can compute the contrast of each pair.
 * Hues follow the published NHS palette; the dark ramp is lighter because the palette blue fails on dark grounds.
 */
export const blue = [
  '#eaf3fc',
  '#d3e5f7',
  '#a8cbee',
  '#7ab0e6',
  '#4d95dd',
  '#1f77cc',
  '#005eb8',
  '#004f9c',
  '#003f7d',
  '#002c59',
] as const

/** Greys that Mantine draws the dark scheme with, from text to the deepest ground. */
export const darkGreys = [
  '#e6eaed',
  '#c6ced6',
  '#a9b5bf',
  '#76828d',
  '#353c43',
  '#2a3036',
  '#1b1f23',
  '#1b1f23',
  '#14171a',
  '#0e1113',
] as const

export interface Surface {
  /** Ground of the page behind panels. */
  page: string
  /** Ground of panels, grids and inputs. */
  panel: string
  /** Header rows, hovered rows, quiet buttons. */
  raised: string
  hover: string
  text: string
  secondary: string
  line: string
  /** Border of things that can be operated: at least 3:1 on the panel. */
  control: string
  link: string
  focus: string
  /** Ground of filled primary buttons; their text is white. */
  primary: string
  selected: string
  danger: string
}

export const surfaces: Record<'light' | 'dark', Surface> = {
  light: {
    page: '#f4f6f7',
    panel: '#ffffff',
    raised: '#f0f3f5',
    hover: '#f3f7fb',
    text: '#1d262c',
    secondary: '#4c6272',
    line: '#d8dde0',
    control: '#768692',
    link: '#005eb8',
    focus: '#003f9e',
    primary: '#005eb8',
    selected: '#e2eefa',
    danger: '#b01c12',
  },
  dark: {
    page: '#14171a',
    panel: '#1b1f23',
    raised: '#23282d',
    hover: '#22282f',
    text: '#e6eaed',
    secondary: '#a9b5bf',
    line: '#353c43',
    control: '#76828d',
    link: '#7fbaf5',
    focus: '#8fc6ff',
    primary: '#1c70c8',
    selected: '#1b324b',
    danger: '#ff9a92',
  },
}

export const toneNames = ['neutral', 'info', 'success', 'warning', 'danger', 'violet'] as const
export type Tone = (typeof toneNames)[number]

export interface ToneColours {
  ground: string
  text: string
  line: string
}

/** Badges and notices. Colour never stands alone: each is used with an icon and words. */
export const tones: Record<'light' | 'dark', Record<Tone, ToneColours>> = {
  light: {
    neutral: { ground: '#eef1f3', text: '#3b4c58', line: '#c9d1d6' },
    info: { ground: '#e8f1fa', text: '#004b93', line: '#a8cbee' },
    success: { ground: '#e6f4ec', text: '#00592c', line: '#9fd0b3' },
    warning: { ground: '#fff4d9', text: '#6b4600', line: '#e0bf6a' },
    danger: { ground: '#fcebe9', text: '#9b170e', line: '#e5aca7' },
    violet: { ground: '#f1ebf7', text: '#4a2378', line: '#c9b3e0' },
  },
  dark: {
    neutral: { ground: '#272d33', text: '#c6ced6', line: '#454d57' },
    info: { ground: '#152a40', text: '#9ecbf7', line: '#2f5680' },
    success: { ground: '#12301f', text: '#9be0b6', line: '#2f6a48' },
    warning: { ground: '#352810', text: '#ffd27a', line: '#6f561f' },
    danger: { ground: '#3d1b19', text: '#ffb3ad', line: '#7d3a36' },
    violet: { ground: '#2a1f3a', text: '#d0b6f2', line: '#5a4480' },
  },
}

/** CSS variables for one colour scheme, named `--cw-…`. */
export function schemeVariables(scheme: 'light' | 'dark'): Record<`--${string}`, string> {
  const variables: Record<`--${string}`, string> = {}
  for (const [name, value] of Object.entries(surfaces[scheme])) variables[`--cw-${name}`] = value
  for (const tone of toneNames) {
    const colours = tones[scheme][tone]
    variables[`--cw-${tone}-ground`] = colours.ground
    variables[`--cw-${tone}-text`] = colours.text
    variables[`--cw-${tone}-line`] = colours.line
  }
  return variables
}
