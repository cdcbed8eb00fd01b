import path from 'node:path'

const NOT_ON_SCREEN = [
  'electron',
  'node:*',
  'better-sqlite3',
  'kysely',
  'electron-log',
  '@node-rs/argon2',
  '@orpc/server',
]

const BACKEND = ['src/shared', 'src/main/domain', 'src/main/services', 'src/main/store', 'src/main/generator']

/**
 * Who may import what. A layer is a folder or a file below src; the longest match wins, so a file inside a folder
 * can be held to stricter rules and be open to more users than its neighbours.
 * `layers`: the other layers it may use, each with what lies inside it. `packages`: the packages it may use, or `allBut`: those it may not.
 * `electronTypes`: it may name Electron's types, which leave nothing behind at run time.
 */
export const LAYERS = {
  'src/shared': { layers: [], packages: ['zod', 'date-fns', '@orpc/contract'] },
  'src/main/domain': { layers: ['src/shared'], packages: ['date-fns'] },
  'src/main/generator': {
    layers: ['src/shared', 'src/main/domain'],
    packages: ['node:*', 'date-fns', 'uuid'],
  },
  'src/main/store': { layers: ['src/shared'], allBut: ['electron'] },
  'src/main/store/data-folder.ts': { layers: ['src/shared'], packages: ['node:*'] },
  'src/main/services': {
    layers: [
      'src/shared',
      'src/main/domain',
      'src/main/store',
      'src/main/generator',
      'src/main/app/redaction.ts',
    ],
    allBut: ['electron', 'better-sqlite3'],
  },
  'src/main/app': {
    layers: ['src/shared', 'src/main/control-messages.ts', 'src/main/store/data-folder.ts'],
    allBut: ['better-sqlite3', 'kysely'],
  },
  'src/main/control-messages.ts': { layers: ['src/shared'], packages: [] },
  'src/main/index.ts': { layers: ['src/shared', 'src/main/app'], packages: ['electron', 'node:*'] },
  'src/main/backend.ts': {
    layers: [
      'src/shared',
      'src/main/domain',
      'src/main/services',
      'src/main/store',
      'src/main/control-messages.ts',
      'src/main/app/redaction.ts',
    ],
    allBut: ['electron'],
    electronTypes: true,
  },
  // What may be logged is decided in one place for both processes.
  'src/main/app/redaction.ts': { layers: ['src/shared'], packages: ['node:*'] },
  'src/main/cli.ts': { layers: ['src/main/commands', ...BACKEND], allBut: ['electron'] },
  'src/main/commands': { layers: BACKEND, allBut: ['electron'] },
  'src/preload': { layers: ['src/shared'], packages: ['electron'] },
  'src/renderer': { layers: ['src/shared'], allBut: NOT_ON_SCREEN },
}

const within = (layer, other) => other === layer || other?.startsWith(`${layer}/`)

/** The layer a path from the checkout's root belongs to, or undefined. */
export function layerOf(file) {
  return Object.keys(LAYERS)
    .filter((layer) => within(layer, file))
    .toSorted((a, b) => b.length - a.length)[0]
}

const matches = (names, wanted) =>
  names.some((name) =>
    name.endsWith('*')
      ? wanted.startsWith(name.slice(0, -1))
      : wanted === name || wanted.startsWith(`${name}/`),
  )

/**
 * What is wrong with `file` importing `wanted`, in a sentence, or undefined when it may.
 * `file` is a path from the root with forward slashes; `typeOnly` is true for an import that only names types.
 */
export function wrongImport(file, wanted, typeOnly) {
  const layer = layerOf(file)
  if (!layer) return `${file} belongs to no layer: say in scripts/lint/layers.mjs what it may import.`
  const { layers, packages, allBut, electronTypes } = LAYERS[layer]
  if (wanted.startsWith('.')) {
    const target = path.posix.join(path.posix.dirname(file), wanted)
    const other = layerOf(target)
    return [layer, ...layers].some((allowed) => within(allowed, other))
      ? undefined
      : `${layer} may not import ${other ?? target}.`
  }
  if (electronTypes && typeOnly && wanted === 'electron') return undefined
  const allowed = packages ? matches(packages, wanted) : !matches(allBut, wanted)
  return allowed ? undefined : `${layer} may not import ${wanted}.`
}

function create(context) {
  const file = path.relative(context.cwd, context.filename).replaceAll('\\', '/')
  if (!file.startsWith('src/')) return {}
  const check = (node) => {
    if (typeof node.source?.value !== 'string') return
    const typeOnly = node.importKind === 'type' || node.exportKind === 'type'
    const message = wrongImport(file, node.source.value, typeOnly)
    if (message) context.report({ node: node.source, message })
  }
  return {
    ImportDeclaration: check,
    ExportNamedDeclaration: check,
    ExportAllDeclaration: check,
    ImportExpression: check,
  }
}

/** The oxlint plugin `cyp` with the rule `layers`. */
export default { meta: { name: 'cyp' }, rules: { layers: { create } } }
