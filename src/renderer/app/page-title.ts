import { useEffect } from 'react'
import { useAnnounce } from './announcer.tsx'

/** Window title of a screen. It never holds a name: other people see task bars and screen shares. */
export function pageTitle(screen: string): string {
  return `${screen} – CYP Waits`
}

/** Sets the window title and has the screen's name read out when it opens. */
export function usePageTitle(screen: string): void {
  const announce = useAnnounce()
  useEffect(() => {
    document.title = pageTitle(screen)
    announce(screen)
  }, [screen, announce])
}
