import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'

const read = (file: string) => readFileSync(new URL(`../../${file}`, import.meta.url), 'utf8')

type Group = Record<string, string>
const { dependencies, devDependencies, optionalDependencies } = JSON.parse(read('package.json')) as {
  dependencies: Group
  devDependencies: Group
  optionalDependencies: Group
}
const all = Object.entries({ ...dependencies, ...devDependencies, ...optionalDependencies })

/** The names in the first column of the tables, where the reasons stand. */
const explained = new Set(
  read('docs/dependencies.md')
    .split('\n')
    .flatMap((line) => /^\| ([^|]+?) +\|/.exec(line)?.[1]?.split(/,(?: as an alias of)? /) ?? [])
    .flatMap((name) => name.split(' ')[0] ?? []),
)

describe('dependencies', () => {
  it('have their reasons in docs/dependencies.md', () => {
    expect(all.map(([name]) => name).filter((name) => !explained.has(name))).toEqual([])
  })

  it('are pinned to one version each', () => {
    const loose = all.filter(([, version]) => !/^(npm:[a-z0-9-]+@)?\d+\.\d+\.\d+$/.test(version))
    expect(loose).toEqual([])
  })

  it('leave no reason behind when they go', () => {
    const known = new Set([...all.map(([name]) => name), 'better-sqlite3-multiple-ciphers', 'Package'])
    expect([...explained].filter((name) => !known.has(name) && !/^-+$/.test(name))).toEqual([])
  })

  it('have one version of everything from Mantine', () => {
    const versions = all.filter(([name]) => name.startsWith('@mantine/')).map(([, version]) => version)
    expect(versions.length).toBeGreaterThan(1)
    expect(new Set(versions).size).toBe(1)
  })
})
