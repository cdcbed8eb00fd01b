import { writeFile } from 'node:fs/promises'
import path from 'node:path'
import { importHeaders, type ImportHeader } from '../../src/shared/codes/import-columns.ts'
import type { ImportCounts, ImportProgress } from '../../src/shared/contract/imports.ts'
import type { InProcessClient } from '../../src/main/services/router.ts'
import { csvLine } from '../../src/main/generator/import-rows.ts'
import type { TestStore } from './test-store.ts'

export type Cells = Partial<Record<ImportHeader, string>>

/** Rows as the text of an extract in the canonical layout. */
export function extractOf(rows: readonly Cells[]): string {
  const lines = rows.map((row) => csvLine(importHeaders.map((header) => row[header] ?? '')))
  return csvLine(importHeaders) + lines.join('')
}

let files = 0

/** Writes a file into a test's store folder and makes it known; returns its token. */
export async function grantFile(
  test: TestStore,
  text: string | Uint8Array,
  name = 'extract.csv',
): Promise<string> {
  files += 1
  const token = `import-file-${files}`
  const file = path.join(test.folder, `${files}-${name}`)
  await writeFile(file, text)
  test.grant(token, { path: file, name, size: text.length, purpose: 'read' })
  return token
}

/** The last value of a stream, and how many came before it. */
export async function finish(
  stream: Promise<AsyncIterable<ImportProgress>>,
): Promise<{ last: ImportProgress; before: ImportProgress[] }> {
  const all: ImportProgress[] = []
  for await (const event of await stream) all.push(event)
  const last = all.pop()
  if (last === undefined) throw new Error('The stream was empty')
  return { last, before: all }
}

/** Checks a file as the screens do: looks at its columns first. */
export async function previewOf(
  client: InProcessClient,
  file: string,
  source = 'PAS',
): Promise<{ draftId: string; counts: ImportCounts }> {
  const { mapping } = await client.imports.inspect({ file, source })
  const { last } = await finish(client.imports.preview({ file, source, mapping }))
  if (last.kind !== 'preview') throw new Error('No preview')
  return { draftId: last.draftId, counts: last.counts }
}

/** Checks and saves a file. */
export async function importText(
  test: TestStore,
  text: string | Uint8Array,
  source = 'PAS',
): Promise<{ batchId: string; counts: ImportCounts; preview: ImportCounts }> {
  const { draftId, counts } = await previewOf(test.client, await grantFile(test, text), source)
  const { last } = await finish(test.client.imports.commit({ draftId }))
  if (last.kind !== 'committed') throw new Error('Not committed')
  return { batchId: last.batchId, counts: last.counts, preview: counts }
}

/** A child with a referral, and another. */
export const ana: Cells = {
  nhs_number: '9990000018',
  local_patient_id: 'L1',
  family_name: 'Evans',
  given_name: 'Ana',
  date_of_birth: '2019-02-28',
  postcode: 'QA1 1AA',
  contact_name: 'Bea Evans',
  contact_phone: '0100 000001',
  referral_id: 'R1',
  service: 'slt',
  referral_received_date: '2025-09-01',
}
export const chidi: Cells = {
  nhs_number: '9990000026',
  local_patient_id: 'L2',
  family_name: 'Okafor',
  given_name: 'Chidi',
  date_of_birth: '2020-05-04',
  referral_id: 'R2',
  service: 'audiology',
  referral_received_date: '2025-10-06',
}
