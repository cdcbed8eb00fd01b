import react from '@vitejs/plugin-react'
import { defineConfig } from 'electron-vite'
import path from 'node:path'

const source = (file: string) => path.join(import.meta.dirname, 'src', file)

/**
 * Bundled into the backend: read from one file instead of the hundreds that date-fns alone has, which took most of
 * the time of starting it. Native packages cannot be bundled and stay in node_modules.
 */
const bundledPackages = [
  '@orpc/client',
  '@orpc/contract',
  '@orpc/server',
  '@orpc/shared',
  'date-fns',
  'hucre',
  'kysely',
  'papaparse',
  'uuid',
  'zod',
]

/** Electron 42, the oldest we run on, has Node 24 and Chromium 148. */
const nodeTarget = 'node24'
const pageTarget = 'chrome148'

export default defineConfig({
  main: {
    build: {
      externalizeDeps: { exclude: bundledPackages },
      target: nodeTarget,
      rolldownOptions: {
        input: {
          index: source('main/index.ts'),
          backend: source('main/backend.ts'),
          'xlsx-worker': source('main/services/import/reading/xlsx-worker.ts'),
          'xlsx-writing-worker': source('main/services/spreadsheets/xlsx-writing-worker.ts'),
        },
      },
    },
  },
  preload: {
    build: {
      // A sandboxed preload can require nothing but electron, so it is one CommonJS file with all it needs inside.
      externalizeDeps: false,
      target: nodeTarget,
      rolldownOptions: {
        input: { index: source('preload/index.ts') },
        output: { format: 'cjs', entryFileNames: '[name].cjs' },
      },
    },
  },
  renderer: {
    root: source('renderer'),
    plugins: [react()],
    build: {
      target: pageTarget,
      minify: true,
      // The page comes from the disk beside it, not over a network.
      chunkSizeWarningLimit: 2000,
      rolldownOptions: { input: { index: source('renderer/index.html') } },
    },
  },
})
