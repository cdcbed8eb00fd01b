import { moduleFile, root } from './setup/paths.mjs'
import { run } from './setup/run.mjs'

/** Builds main, preload and renderer into out/. Returns the builder's exit code. `stdio` as for spawn. */
export const build = ({ node, env }, stdio = 'inherit') =>
  run(node, [moduleFile('electron-vite', 'bin', 'electron-vite.js'), 'build', '--logLevel', 'warn'], {
    cwd: root,
    env,
    stdio,
  })
