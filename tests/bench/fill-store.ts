import { v7 as uuidv7 } from 'uuid'
import type { GeneratedReferral } from '../../src/main/generator/generated.ts'
import { toChildRow } from '../../src/main/services/children/rows.ts'
import { RecordWriter } from '../../src/main/services/import/record-writer.ts'
import { toService } from '../../src/main/services/nhs-services/rows.ts'
import { factsToRow } from '../../src/main/services/referrals/view.ts'
import { ruleSets } from '../../src/main/services/triage/current-rules.ts'
import { childInput } from '../../src/shared/contract/children.ts'
import { referralFactsInput } from '../../src/shared/contract/referrals.ts'
import type { Store } from '../../src/main/store/store.ts'

type NewChild = Parameters<RecordWriter['addChild']>[0]
type Fact = NewChild['referrals'][number]['facts'][number]

/** Referrals in one transaction: large enough to be quick, small enough for memory and the log file. */
const perTransaction = 10_000

export interface FillOptions {
  histories: Iterable<GeneratedReferral>
  personId: string
  today: string
  /** Called after each transaction with the referrals stored so far. */
  onProgress?(done: number): void
}

/** Stores histories by the statements of the import, a transaction for every ten thousand. Returns how many. */
export async function fillStore(
  store: Store,
  { histories, personId, today, onProgress }: FillOptions,
): Promise<number> {
  const { writer: connection } = store.bare
  // A crash of a bench loses nothing worth keeping.
  connection.pragma('synchronous = OFF')
  connection.pragma('cache_size = -600000')
  connection.pragma('wal_autocheckpoint = 20000')
  connection.pragma('foreign_keys = OFF')
  connection.pragma('ignore_check_constraints = ON')
  const families = byChild(histories)
  let done = 0
  for (let more = true; more;) {
    more = await store.write(async (tx) => {
      const services = await tx.selectFrom('service').selectAll().execute()
      const writer = new RecordWriter(
        store,
        { personId, at: `${today}T08:00:00.000Z`, today, batchId: null },
        await ruleSets(tx),
        new Map(services.map((row) => [row.id, { stored: row, service: toService(row) }])),
      )
      for (let count = 0; count < perTransaction;) {
        const next = families.next()
        if (next.done) return false
        writer.addChild(toNewChild(next.value))
        count += next.value.length
        done += next.value.length
      }
      return true
    })
    onProgress?.(done)
  }
  return done
}

/** The generator gives a child's referrals one after the other. */
function* byChild(histories: Iterable<GeneratedReferral>): Generator<GeneratedReferral[], void, undefined> {
  let own: GeneratedReferral[] = []
  for (const history of histories) {
    if (own.length > 0 && own[0]!.child.localPatientId !== history.child.localPatientId) {
      yield own
      own = []
    }
    own.push(history)
  }
  if (own.length > 0) yield own
}

function toNewChild(own: readonly GeneratedReferral[]): NewChild {
  const { child } = own[0]!
  const contact = { name: child.contactName, phone: child.contactPhone, email: child.contactEmail }
  return {
    row: { ...toChildRow(childInput.parse(child)), id: uuidv7() },
    contacts:
      contact.name === null
        ? []
        : [
            {
              ...contact,
              name: contact.name,
              relationship: child.contactRelationship,
              parental_responsibility: null,
              safe_to_contact: null,
            },
          ],
    hasPossibleDuplicate: false,
    referrals: own.map((history) => ({
      row: {
        ...factsToRow(referralFactsInput.parse({ ...history, pathways: history.pathway })),
        id: uuidv7(),
        service_id: history.service,
        external_id: history.referralId,
      },
      facts: history.events.map((event) => ({ ...event, reason: event.reason ?? null }) as Fact),
    })),
  }
}
