import { ok } from '../../../shared/result.ts'
import type { HandlersOf } from '../handlers.ts'
import type { SessionHost } from './session-host.ts'

/** Choosing a store, signing in and locking: all that works before anybody is signed in. */
export const sessionHandlers: HandlersOf<'session', SessionHost> = {
  state: async (host) => ok(await host.state()),
  createStore: (host, input) => host.createStore(input),
  createDemoStore: (host) => host.createDemoStore(),
  signIn: (host, input) => host.signIn(input),
  signInDemo: (host, { role }) => host.signInDemo(role),
  recover: (host, input) => host.recover(input),
  lock: async (host) => ok(await host.lock()),
}
