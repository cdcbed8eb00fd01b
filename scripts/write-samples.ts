/** Writes the sample files under samples/ anew: `node scripts/write-samples.ts`. Same output every time. */
import { mkdirSync, writeFileSync } from 'node:fs'
import { generateMessyCsv } from '../src/main/generator/messy-extract.ts'

const folder = new URL('../samples/', import.meta.url)
mkdirSync(folder, { recursive: true })
writeFileSync(new URL('messy-extract.csv', folder), generateMessyCsv().text)
