import { cleanup } from '@testing-library/react'
import { afterEach } from 'vitest'

// jsdom does no layout, so it lacks what Mantine asks a browser about it.

window.matchMedia = (query: string): MediaQueryList => ({
  matches: false,
  media: query,
  onchange: null,
  addListener: () => {},
  removeListener: () => {},
  addEventListener: () => {},
  removeEventListener: () => {},
  dispatchEvent: () => false,
})

class NeverResizes implements ResizeObserver {
  observe(): void {}
  unobserve(): void {}
  disconnect(): void {}
}
window.ResizeObserver = NeverResizes

Element.prototype.scrollIntoView = () => {}
window.scrollTo = () => {}

// Vitest gives tests no global afterEach, which is where Testing Library would hook itself in.
afterEach(cleanup)
