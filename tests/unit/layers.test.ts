import { execFile } from 'node:child_process'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

const root = path.join(import.meta.dirname, '../..')

type Import = readonly [file: string, wanted: string]

const refused: readonly Import[] = [
  ['src/shared/format/a.ts', '../../main/domain/bands.ts'],
  ['src/shared/b.ts', 'react'],
  ['src/shared/c.ts', 'node:fs'],
  ['src/main/domain/triage/a.ts', '../../store/schema.ts'],
  ['src/main/domain/b.ts', '../services/referrals/accept.ts'],
  ['src/main/domain/c.ts', 'kysely'],
  ['src/main/domain/d.ts', 'node:crypto'],
  ['src/main/generator/a.ts', '../store/open.ts'],
  ['src/main/store/a.ts', '../services/referrals/accept.ts'],
  ['src/main/store/dialects/b.ts', '../../domain/bands.ts'],
  ['src/main/store/data-folder.ts', 'better-sqlite3'],
  ['src/main/services/a.ts', 'electron'],
  ['src/main/services/referrals/b.ts', '../../app/windows.ts'],
  ['src/main/services/c.ts', 'better-sqlite3'],
  ['src/main/services/d.ts', '../../renderer/app/session.ts'],
  ['src/main/app/a.ts', '../services/referrals/accept.ts'],
  ['src/main/app/b.ts', '../store/open.ts'],
  ['src/main/app/redaction.ts', 'electron'],
  ['src/main/app/security/c.ts', 'kysely'],
  ['src/main/index.ts', './services/host.ts'],
  ['src/main/backend.ts', 'electron'],
  ['src/main/cli.ts', 'electron'],
  ['src/main/commands/a.ts', '../app/windows.ts'],
  ['src/preload/index.ts', '../main/app/windows.ts'],
  ['src/preload/b.ts', 'node:fs'],
  ['src/renderer/features/today/a.tsx', '../../../main/domain/bands.ts'],
  ['src/renderer/app/b.ts', 'electron'],
  ['src/renderer/app/c.ts', 'node:path'],
  ['src/nowhere/a.ts', 'zod'],
]

const allowed: readonly Import[] = [
  ['src/shared/contract/ok.ts', 'zod'],
  ['src/shared/contract/ok2.ts', '../result.ts'],
  ['src/main/domain/ok.ts', 'date-fns'],
  ['src/main/domain/triage/ok2.ts', '../../../shared/result.ts'],
  ['src/main/store/ok.ts', './data-folder.ts'],
  ['src/main/services/referrals/ok.ts', '../../store/data-folder.ts'],
  ['src/main/services/referrals/ok2.ts', '../../domain/bands.ts'],
  ['src/main/app/ok.ts', 'electron'],
  ['src/main/app/ok2.ts', './redaction.ts'],
  ['src/main/app/ok3.ts', '../store/data-folder.ts'],
  ['src/main/commands/ok.ts', '../generator/extract.ts'],
  ['src/preload/ok.ts', 'electron'],
  ['src/renderer/features/today/ok.tsx', '../../components/data-grid/data-grid.tsx'],
  ['src/renderer/app/ok2.ts', '@mantine/core'],
  ['src/renderer/app/ok3.ts', '../../shared/contract/index.ts'],
]

interface Finding {
  filename: string
  code: string
}

/** Every file has a name of its own, so that a finding tells which import it is about. */
const nameOf = (file: string) => file.replace('src/', '')

describe('layers', () => {
  let folder: string
  let found: Set<string>

  beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'cyp-waits-layers-'))
    for (const [file, wanted] of [...refused, ...allowed]) {
      const target = path.join(folder, file)
      await mkdir(path.dirname(target), { recursive: true })
      await writeFile(target, `import { thing } from '${wanted}'\nexport { thing }\n`)
    }
    await writeFile(
      path.join(folder, 'src/main/domain/types.ts'),
      "export type { ReferralRow } from '../store/schema.ts'\n",
    )
    // The static text of a dynamic import counts as well.
    await writeFile(
      path.join(folder, 'src/main/domain/dynamic.ts'),
      "export const load = () => import('electron')\n",
    )
    found = await lint(folder)
  }, 30_000)

  afterAll(() => rm(folder, { recursive: true }))

  it.each(refused)('refuses %s importing %s', (file) => {
    expect(found).toContain(nameOf(file))
  })

  it.each(allowed)('lets %s import %s', (file) => {
    expect(found).not.toContain(nameOf(file))
  })

  it('refuses an import of types across layers', () => {
    expect(found).toContain('main/domain/types.ts')
  })

  it('refuses an import made while running', () => {
    expect(found).toContain('main/domain/dynamic.ts')
  })

  it("lets the backend's entry name Electron's types, which leave nothing behind", async () => {
    await writeFile(
      path.join(folder, 'src/main/backend.ts'),
      "import type { ParentPort } from 'electron'\nexport type P = ParentPort\n",
    )
    expect(await lint(folder)).not.toContain('main/backend.ts')
  })

  it('are kept by the whole of src', async () => {
    expect([...(await lint(root))]).toEqual([])
  })
})

/** Names below src of the files in which the lint finds an import across layers. */
async function lint(cwd: string): Promise<Set<string>> {
  const args = [
    path.join(root, 'node_modules/oxlint/bin/oxlint'),
    '-c',
    path.join(root, '.oxlintrc.json'),
    '-f',
    'json',
    'src',
  ]
  const output = await new Promise<string>((resolve) => {
    execFile(process.execPath, args, { cwd, maxBuffer: 50_000_000 }, (_error, stdout) => resolve(stdout))
  })
  const { diagnostics, number_of_files: files } = JSON.parse(output) as {
    diagnostics: Finding[]
    number_of_files: number
  }
  expect(files).toBeGreaterThan(0)
  return new Set(
    diagnostics
      .filter(({ code }) => code === 'cyp(layers)')
      .map(({ filename }) =>
        path.relative(path.join(cwd, 'src'), path.resolve(cwd, filename)).replaceAll('\\', '/'),
      ),
  )
}
