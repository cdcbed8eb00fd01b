import type { LetterTemplateRow } from '../../../shared/contract/letters.ts'
import { shippedTemplates } from '../../domain/letters/shipped-templates.ts'
import type { Readable, Writing } from '../../store/store.ts'
import type { LetterTemplateVersionTable } from '../../store/tables/letters.ts'

/** A template as it is used: the newest version of each. */
export interface CurrentTemplate extends LetterTemplateRow {
  body: string
}

const shippedBy = 'CYP Waits'

/** Every template as it stands: what the app ships, and in its place or beside it what was changed here. */
export async function currentTemplates(db: Readable | Writing): Promise<CurrentTemplate[]> {
  const rows = await db.selectFrom('letter_template_version').selectAll().orderBy('version').execute()
  const people = await db.selectFrom('account').select(['id', 'display_name']).execute()
  const names = new Map(people.map((person) => [person.id, person.display_name]))
  const current = new Map<string, CurrentTemplate>(
    shippedTemplates.map((template) => [
      template.id,
      {
        ...asShipped,
        templateId: template.id,
        name: template.name,
        purpose: template.purpose,
        audience: template.audience,
        format: template.format,
        body: template.body,
      },
    ]),
  )
  for (const row of rows) current.set(row.template_id, fromRow(row, names))
  return [...current.values()]
}

const asShipped = {
  version: 1,
  serviceId: null,
  language: 'en',
  enabled: true,
  shipped: true,
  changedBy: shippedBy,
  changedAt: '',
} as const

function fromRow(row: LetterTemplateVersionTable, names: ReadonlyMap<string, string>): CurrentTemplate {
  return {
    templateId: row.template_id,
    version: row.version,
    name: row.name,
    purpose: row.purpose,
    audience: row.audience,
    serviceId: row.service_id,
    language: row.language,
    format: row.format,
    enabled: row.enabled === 1,
    shipped: false,
    changedBy: names.get(row.changed_by) ?? 'Somebody who has left',
    changedAt: row.changed_at,
    body: row.body,
  }
}
