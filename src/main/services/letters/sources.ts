import { type Role, roleLabels } from '../../../shared/codes/roles.ts'
import type { LetterSender, Signatory } from '../../../shared/contract/letters.ts'
import type { ChildContactTable, ChildTable } from '../../store/schema.ts'
import type { Readable, Writing } from '../../store/store.ts'
import { type LoadedReferral, loadReferrals } from '../projection/load.ts'
import { type LatelySeen } from '../referrals/answer-a-parent.ts'
import { latelySeen } from '../referrals/lately-seen.ts'
import { rolesOf } from '../session/people.ts'
import { sendersByService } from './senders.ts'
import { type CurrentTemplate, currentTemplates } from './templates.ts'

/** What every letter of one call is made with. */
export interface LetterSetting {
  templates: readonly CurrentTemplate[]
  senders: ReadonlyMap<string, LetterSender>
  providerName: string
  people: ReadonlyMap<string, Signatory>
  /** Addresses of professionals typed before, by audience and key. */
  addresses: ReadonlyMap<string, string>
  today: string
}

/** Everything known that a letter about one referral can say. */
export interface LetterSource {
  loaded: LoadedReferral
  child: ChildTable
  contacts: readonly ChildContactTable[]
  lately: LatelySeen | null
}

const rolesThatSign: readonly Role[] = ['clinical_lead', 'clinician', 'manager', 'administrator']

/** Reads what is the same for all letters. */
export async function loadSetting(db: Readable | Writing, today: string): Promise<LetterSetting> {
  const [templates, senders, provider, people, addresses] = await Promise.all([
    currentTemplates(db),
    sendersByService(db),
    db.selectFrom('meta').select('value').where('key', '=', 'provider_name').executeTakeFirst(),
    signatories(db),
    db.selectFrom('letter_address').selectAll().execute(),
  ])
  return {
    templates,
    senders,
    providerName: provider?.value ?? '',
    people: new Map(people.map((person) => [person.accountId, person])),
    addresses: new Map(addresses.map((row) => [addressKey(row.audience, row.addressee_key), row.address])),
    today,
  }
}

/** People with an account whose name may stand under a letter, clinicians first. */
export async function signatories(db: Readable | Writing): Promise<Signatory[]> {
  const rows = await db
    .selectFrom('account')
    .select(['id', 'display_name', 'roles'])
    .where('active', '=', 1)
    .execute()
  return rows
    .flatMap((row) => {
      const roles = rolesOf(row.roles)
      const role = rolesThatSign.find((each) => roles.includes(each))
      return role === undefined
        ? []
        : [{ accountId: row.id, name: row.display_name, role, order: rolesThatSign.indexOf(role) }]
    })
    .toSorted((a, b) => a.order - b.order || a.name.localeCompare(b.name, 'en-GB'))
    .map(({ accountId, name, role }) => ({ accountId, name, role: roleLabels[role] }))
}

/** What letters about these referrals can say, by referral id; unknown ids are left out. */
export async function loadSources(
  db: Readable | Writing,
  referralIds: readonly string[],
  today: string,
): Promise<Map<string, LetterSource>> {
  const loaded = await loadReferrals(db, referralIds)
  const childIds = [...new Set(loaded.map(({ projection }) => projection.row.child_id))]
  if (childIds.length === 0) return new Map()
  const [children, contacts] = await Promise.all([
    db.selectFrom('child').selectAll().where('id', 'in', childIds).execute(),
    db
      .selectFrom('child_contact')
      .selectAll()
      .where('child_id', 'in', childIds)
      .orderBy('position')
      .execute(),
  ])
  const childById = new Map(children.map((child) => [child.id, child]))
  const contactsOf = Map.groupBy(contacts, (contact) => contact.child_id)
  const seen = new Map<string, Promise<LatelySeen | null>>()
  const entries = await Promise.all(
    loaded.map(async (each) => {
      const { row } = each.projection
      const child = childById.get(row.child_id)
      if (child === undefined) return null
      const key = `${row.service_id} ${row.priority}`
      const lately = seen.get(key) ?? latelySeen(db, row.service_id, row.priority, today)
      seen.set(key, lately)
      const source = { loaded: each, child, contacts: contactsOf.get(child.id) ?? [], lately: await lately }
      return [row.referral_id, source] as const
    }),
  )
  return new Map(entries.filter((entry) => entry !== null))
}

/** Key under which a professional's address is kept for a call. */
export function addressKey(audience: string, addresseeKey: string): string {
  return `${audience} ${addresseeKey}`
}
