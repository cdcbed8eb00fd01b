import { readFileSync, writeFileSync } from 'node:fs'
import { stateDocument } from '../src/main/domain/referral-status/state-document.ts'

/** Writes the table of docs/states.md from the state table, between its two marks. */
const file = new URL('../docs/states.md', import.meta.url)
const text = readFileSync(file, 'utf8')
const [before = '', rest = ''] = text.split('<!-- table -->\n')
const after = rest.split('<!-- end of table -->\n')[1] ?? ''
writeFileSync(file, `${before}<!-- table -->\n${stateDocument()}<!-- end of table -->\n${after}`)
