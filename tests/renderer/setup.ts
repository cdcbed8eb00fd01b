import { cleanup, configure } from '@testing-library/react'
import { afterEach, beforeEach, vi } from 'vitest'

// A busy machine takes its time: what should appear may take long, what should not is asserted once it is all there.
configure({ asyncUtilTimeout: 20_000 })

/** jsdom lays nothing out; lists would think they are 0 pixels high and show no rows. */
const view = { width: 1200, height: 640 }

class StillObserver {
  observe(): void {}
  unobserve(): void {}
  disconnect(): void {}
}

beforeEach(() => {
  vi.stubGlobal('ResizeObserver', StillObserver)
  vi.stubGlobal('matchMedia', (query: string) => ({
    matches: false,
    media: query,
    onchange: null,
    addEventListener: () => undefined,
    removeEventListener: () => undefined,
    addListener: () => undefined,
    removeListener: () => undefined,
    dispatchEvent: () => false,
  }))
  // Boxes that grow with their text wait for fonts, which jsdom has none of.
  Object.defineProperty(document, 'fonts', { configurable: true, value: new EventTarget() })
  vi.spyOn(HTMLElement.prototype, 'clientWidth', 'get').mockReturnValue(view.width)
  vi.spyOn(HTMLElement.prototype, 'clientHeight', 'get').mockReturnValue(view.height)
  vi.spyOn(HTMLElement.prototype, 'scrollHeight', 'get').mockReturnValue(10_000_000)
  HTMLElement.prototype.scrollIntoView = () => undefined
  HTMLElement.prototype.scrollTo = function scrollTo(this: HTMLElement, to?: ScrollToOptions | number) {
    if (typeof to === 'object' && to.top !== undefined) this.scrollTop = to.top
    this.dispatchEvent(new Event('scroll'))
  }
  localStorage.clear()
})

afterEach(() => {
  cleanup()
  vi.restoreAllMocks()
  vi.unstubAllGlobals()
})
