import path from 'node:path'
import { userName as userNameSchema } from '../../shared/contract/session.ts'
import { ok, refuse } from '../../shared/result.ts'
import { createStore } from '../services/session/new-store.ts'
import type { Command } from './command.ts'
import { readPassword, storeOptions, storeUsage } from './signed-in.ts'

/** An organisation code as the NHS Organisation Data Service writes it. */
const organisationCode = /^[A-Z0-9]{3,6}$/

/** Makes an encrypted store with the starting services, the default rules and one person with every role. */
export const init: Command = {
  usage: `init ${storeUsage} [--provider ODS]`,
  options: { ...storeOptions, provider: { type: 'string' } },
  async run(args) {
    const folder = path.resolve(args.required('store'))
    const userName = userNameSchema.safeParse(args.required('user'))
    if (!userName.success) {
      return refuse('invalid', userName.error.issues[0]?.message ?? 'This is no user name.', {
        field: 'user',
      })
    }
    const password = await readPassword(args.required('password-file'))
    if (!password.ok) return password
    const code = (args.optional('provider') ?? '').trim().toUpperCase()
    if (code !== '' && !organisationCode.test(code)) {
      return refuse('invalid', 'An organisation code is 3 to 6 letters and numbers.', { field: 'provider' })
    }
    const made = await createStore({
      folder,
      provider: { code, name: '' },
      administrator: { userName: userName.data, displayName: userName.data, password: password.value },
      now: new Date().toISOString(),
    })
    return made.ok ? ok({ store: folder, recoveryKey: made.value.recoveryKey }) : made
  },
}
