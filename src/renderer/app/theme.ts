import {
  ActionIcon,
  Anchor,
  Button,
  Checkbox,
  createTheme,
  type CSSVariablesResolver,
  Input,
  Loader,
  Menu,
  Modal,
  Popover,
  Tooltip,
} from '@mantine/core'
import { blue, darkGreys, schemeVariables, surfaces } from './tokens.ts'

const fontFamily = "'Atkinson Hyperlegible', Arial, 'Liberation Sans', sans-serif"

/** The one theme: dense sizes on a 4 px grid, borders rather than shadows, tuned blue. */
export const theme = createTheme({
  primaryColor: 'blue',
  primaryShade: { light: 6, dark: 5 },
  colors: { blue: [...blue], dark: [...darkGreys] },
  fontFamily,
  headings: {
    fontFamily,
    fontWeight: '700',
    sizes: {
      h1: { fontSize: '1.375rem', lineHeight: '1.75rem' },
      h2: { fontSize: '1.125rem', lineHeight: '1.5rem' },
      h3: { fontSize: '1rem', lineHeight: '1.5rem' },
      h4: { fontSize: '0.875rem', lineHeight: '1.25rem' },
    },
  },
  fontSizes: { xs: '0.75rem', sm: '0.8125rem', md: '0.875rem', lg: '1rem', xl: '1.125rem' },
  lineHeights: { xs: '1.35', sm: '1.4', md: '1.45', lg: '1.5', xl: '1.5' },
  spacing: { xs: '0.25rem', sm: '0.5rem', md: '0.75rem', lg: '1rem', xl: '1.5rem' },
  radius: { xs: '2px', sm: '4px', md: '6px', lg: '8px', xl: '12px' },
  defaultRadius: 'sm',
  shadows: {
    xs: 'none',
    sm: 'none',
    md: '0 4px 16px rgb(0 0 0 / 12%)',
    lg: '0 8px 24px rgb(0 0 0 / 14%)',
    xl: '0 12px 32px rgb(0 0 0 / 16%)',
  },
  focusRing: 'auto',
  cursorType: 'pointer',
  respectReducedMotion: true,
  components: {
    ActionIcon: ActionIcon.extend({ defaultProps: { variant: 'subtle', color: 'gray', size: 28 } }),
    Anchor: Anchor.extend({ defaultProps: { underline: 'always' } }),
    Button: Button.extend({
      defaultProps: { size: 'sm' },
      vars: (_theme, { size }) => ({
        root:
          size === 'sm'
            ? { '--button-height': '2rem', '--button-padding-x': '0.75rem', '--button-fz': '0.875rem' }
            : {},
      }),
    }),
    Input: Input.extend({
      defaultProps: { size: 'sm' },
      vars: (_theme, { size, error, multiline }) => ({
        wrapper: {
          ...(error ? {} : { '--input-bd': 'var(--cw-control)' }),
          ...(size === 'sm'
            ? {
                // A box of several lines is as high as its lines.
                ...(multiline ? {} : { '--input-height': '2rem', '--input-size': '2rem' }),
                '--input-fz': '0.875rem',
              }
            : {}),
        },
      }),
    }),
    Checkbox: Checkbox.extend({ defaultProps: { size: 'sm' } }),
    Loader: Loader.extend({ defaultProps: { size: 'sm' } }),
    Menu: Menu.extend({ defaultProps: { withinPortal: true, shadow: 'md' } }),
    Modal: Modal.extend({
      defaultProps: {
        centered: true,
        padding: 'lg',
        transitionProps: { duration: 120 },
        overlayProps: { backgroundOpacity: 0.45 },
      },
    }),
    Popover: Popover.extend({ defaultProps: { withinPortal: true, shadow: 'md' } }),
    Tooltip: Tooltip.extend({
      defaultProps: { openDelay: 400, withArrow: false, events: { hover: true, focus: true, touch: true } },
    }),
  },
})

function mantineVariables(scheme: 'light' | 'dark'): Record<`--${string}`, string> {
  const surface = surfaces[scheme]
  return {
    ...schemeVariables(scheme),
    '--mantine-color-body': surface.panel,
    '--mantine-color-text': surface.text,
    '--mantine-color-dimmed': surface.secondary,
    '--mantine-color-placeholder': surface.secondary,
    '--mantine-color-anchor': surface.link,
    '--mantine-color-default': surface.panel,
    '--mantine-color-default-color': surface.text,
    '--mantine-color-default-hover': surface.raised,
    '--mantine-color-default-border': surface.control,
    '--mantine-color-error': surface.danger,
    '--mantine-color-blue-filled': surface.primary,
    '--mantine-primary-color-filled': surface.primary,
    '--mantine-color-blue-outline': surface.link,
    '--mantine-color-blue-text': surface.link,
    '--mantine-color-blue-light-color': surface.link,
    '--mantine-primary-color-light-color': surface.link,
  }
}

/** Puts the colour tokens into CSS variables for both schemes. */
export const cssVariablesResolver: CSSVariablesResolver = () => ({
  variables: { '--cw-row-height': '2.25rem' },
  light: mantineVariables('light'),
  dark: mantineVariables('dark'),
})
