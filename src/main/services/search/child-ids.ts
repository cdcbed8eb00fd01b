import { sql } from 'kysely'
import { readDate } from '../../../shared/format/dates.ts'
import { foldForSearch } from '../../../shared/format/names.ts'
import { survivorsOf } from '../people/survivors.ts'
import type { Readable } from '../../store/store.ts'

/**
 * The children that a searched text matches, at most `limit`: a whole NHS number, a date of birth in any form the
 * app accepts, a local id, or words of a name in any order, accents folded. What a merged record held finds the child
 * it was merged into. No text matches nobody.
 */
export async function childIdsMatching(db: Readable, text: string, limit: number): Promise<string[]> {
  const found = await recordIdsMatching(db, text, limit)
  const survivors = await survivorsOf(db, found)
  return [...new Set(found.map((id) => survivors.get(id) ?? id))]
}

async function recordIdsMatching(db: Readable, text: string, limit: number): Promise<string[]> {
  const trimmed = text.trim()
  if (trimmed === '') return []
  const digits = trimmed.replaceAll(/[\s-]/g, '')
  if (/^\d{10}$/.test(digits)) {
    const rows = await db
      .selectFrom('child')
      .select('id')
      .where('nhs_number', '=', digits)
      .limit(limit)
      .execute()
    if (rows.length > 0) return rows.map((row) => row.id)
  }
  const born = dateOfBirthIn(trimmed)
  if (born !== null) {
    const rows = await db
      .selectFrom('child')
      .select('id')
      .where('date_of_birth', '=', born)
      .orderBy('name_key')
      .limit(limit)
      .execute()
    return rows.map((row) => row.id)
  }
  const exact = await db
    .selectFrom('child')
    .select('id')
    .where('local_patient_id', '=', trimmed)
    .limit(limit)
    .execute()
  if (exact.length > 0) return exact.map((row) => row.id)
  return byWords(db, foldForSearch(trimmed).split(' ').filter(Boolean), limit)
}

/** What the search index holds for a child: names, NHS number and local id, folded. */
export function searchText(child: {
  family_name: string
  given_name: string
  preferred_name: string | null
  nhs_number: string | null
  local_patient_id: string | null
}): string {
  return foldForSearch(
    [child.family_name, child.given_name, child.preferred_name, child.nhs_number, child.local_patient_id]
      .filter(Boolean)
      .join(' '),
  )
}

/** Words of three letters or more go to the trigram index; shorter ones must begin a word of the name. */
async function byWords(db: Readable, words: string[], limit: number): Promise<string[]> {
  if (words.length === 0) return []
  const long = words.filter((word) => word.length >= 3)
  const short = words.filter((word) => word.length < 3)
  let query = db.selectFrom('child').select(['id', 'name_key'])
  if (long.length > 0) {
    const match = long.map((word) => `"${word.replaceAll('"', '')}"`).join(' AND ')
    query = query.where(
      'search_id',
      'in',
      sql<number>`(SELECT rowid FROM child_search WHERE child_search MATCH ${match} LIMIT ${limit * 4})`,
    )
  } else {
    const first = short[0] ?? ''
    query = query.where('name_key', '>=', first).where('name_key', '<', `${first}\uffff`)
  }
  const rows = await query
    .orderBy('name_key')
    .limit(limit * 4)
    .execute()
  return rows
    .filter((row) => short.every((word) => ` ${row.name_key}`.includes(` ${word}`)))
    .slice(0, limit)
    .map((row) => row.id)
}

function dateOfBirthIn(text: string): string | null {
  if (!/\d/.test(text)) return null
  const parsed = readDate(text)
  return parsed.ok ? parsed.date : null
}
