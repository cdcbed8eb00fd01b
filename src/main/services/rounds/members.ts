import type { MemberState } from '../../../shared/codes/rounds.ts'
import type { RoundMemberRow } from '../../../shared/contract/rounds.ts'
import { daysBetween } from '../../domain/clocks/days.ts'
import { contactToRing } from '../../domain/rounds/reach.ts'
import type { Readable } from '../../store/store.ts'
import { memberState } from './member-state.ts'

export interface MembersAsked {
  roundId: string
  states?: readonly MemberState[]
  offset: number
  limit: number
}

/** The families of a round, the longest waits first, and how many there are in all. */
export async function membersPage(
  db: Readable,
  { roundId, states, offset, limit }: MembersAsked,
  today: string,
): Promise<{ rows: RoundMemberRow[]; total: number }> {
  const all = () => {
    const query = membersOf(db).where('round_member.round_id', '=', roundId)
    return states === undefined || states.length === 0
      ? query
      : query.where(memberState(today), 'in', [...states])
  }
  const [{ total }, rows] = await Promise.all([
    all()
      .select((select) => select.fn.countAll<number>().as('total'))
      .executeTakeFirstOrThrow(),
    all()
      .select(memberState(today).as('state'))
      .select(shown)
      .orderBy('waiting_list.clock_start')
      .orderBy('round_member.id')
      .limit(limit)
      .offset(offset)
      .execute(),
  ])
  const contacts = await contactsOf(
    db,
    rows.map((row) => row.child_id),
  )
  return {
    total,
    rows: rows.map((row): RoundMemberRow => {
      const own = contacts.get(row.child_id) ?? []
      const isAnswered = row.state === row.reply
      const isAskedAgain = row.again_on !== null
      return {
        memberId: row.id,
        version: row.version,
        roundId,
        referralId: row.referral_id,
        childId: row.child_id,
        childName: `${row.family_name.toUpperCase()}, ${row.given_name}`,
        dateOfBirth: row.date_of_birth,
        serviceId: row.service_id,
        serviceName: row.service_name,
        priority: row.priority,
        status: row.status,
        daysWaited:
          row.is_waiting === 1 && row.clock_start <= today ? daysBetween(row.clock_start, today) : null,
        state: row.state,
        askedOn: row.started_on,
        replyBy: row.waiting_reply_by ?? row.reply_by,
        askedAgainOn: isAskedAgain ? row.again_on : null,
        askedAgainBy: row.again_by,
        reply: isAnswered ? row.reply : null,
        repliedOn: isAnswered ? row.replied_on : null,
        note: row.note,
        contact: shownContact(own),
        language: row.language,
        interpreterNeeded: row.interpreter_needed === null ? null : row.interpreter_needed === 1,
        proposalId: row.proposal_id,
        restricted: row.restricted === 1,
      }
    }),
  }
}

function membersOf(db: Readable) {
  return db
    .selectFrom('round_member')
    .innerJoin('round', 'round.id', 'round_member.round_id')
    .innerJoin('waiting_list', 'waiting_list.referral_id', 'round_member.referral_id')
    .innerJoin('child', 'child.id', 'waiting_list.child_id')
    .innerJoin('service', 'service.id', 'waiting_list.service_id')
    .leftJoin('removal_proposal', (join) =>
      join
        .onRef('removal_proposal.referral_id', '=', 'round_member.referral_id')
        .on('removal_proposal.decision', 'is', null),
    )
}

const shown = [
  'round_member.id',
  'round_member.version',
  'round_member.referral_id',
  'round_member.reply_by',
  'round_member.again_on',
  'round_member.again_by',
  'round_member.reply',
  'round_member.replied_on',
  'round_member.note',
  'round.started_on',
  'waiting_list.child_id',
  'waiting_list.service_id',
  'waiting_list.status',
  'waiting_list.priority',
  'waiting_list.is_waiting',
  'waiting_list.clock_start',
  'waiting_list.reply_by as waiting_reply_by',
  'child.family_name',
  'child.given_name',
  'child.date_of_birth',
  'child.language',
  'child.interpreter_needed',
  'child.restricted',
  'service.name as service_name',
  'removal_proposal.id as proposal_id',
] as const

interface StoredContact {
  name: string
  relationship: string | null
  phone: string | null
  email: string | null
  safeToContact: boolean | null
}

async function contactsOf(db: Readable, childIds: readonly string[]): Promise<Map<string, StoredContact[]>> {
  if (childIds.length === 0) return new Map()
  const rows = await db
    .selectFrom('child_contact')
    .selectAll()
    .where('child_id', 'in', [...new Set(childIds)])
    .orderBy('position')
    .execute()
  const byChild = new Map<string, StoredContact[]>()
  for (const row of rows) {
    const own = byChild.get(row.child_id) ?? []
    own.push({
      name: row.name,
      relationship: row.relationship,
      phone: row.phone,
      email: row.email,
      safeToContact: row.safe_to_contact === null ? null : row.safe_to_contact === 1,
    })
    byChild.set(row.child_id, own)
  }
  return byChild
}

function shownContact(contacts: readonly StoredContact[]): RoundMemberRow['contact'] {
  const ring = contactToRing(contacts)
  if (ring !== null) {
    const caution = ring.safeToContact === null ? 'Nobody asked whether this number is safe to ring.' : null
    return { name: ring.name, relationship: ring.relationship, phone: ring.phone, caution }
  }
  const [first] = contacts
  if (first === undefined) return null
  const isUnsafe = contacts.every((contact) => contact.safeToContact === false)
  return {
    name: first.name,
    relationship: first.relationship,
    phone: null,
    caution: isUnsafe ? 'Marked as not safe to contact: do not ring.' : 'No phone number is recorded.',
  }
}
