import type { Command } from './command.ts'
import { resultOf, storeOptions, storeUsage, withStore } from './signed-in.ts'

/** Checks the file, the audit trail, the projections and the queues of a store. */
export const verify: Command = {
  usage: `verify ${storeUsage}`,
  options: storeOptions,
  run: (args) => withStore(args, ({ client }) => resultOf(client.store.verify())),
}
