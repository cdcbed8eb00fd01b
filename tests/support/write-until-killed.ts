import { openStore } from '../../src/main/store/open.ts'

/** Opens a store and writes row after row, naming each on stdout once it is saved. Ends only by being killed. */
const [folder = '', key = ''] = process.argv.slice(2)
const opened = await openStore({ folder, kind: 'live', key: Buffer.from(key, 'hex') })
if (!opened.ok) throw new Error(opened.refusal.message)
process.stdout.write('open\n')
for (let number = 1; ; number += 1) {
  const value = String(number).repeat(200)
  await opened.value.write((tx) =>
    tx
      .insertInto('meta')
      .values({ key: `row-${number}`, value })
      .execute(),
  )
  process.stdout.write(`${number}\n`)
}
