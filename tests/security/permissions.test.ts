import { expect, it } from 'vitest'
import { mayHavePermission } from '../../src/main/app/security/policies.ts'

it.each([
  'clipboard-read',
  'media',
  'camera',
  'microphone',
  'geolocation',
  'notifications',
  'midi',
  'midiSysex',
  'pointerLock',
  'fullscreen',
  'openExternal',
  'hid',
  'serial',
  'usb',
  'display-capture',
  'mediaKeySystem',
  'idle-detection',
  'window-management',
  'storage-access',
  'fileSystem',
  'local-fonts',
  'unknown',
  '',
])('refuses %s to our own page', (permission) => {
  expect(mayHavePermission(permission, 'app://local/index.html')).toBe(false)
})

it('lets our own page put cells on the clipboard', () => {
  expect(mayHavePermission('clipboard-sanitized-write', 'app://local/index.html')).toBe(true)
})

it.each(['', 'null', 'file://', 'https://local', 'app://local.evil', 'app://evil@local'])(
  'refuses the clipboard to %s',
  (origin) => expect(mayHavePermission('clipboard-sanitized-write', origin)).toBe(false),
)
