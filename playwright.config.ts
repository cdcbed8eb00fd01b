import { defineConfig } from '@playwright/test'
import { electronEnvironment } from './scripts/setup/electron.mjs'

Object.assign(process.env, electronEnvironment())

export default defineConfig({
  testDir: 'tests/e2e',
  // Without the paths that are for the type checker only: Playwright would load a declaration for a package.
  tsconfig: 'tests/e2e/tsconfig.json',
  testMatch: '**/*.test.ts',
  outputDir: 'test-results/e2e',
  workers: 1,
  retries: 0,
  forbidOnly: true,
  timeout: 90_000,
  // Long enough for two cores that do other work besides.
  expect: { timeout: 15_000 },
  reporter: [['list'], ['json', { outputFile: 'test-results/e2e.json' }]],
})
