import react from '@vitejs/plugin-react'
import { defineConfig } from 'vitest/config'
import { electronEnvironment } from './scripts/setup/electron.mjs'

/** One project per folder of tests, so that each can be run and counted by itself. */
const project = (name: string, settings: object = {}) => ({
  extends: true as const,
  test: { name, include: [`tests/${name}/**/*.test.{ts,tsx}`], ...settings },
})

export default defineConfig({
  plugins: [react()],
  test: {
    env: electronEnvironment(),
    maxWorkers: 2,
    retry: 0,
    allowOnly: false,
    passWithNoTests: false,
    projects: [
      project('unit', { testTimeout: 60_000, hookTimeout: 60_000 }),
      project('store', { testTimeout: 90_000, hookTimeout: 90_000 }),
      project('contract', { testTimeout: 90_000, hookTimeout: 90_000 }),
      project('renderer', {
        environment: 'jsdom',
        setupFiles: ['tests/renderer/setup.ts'],
        css: false,
        testTimeout: 90_000,
        hookTimeout: 90_000,
      }),
      // Each starts a whole Electron: side by side on two cores they only slow each other down.
      project('security', { testTimeout: 60_000, hookTimeout: 60_000, fileParallelism: false }),
    ],
  },
})
