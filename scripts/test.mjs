#!/usr/bin/env node
// npm test: makes the checkout ready and runs every suite, or those named as arguments.
// A failed suite does not stop the next. The last line is the total, after what failed by name; a skipped
// test counts as failed.
import fs from 'node:fs'
import path from 'node:path'
import { build } from './build.mjs'
import { displayIsMissing, startDisplay } from './setup/display.mjs'
import { main, SetupError } from './setup/errors.mjs'
import { prepare } from './setup/index.mjs'
import { moduleFile, root } from './setup/paths.mjs'
import { run } from './setup/run.mjs'
import { countPlaywright, countVitest } from './test-reports.mjs'

const reports = path.join(root, 'test-results')
const reportOf = (suite) => path.join(reports, `${suite}.json`)

const oneTest = (code) =>
  code === 0 ? { passed: 1, failures: [] } : { passed: 0, failures: ['see its output above'] }

function tool(file, args) {
  return ({ node, env }) => run(node, [file, ...args], { cwd: root, env })
}

const check = (file, args) => async (project) => oneTest(await tool(file, args)(project))

function vitest(suite) {
  const args = ['run', '--project', suite, '--reporter=default', '--reporter=json']
  return async (project) => {
    const command = tool(moduleFile('vitest', 'vitest.mjs'), [
      ...args,
      `--outputFile.json=${reportOf(suite)}`,
    ])
    return countVitest(reportOf(suite), await command(project))
  }
}

async function endToEnd(project) {
  const code = await tool(moduleFile('@playwright', 'test', 'cli.js'), ['test'])(project)
  return countPlaywright(reportOf('e2e'), code)
}

/** In the order they run: the quick ones first, and the build before what opens the built app. */
const SUITES = {
  types: { run: check(moduleFile('typescript', 'bin', 'tsc'), ['-p', 'tsconfig.json', '--noEmit']) },
  lint: { run: check(moduleFile('oxlint', 'bin', 'oxlint'), ['--deny-warnings']) },
  unit: { run: vitest('unit') },
  store: { run: vitest('store') },
  contract: { run: vitest('contract') },
  renderer: { run: vitest('renderer') },
  build: { run: async (project) => oneTest(await build(project)) },
  security: { run: vitest('security'), needsApp: true },
  e2e: { run: endToEnd, needsApp: true },
}

function choose(names) {
  const unknown = names.filter((name) => !(name in SUITES))
  if (unknown.length > 0) {
    throw new SetupError(
      `No suite called ${unknown.join(', ')}. There are: ${Object.keys(SUITES).join(', ')}.`,
    )
  }
  const chosen = new Set(names.length > 0 ? names : Object.keys(SUITES))
  if ([...chosen].some((name) => SUITES[name].needsApp)) chosen.add('build')
  return Object.keys(SUITES).filter((name) => chosen.has(name))
}

await main(async () => {
  const suites = choose(process.argv.slice(2))
  const needsApp = suites.some((name) => SUITES[name].needsApp)
  const project = await prepare({ electron: needsApp })
  const screen = needsApp && displayIsMissing() ? await startDisplay() : undefined
  if (screen) project.env.DISPLAY = screen.display
  fs.mkdirSync(reports, { recursive: true })
  for (const name of suites) fs.rmSync(reportOf(name), { force: true })

  let allPassed = 0
  const allFailures = []
  for (const name of suites) {
    process.stdout.write(`\n━━ ${name}\n`)
    const started = Date.now()
    const { passed, failures } = await SUITES[name].run(project)
    allPassed += passed
    allFailures.push(...failures.map((failure) => `${name}: ${failure}`))
    const seconds = ((Date.now() - started) / 1000).toFixed(1)
    process.stdout.write(`━━ ${name}: ${passed} passed, ${failures.length} failed in ${seconds} s\n`)
  }
  screen?.stop()
  for (const failure of allFailures) process.stdout.write(`\n━━ failed in ${failure}\n`)
  process.stdout.write(`\n${allPassed} passed, ${allFailures.length} failed\n`)
  return allFailures.length === 0 && allPassed > 0 ? 0 : 1
})
