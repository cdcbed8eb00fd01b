#!/usr/bin/env node
// npm run bench: measures the app against its floors. Arguments go to the bench.
import path from 'node:path'
import { main } from './setup/errors.mjs'
import { prepare } from './setup/index.mjs'
import { root } from './setup/paths.mjs'
import { run } from './setup/run.mjs'

await main(async () => {
  const { node, env } = await prepare()
  return run(node, [path.join(root, 'tests', 'bench', 'run.ts'), ...process.argv.slice(2)], {
    cwd: root,
    env,
  })
})
