import { Button, Group, Modal, Stack, Text } from '@mantine/core'
import { useCallback, useEffect, useRef, useState } from 'react'
import { useAnnounce } from './announcer.tsx'

/** How long before the lock people are warned, in seconds. */
const warningSeconds = 60
/** When the time left is said again, in seconds. */
const lastCall = 20
const activity = ['keydown', 'pointerdown', 'pointermove', 'wheel', 'focus'] as const

/** Passes on between the windows of one app that somebody is there. */
function openActivityChannel(onActivity: () => void) {
  const channel = new BroadcastChannel('cyp-waits.activity')
  channel.addEventListener('message', onActivity)
  return channel
}

/**
 * Locks after `minutes` without input in any window, and warns a minute before. While the warning stands only its
 * buttons count: a mouse that is knocked must not keep a record open.
 */
export function IdleLock({ minutes, lock }: { minutes: number; lock: () => void }) {
  const announce = useAnnounce()
  const [secondsLeft, setSecondsLeft] = useState<number | null>(null)
  const lastInput = useRef(0)
  const warned = useRef(false)
  const tell = useRef<() => void>(() => undefined)

  const stay = useCallback(() => {
    lastInput.current = Date.now()
    warned.current = false
    setSecondsLeft(null)
  }, [])

  useEffect(() => {
    lastInput.current = Date.now()
    let toldAt = 0
    const channel = openActivityChannel(stay)
    tell.current = () => channel.postMessage(null)
    function onInput(): void {
      if (warned.current) return
      const now = Date.now()
      lastInput.current = now
      if (now - toldAt < 5_000) return
      toldAt = now
      channel.postMessage(null)
    }
    const allowed = minutes * 60
    const timer = setInterval(() => {
      const left = allowed - Math.floor((Date.now() - lastInput.current) / 1000)
      if (left <= 0) {
        lock()
        return
      }
      if (left > Math.min(warningSeconds, allowed / 2)) return
      if (!warned.current) announce(`The app locks in ${left} seconds. Choose Stay signed in to carry on.`)
      else if (left === lastCall) announce(`The app locks in ${left} seconds.`)
      warned.current = true
      setSecondsLeft(left)
    }, 1_000)
    for (const kind of activity) window.addEventListener(kind, onInput, { capture: true, passive: true })
    return () => {
      clearInterval(timer)
      channel.close()
      for (const kind of activity) window.removeEventListener(kind, onInput, { capture: true })
    }
  }, [minutes, lock, stay, announce])

  function carryOn(): void {
    stay()
    tell.current()
  }

  if (secondsLeft === null) return null
  return (
    <Modal opened onClose={carryOn} title="Are you still there?" withCloseButton={false}>
      <Stack gap="lg">
        <Text size="md">
          Nothing was typed or clicked for a while. The app locks in{' '}
          <strong className="cw-nowrap">
            {secondsLeft} {secondsLeft === 1 ? 'second' : 'seconds'}
          </strong>
          . Half-finished forms are kept.
        </Text>
        <Group justify="flex-end">
          <Button variant="default" onClick={lock}>
            Lock now
          </Button>
          <Button onClick={carryOn} data-autofocus>
            Stay signed in
          </Button>
        </Group>
      </Stack>
    </Modal>
  )
}
