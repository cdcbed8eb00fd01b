import { defineConfig } from '@playwright/test'
import { electronEnvironment } from './scripts/setup/electron.mjs'

Object.assign(process.env, electronEnvironment())

export default defineConfig({
  testDir: 'tests/e2e',
  testMatch: '**/*.test.ts',
  outputDir: 'test-results/e2e',
  workers: 1,
  retries: 0,
  forbidOnly: true,
  timeout: 90_000,
  reporter: [['list'], ['json', { outputFile: 'test-results/e2e.json' }]],
})
