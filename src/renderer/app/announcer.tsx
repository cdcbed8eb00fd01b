import { createContext, type ReactNode, use, useCallback, useState } from 'react'

type Announce = (message: string, urgent?: boolean) => void

const AnnouncerContext = createContext<Announce>(() => undefined)

/** Speaks to screen readers: one polite and one assertive live region for the whole app. */
export function AnnouncerProvider({ children }: { children: ReactNode }) {
  const [polite, setPolite] = useState({ message: '', turn: 0 })
  const [assertive, setAssertive] = useState({ message: '', turn: 0 })
  const announce = useCallback<Announce>((message, urgent = false) => {
    const set = urgent ? setAssertive : setPolite
    set((before) => ({ message, turn: before.turn + 1 }))
  }, [])
  return (
    <AnnouncerContext value={announce}>
      {children}
      <div className="cw-hidden" aria-live="polite">
        <span key={polite.turn}>{polite.message}</span>
      </div>
      <div className="cw-hidden" aria-live="assertive">
        <span key={assertive.turn}>{assertive.message}</span>
      </div>
    </AnnouncerContext>
  )
}

/** Returns a function that has a sentence read out without moving the focus. */
export function useAnnounce(): Announce {
  return use(AnnouncerContext)
}
