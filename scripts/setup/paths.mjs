import path from 'node:path'
import { fileURLToPath } from 'node:url'

/** The checkout: the folder that holds package.json. */
export const root = path.resolve(fileURLToPath(new URL('../..', import.meta.url)))

/** Downloaded programs and locks. Ignored by git, safe to delete. */
export const cache = path.join(root, '.cache')

/** A file inside node_modules. */
export const moduleFile = (...parts) => path.join(root, 'node_modules', ...parts)
