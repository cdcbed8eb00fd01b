#!/usr/bin/env node
// npm run demo: builds the app and lets scripts/demo/run.ts show what it does. Arguments go to that script.
import path from 'node:path'
import { build } from './build.mjs'
import { displayIsMissing, startDisplay } from './setup/display.mjs'
import { main } from './setup/errors.mjs'
import { prepare } from './setup/index.mjs'
import { root } from './setup/paths.mjs'
import { run } from './setup/run.mjs'

await main(async () => {
  const project = await prepare({ electron: true })
  const built = await build(project, ['ignore', 'ignore', 'inherit'])
  if (built !== 0) return built
  const screen = displayIsMissing() ? await startDisplay() : undefined
  const env = { ...project.env, ...(screen && { DISPLAY: screen.display }) }
  try {
    return await run(project.node, [path.join(root, 'scripts', 'demo', 'run.ts'), ...process.argv.slice(2)], {
      cwd: root,
      env,
    })
  } finally {
    screen?.stop()
  }
})
