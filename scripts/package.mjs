#!/usr/bin/env node
// npm run package: builds the app and packages it into dist/ for this platform. Arguments go to electron-builder.
import { build } from './build.mjs'
import { main } from './setup/errors.mjs'
import { prepare } from './setup/index.mjs'
import { moduleFile, root } from './setup/paths.mjs'
import { run } from './setup/run.mjs'

await main(async () => {
  // electron-builder downloads the Electron that package.json names: the stand-in for tests is never packaged.
  const { node, env } = await prepare()
  delete env.ELECTRON_OVERRIDE_DIST_PATH
  const built = await build({ node, env })
  if (built !== 0) return built
  return run(
    node,
    [moduleFile('electron-builder', 'cli.js'), '--publish', 'never', ...process.argv.slice(2)],
    {
      cwd: root,
      env,
    },
  )
})
