import { expect, it } from 'vitest'
import { isTrustedSender, type Sender } from '../../src/main/app/security/policies.ts'

const ownContents = new Set([3, 7])
const ours: Sender = { contentsId: 3, frameAddress: 'app://local/index.html#/today', isTopFrame: true }

it('answers the top frame of our own page', () => expect(isTrustedSender(ours, ownContents)).toBe(true))

it.each<[string, Partial<Sender>]>([
  ['a page in a window that is not ours', { contentsId: 4 }],
  ['a frame inside our page', { isTopFrame: false }],
  ['a frame that is gone', { frameAddress: null }],
  ['an empty frame', { frameAddress: '' }],
  ['a blank frame', { frameAddress: 'about:blank' }],
  ['another host', { frameAddress: 'app://evil/index.html' }],
  ['a host that begins like ours', { frameAddress: 'app://local.evil/index.html' }],
  ['our host as a user name', { frameAddress: 'app://local@evil/index.html' }],
  ['a web page', { frameAddress: 'https://local/index.html' }],
  ['a file', { frameAddress: 'file:///local/index.html' }],
])('ignores %s', (_what, forged) => {
  expect(isTrustedSender({ ...ours, ...forged }, ownContents)).toBe(false)
})

it('ignores everyone once the window is closed', () => {
  expect(isTrustedSender(ours, new Set())).toBe(false)
})
