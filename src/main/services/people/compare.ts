import {
  type ComparedField,
  type ComparedRecord,
  type Comparison,
  type MergeField,
  mergeFields,
} from '../../../shared/contract/people.ts'
import { isOpenStatus } from '../../../shared/codes/referral-statuses.ts'
import { compareChildren, type MatchField } from '../../domain/matching/compare-children.ts'
import { type Details, mayChoose, suggestedSide } from '../../domain/people/merge-fields.ts'
import { mergeWarnings } from '../../domain/people/why-not-merge.ts'
import type { ChildTable } from '../../store/schema.ts'
import type { Readable } from '../../store/store.ts'
import { toChild } from '../children/rows.ts'
import { toIdentity } from '../children/similar.ts'
import { type LoadedReferral, loadReferrals } from '../projection/load.ts'
import { eventSentence } from '../referrals/event-sentence.ts'
import { toDetails } from './field-columns.ts'
import { mergeFieldLabels, valueInWords } from './field-words.ts'
import { countMerged, describeLinks, linksBetween } from './links.ts'
import { whyNotMergeRows } from './merge.ts'

const matched: ReadonlySet<string> = new Set<MatchField>([
  'nhs_number',
  'given_name',
  'family_name',
  'date_of_birth',
  'postcode',
])

/** Two records side by side; null when one of them is not in the store. */
export async function compareRecords(
  db: Readable,
  leftId: string,
  rightId: string,
): Promise<Comparison | null> {
  const rows = await db.selectFrom('child').selectAll().where('id', 'in', [leftId, rightId]).execute()
  const left = rows.find((row) => row.id === leftId)
  const right = rows.find((row) => row.id === rightId)
  if (left === undefined || right === undefined) return null
  const likeness = compareChildren(toIdentity(left), toIdentity(right))
  const [a, b, whyNot, links] = await Promise.all([
    recordOf(db, left),
    recordOf(db, right),
    whyNotMergeRows(db, left, right),
    linksBetween(db, leftId, rightId),
  ])
  const openIn = (record: ComparedRecord) => record.referrals.filter((referral) => referral.isOpen)
  const services = new Set(openIn(b).map((referral) => referral.serviceName))
  return {
    left: a,
    right: b,
    verdict: likeness.verdict,
    twin: likeness.twin,
    fields: mergeFields.map((field) =>
      compareField(field, toDetails(left), toDetails(right), likeness.agrees.includes(field as MatchField)),
    ),
    whyNot,
    warnings: mergeWarnings({
      twin: likeness.twin,
      restricted: [left.restricted === 1, right.restricted === 1],
      diedOn: [left.died_on, right.died_on],
    }),
    sameServiceTwice: [...new Set(openIn(a).map((referral) => referral.serviceName))].filter((name) =>
      services.has(name),
    ),
    links: await describeLinks(db, leftId, links),
  }
}

function compareField(field: MergeField, left: Details, right: Details, agrees: boolean): ComparedField {
  const [a, b] = [valueInWords(field, left[field]), valueInWords(field, right[field])]
  return {
    field,
    label: mergeFieldLabels[field],
    left: a,
    right: b,
    compared: comparedAs(a, b, matched.has(field) && agrees),
    suggested: suggestedSide(field, left, right),
    mayChoose: mayChoose(field, left, right),
  }
}

function comparedAs(left: string | null, right: string | null, agrees: boolean): ComparedField['compared'] {
  if (left === null && right === null) return 'neither'
  if (left === null || right === null) return 'one_only'
  if (left === right) return 'same'
  return agrees ? 'close' : 'different'
}

async function recordOf(db: Readable, row: ChildTable): Promise<ComparedRecord> {
  const [contacts, ids, mergedRecords] = await Promise.all([
    db.selectFrom('child_contact').selectAll().where('child_id', '=', row.id).execute(),
    db
      .selectFrom('waiting_list')
      .select('referral_id')
      .where('child_id', '=', row.id)
      .orderBy('is_open', 'desc')
      .orderBy('received_date', 'desc')
      .execute(),
    countMerged(db, row.id),
  ])
  const referrals = await loadReferrals(
    db,
    ids.map((each) => each.referral_id),
  )
  return {
    child: toChild(row, contacts),
    createdAt: row.created_at,
    mergedRecords,
    referrals: referrals.map(({ record, projection }) => ({
      referralId: record.referral.id,
      serviceId: record.service.id,
      serviceName: record.service.name,
      status: projection.row.status,
      isOpen: isOpenStatus(projection.row.status),
      receivedDate: projection.row.received_date,
      latest: latestOf(record.events),
    })),
  }
}

function latestOf(events: LoadedReferral['record']['events']): { on: string; text: string } | null {
  const voided = new Set(events.flatMap((event) => (event.type === 'voided' ? [event.detail.eventId] : [])))
  const latest = events
    .filter((event) => event.type !== 'voided' && !voided.has(event.id))
    .toSorted((a, b) =>
      a.happenedOn === b.happenedOn ? a.sequence - b.sequence : a.happenedOn < b.happenedOn ? -1 : 1,
    )
    .at(-1)
  return latest === undefined ? null : { on: latest.happenedOn, text: eventSentence(latest) }
}
