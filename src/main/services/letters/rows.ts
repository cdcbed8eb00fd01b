import type { HoldShown, Letter, LetterRow } from '../../../shared/contract/letters.ts'
import { childOnEnvelope } from './values.ts'
import type { LetterTable } from '../../store/tables/letters.ts'
import type { Readable, Writing } from '../../store/store.ts'
import { readDocument } from './store-letter.ts'

interface Joined extends LetterTable {
  family_name: string
  given_name: string
  date_of_birth: string
  restricted: 0 | 1
  service_id: string
  service_name: string
  created_by_name: string
}

/** Letters with the child and the service they are about. */
export function selectLetters(db: Readable | Writing) {
  return db
    .selectFrom('letter')
    .innerJoin('child', 'child.id', 'letter.child_id')
    .innerJoin('referral', 'referral.id', 'letter.referral_id')
    .innerJoin('service', 'service.id', 'referral.service_id')
    .innerJoin('account', 'account.id', 'letter.created_by')
    .selectAll('letter')
    .select([
      'child.family_name',
      'child.given_name',
      'child.date_of_birth',
      'child.restricted',
      'referral.service_id',
      'service.name as service_name',
      'account.display_name as created_by_name',
    ])
}

/** A letter as lists show it. */
export function toLetterRow(row: Joined): LetterRow {
  return {
    letterId: row.id,
    version: row.version,
    referralId: row.referral_id,
    childId: row.child_id,
    childName: childOnEnvelope(row),
    dateOfBirth: row.date_of_birth,
    serviceId: row.service_id,
    serviceName: row.service_name,
    purpose: row.purpose,
    audience: row.audience,
    addressee: row.addressee,
    language: row.language,
    format: row.format,
    state: row.state,
    holds: JSON.parse(row.holds) as HoldShown[],
    createdOn: row.created_on,
    createdBy: row.created_by_name,
    printedAt: row.printed_at,
    sentOn: row.sent_on,
    sentHow: row.sent_how,
    returnedOn: row.returned_on,
    note: row.note,
    restricted: row.restricted === 1,
    batchId: row.batch_id,
  }
}

/** A letter with its words; null when they do not match their hash. */
export function toLetter(row: Joined): Letter | null {
  const document = readDocument(row)
  if (document === null) return null
  const wanted = JSON.parse(row.wanted) as { addedWords?: string }
  return {
    ...toLetterRow(row),
    templateName: row.template_name,
    templateVersion: row.template_version,
    addedWords: wanted.addedWords ?? '',
    document,
    sha256: row.sha256,
  }
}
