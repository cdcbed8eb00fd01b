import { VisuallyHidden, ActionIcon, Button, Kbd, Select, Tooltip } from '@mantine/core'
import { useLocalStorage, useMediaQuery } from '@mantine/hooks'
import {
  IconAlertTriangle,
  IconFlask,
  IconLayoutSidebarLeftCollapse,
  IconLayoutSidebarLeftExpand,
  IconMenu2,
  IconSearch,
  IconX,
} from '@tabler/icons-react'
import { type ReactNode, useEffect, useMemo, useRef, useState } from 'react'
import { Link, useLocation } from 'wouter'
import { hideUndo } from '../components/undo-toast.tsx'
import { useAnnounce } from './announcer.tsx'
import classes from './frame.module.css'
import { PersonMenu } from './person-menu.tsx'
import type { ScreenRoute } from './routes.tsx'
import { SavedIndicator } from './saved-indicator.tsx'
import { ShortcutSheet } from './shortcut-sheet.tsx'
import { type Shortcut, useShortcuts } from './shortcuts.tsx'
import { useWork } from './work-context.tsx'
import { formatCount } from '../components/format-count.ts'

const allServices = 'all'

/** What stays the same while one screen, or one child, is looked at. */
function screenOf(location: string): string {
  const [, screen = '', id = ''] = location.split('/')
  return screen === 'children' ? `${screen}/${id}` : screen
}

export interface FrameProps {
  /** Screens this person may open. */
  routes: readonly ScreenRoute[]
  /** Opens the search over everything. */
  onSearch: () => void
  onHelp?: () => void
  /** Whether the sheet of keys is open, and how to say so. */
  keysOpened: boolean
  onKeys: (opened: boolean) => void
  /** Why nothing can be saved, in words; null while all is well. */
  problem?: string | null
  children: ReactNode
}

/** What stands around every screen: navigation, services, search, who is signed in, and whether work is saved. */
export function Frame({
  routes,
  onSearch,
  onHelp,
  keysOpened,
  onKeys,
  problem = null,
  children,
}: FrameProps) {
  const work = useWork()
  const [location, navigate] = useLocation()
  const narrow = useMediaQuery('(max-width: 52em)', false, { getInitialValueInEffect: false })
  const [rail, setRail] = useLocalStorage({
    key: 'cyp-waits.rail',
    defaultValue: false,
    getInitialValueInEffect: false,
  })
  const [menuOpen, setMenuOpen] = useState(false)
  const main = useRef<HTMLElement>(null)
  const shown = useRef(location)
  const announce = useAnnounce()
  const entries = useMemo(() => routes.filter((route) => route.inNavigation), [routes])

  useEffect(() => {
    setMenuOpen(false)
    if (shown.current === location) return
    const leaves = screenOf(shown.current) !== screenOf(location)
    shown.current = location
    if (leaves && hideUndo())
      announce('What was recorded can still be taken back, from the child’s timeline.')
    // A picker that steps through addresses keeps the focus; a step of a path takes it to its own heading.
    if (document.activeElement?.closest('[data-keeps-focus]')) return
    const arrival = main.current?.querySelector<HTMLElement>('[data-arrival]') ?? main.current
    arrival?.focus({ preventScroll: true })
    main.current?.scrollTo?.(0, 0)
  }, [location, announce])

  useShortcuts(
    useMemo<Shortcut[]>(
      () => [
        { keys: 'Ctrl+K', label: 'Search for a child or an action', group: 'Everywhere', run: onSearch },
        { keys: 'Ctrl+/', label: 'Show these keys', group: 'Everywhere', run: () => onKeys(true) },
        { keys: 'Ctrl+L', label: 'Lock', group: 'Everywhere', run: work.lock },
        ...(onHelp ? [{ keys: 'F1', label: 'Help', group: 'Everywhere', run: onHelp }] : []),
        ...entries.slice(0, 9).map((entry, index) => ({
          keys: `Alt+${index + 1}`,
          label: entry.label,
          group: 'Go to',
          run: () => navigate(entry.path),
        })),
      ],
      [onSearch, onHelp, onKeys, work.lock, entries, navigate],
    ),
  )

  const compactRail = rail && !narrow
  const navigation = (
    <nav
      className={classes.navigation}
      aria-label="Main"
      data-rail={compactRail || undefined}
      id="main-navigation"
    >
      <ul>
        {entries.map((entry) => {
          const current = location === entry.path || location.startsWith(`${entry.path}/`)
          const count = entry.count?.(work.counts)
          return (
            <li key={entry.path}>
              <Tooltip label={entry.label} position="right" disabled={!compactRail} openDelay={0}>
                <Link href={entry.path} className={classes.entry} aria-current={current ? 'page' : undefined}>
                  <entry.icon size={18} stroke={1.6} aria-hidden />
                  <span className={classes.entryLabel}>{entry.label}</span>
                  {count !== undefined && count > 0 && (
                    <span className={classes.count}>
                      {formatCount(count)}
                      <span className="cw-hidden"> to do</span>
                    </span>
                  )}
                </Link>
              </Tooltip>
            </li>
          )
        })}
      </ul>
      {!narrow && (
        <ActionIcon
          className={classes.railButton}
          onClick={() => setRail(!rail)}
          aria-label={rail ? 'Show the names in the navigation' : 'Show icons only in the navigation'}
        >
          {rail ? <IconLayoutSidebarLeftExpand size={18} /> : <IconLayoutSidebarLeftCollapse size={18} />}
        </ActionIcon>
      )}
    </nav>
  )

  return (
    <div className={classes.shell} data-narrow={narrow || undefined} data-rail={compactRail || undefined}>
      <a
        className={classes.skip}
        href="#main"
        onClick={(event) => {
          event.preventDefault()
          main.current?.focus()
        }}
      >
        Skip to the screen
      </a>
      <aside className={classes.marks} aria-label="About this store">
        {work.store.kind === 'demo' && (
          <div className={classes.watermark} role="note">
            <IconFlask size={16} aria-hidden />
            <span>Made-up children – for trying out only</span>
          </div>
        )}
        {problem !== null && (
          <div className={classes.problem} role="alert">
            <IconAlertTriangle size={20} aria-hidden />
            <span>
              <strong>You can look, but nothing can be saved.</strong> {problem}
            </span>
          </div>
        )}
      </aside>
      <section className={classes.top} aria-label="Service, search and account">
        {narrow && (
          <ActionIcon
            onClick={() => setMenuOpen(!menuOpen)}
            aria-expanded={menuOpen}
            aria-controls="main-navigation"
            aria-label={menuOpen ? 'Close the menu' : 'Open the menu'}
            size={32}
          >
            {menuOpen ? <IconX size={20} /> : <IconMenu2 size={20} />}
          </ActionIcon>
        )}
        {!narrow && <span className={classes.product}>CYP Waits</span>}
        <Select
          className={classes.services}
          aria-label="Service"
          size="sm"
          allowDeselect={false}
          data={[
            { value: allServices, label: 'All services' },
            ...work.services.map((service) => ({ value: service.id, label: service.name })),
          ]}
          value={work.serviceId ?? allServices}
          onChange={(value) => work.chooseService(value === allServices ? null : value)}
        />
        <Button
          variant="default"
          className={classes.search}
          onClick={onSearch}
          aria-keyshortcuts="Control+K"
          leftSection={<IconSearch size={16} aria-hidden />}
          rightSection={<Kbd size="xs">Ctrl + K</Kbd>}
          justify="flex-start"
        >
          <VisuallyHidden>Search for a child or an action: </VisuallyHidden>
          <span className={classes.searchWords}>Name, NHS number, date of birth…</span>
        </Button>
        <div className={classes.state}>
          <SavedIndicator readOnly={problem !== null} />
          <PersonMenu onKeys={() => onKeys(true)} onHelp={onHelp} />
        </div>
      </section>
      {(!narrow || menuOpen) && navigation}
      <main ref={main} id="main" className={classes.main} tabIndex={-1}>
        {children}
      </main>
      <ShortcutSheet opened={keysOpened} onClose={() => onKeys(false)} />
    </div>
  )
}
