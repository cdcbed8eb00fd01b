import { createContext, type ReactNode, use, useEffect, useMemo, useRef, useState } from 'react'

export interface Shortcut {
  /** `Ctrl+K`, `Alt+1`, `Ctrl+Shift+L` or a function key. Never a bare letter: voice control would fire it. */
  keys: string
  /** What it does, as the help sheet says it. */
  label: string
  /** Heading it stands under in the help sheet. */
  group: string
  run: () => void
  /** Whether it also works while typing in a field. Default true. */
  inFields?: boolean
}

interface Combination {
  key: string
  control: boolean
  alt: boolean
  shift: boolean
}

/** Reads `Ctrl+Shift+K`. Throws on a key without Ctrl or Alt, except function keys. */
export function parseShortcut(keys: string): Combination {
  const parts = keys.split('+').map((part) => part.trim().toLowerCase())
  const key = parts.at(-1) ?? ''
  const control = parts.includes('ctrl')
  const alt = parts.includes('alt')
  if (!control && !alt && !/^f\d{1,2}$/.test(key)) throw new Error(`Shortcut "${keys}" needs Ctrl or Alt`)
  return { key, control, alt, shift: parts.includes('shift') }
}

function matches(event: KeyboardEvent, wanted: Combination): boolean {
  const control = event.ctrlKey || event.metaKey
  return (
    (event.key.toLowerCase() === wanted.key || event.code === `Digit${wanted.key}`) &&
    control === wanted.control &&
    event.altKey === wanted.alt &&
    event.shiftKey === wanted.shift
  )
}

interface Registry {
  active: readonly Shortcut[]
  add(shortcuts: readonly Shortcut[]): () => void
}

const ShortcutsContext = createContext<Registry>({ active: [], add: () => () => undefined })

function isField(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable || /^(input|textarea|select)$/i.test(target.tagName))
  )
}

/** Listens once for the whole app and hands each combination to whichever screen registered it last. */
export function ShortcutsProvider({ children }: { children: ReactNode }) {
  const [active, setActive] = useState<readonly Shortcut[]>([])
  const latest = useRef(active)
  latest.current = active
  const add = useMemo(
    () => (shortcuts: readonly Shortcut[]) => {
      setActive((before) => [...before, ...shortcuts])
      return () => setActive((before) => before.filter((shortcut) => !shortcuts.includes(shortcut)))
    },
    [],
  )
  useEffect(() => {
    function onKeyDown(event: KeyboardEvent): void {
      if (event.defaultPrevented || event.isComposing) return
      const shortcut = latest.current.findLast((entry) => matches(event, parseShortcut(entry.keys)))
      if (!shortcut || (shortcut.inFields === false && isField(event.target))) return
      event.preventDefault()
      shortcut.run()
    }
    window.addEventListener('keydown', onKeyDown)
    return () => window.removeEventListener('keydown', onKeyDown)
  }, [])
  const registry = useMemo(() => ({ active, add }), [active, add])
  return <ShortcutsContext value={registry}>{children}</ShortcutsContext>
}

/** Registers shortcuts while the calling component is on screen. Memoise the list. */
export function useShortcuts(shortcuts: readonly Shortcut[]): void {
  const { add } = use(ShortcutsContext)
  useEffect(() => add(shortcuts), [add, shortcuts])
}

/** Every shortcut that works now, for the help sheet and for key hints on buttons. */
export function useActiveShortcuts(): readonly Shortcut[] {
  return use(ShortcutsContext).active
}
