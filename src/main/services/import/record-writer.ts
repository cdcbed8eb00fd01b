import { v7 as uuidv7 } from 'uuid'
import type { Service } from '../../../shared/contract/administration.ts'
import type { ImportedFact } from '../../domain/import-rows/row-facts.ts'
import { isOpenStatus } from '../../../shared/codes/referral-statuses.ts'
import type { ReferralEvent } from '../../domain/referral-status/events.ts'
import { replay } from '../../domain/referral-status/replay.ts'
import type {
  ChildContactTable,
  ChildTable,
  DuplicatePairTable,
  ImportBatchRowTable,
  ReferralEventTable,
  ReferralTable,
  TriageResultTable,
  WaitingListTable,
  WaitTable,
} from '../../store/schema.ts'
import type { Store } from '../../store/store.ts'
import { computeProjection } from '../projection/compute.ts'
import type { ReferralRecord } from '../projection/reproject.ts'
import { toEventRow } from '../referrals/events.ts'
import { searchText } from '../search/child-ids.ts'
import type { RuleSets } from '../triage/current-rules.ts'
import { taskSubject } from '../tasks/subject.ts'
import { type TaskWriter, taskWriter } from '../tasks/reconcile.ts'
import { toKept } from '../triage/kept-evaluation.ts'
import { type KeptRun, ruleRun } from '../triage/rule-run.ts'
import { suggestionFor } from '../triage/suggest.ts'
import type { Connection } from './connection.ts'

interface Tables {
  child: ChildTable
  child_contact: ChildContactTable
  referral: ReferralTable
  referral_event: ReferralEventTable
  waiting_list: WaitingListTable
  wait: WaitTable
  triage_result: TriageResultTable
  duplicate_pair: DuplicatePairTable
  import_batch_row: ImportBatchRowTable
}

type Inserts = { [Table in keyof Tables]: (row: Tables[Table]) => void }

const tables: { [Table in keyof Tables]: 'INSERT' | 'INSERT OR REPLACE' | 'INSERT OR IGNORE' } = {
  child: 'INSERT',
  child_contact: 'INSERT',
  referral: 'INSERT',
  referral_event: 'INSERT',
  waiting_list: 'INSERT OR REPLACE',
  wait: 'INSERT',
  triage_result: 'INSERT OR REPLACE',
  duplicate_pair: 'INSERT OR IGNORE',
  import_batch_row: 'INSERT',
}

/** Prepared inserts for whole rows: a hundred thousand rows spend no time on building queries. */
export function preparedInserts(connection: Connection): Inserts {
  const made = Object.entries(tables).map(([table, verb]) => {
    const columns = connection.prepare('SELECT name FROM pragma_table_info(?)').pluck().all(table) as string[]
    const places = columns.map(() => '?').join(', ')
    const statement = connection.prepare(`${verb} INTO ${table} (${columns.join(', ')}) VALUES (${places})`)
    const values: unknown[] = []
    return [
      table,
      (row: Record<string, unknown>) => {
        for (let i = 0; i < columns.length; i++) values[i] = row[columns[i]!]
        statement.run(values)
      },
    ]
  })
  return Object.fromEntries(made) as Inserts
}

/** Who records and when, the same for everything one batch writes. */
export interface Recording {
  personId: string
  /** UTC text. */
  at: string
  today: string
  batchId: string | null
}

/** A referral about to be stored, with its facts in the order of recording. */
export interface NewReferral {
  row: Omit<ReferralTable, 'child_id' | 'created_at' | 'version'>
  facts: readonly ImportedFact[]
}

export interface NewChild {
  row: Omit<ChildTable, 'search_id' | 'created_at' | 'version' | 'died_on'>
  contacts: readonly Omit<ChildContactTable, 'id' | 'child_id' | 'position'>[]
  hasPossibleDuplicate: boolean
  referrals: readonly NewReferral[]
}

type StoredService = ReferralRecord['service']

/**
 * Writes children with their referrals, facts and projections by prepared statements. Use it inside one
 * `store.write`. What it stores is what recording the same facts one by one in the app would.
 */
export class RecordWriter {
  readonly insert: Inserts
  readonly #store: Pick<Store, 'nextSequence' | 'nextSearchId'>
  readonly #recording: Recording
  readonly #rules: RuleSets
  readonly #services: ReadonlyMap<string, { stored: StoredService; service: Service }>
  readonly #searchRow: (searchId: number, text: string) => void
  readonly #tasks: TaskWriter
  readonly #forgetWaits: (referralId: string) => void
  readonly #keptRun: (referralId: string) => KeptRun | undefined

  constructor(
    store: Store,
    recording: Recording,
    rules: RuleSets,
    services: ReadonlyMap<string, { stored: StoredService; service: Service }>,
  ) {
    const connection = store.bare.writer
    this.#store = store
    this.#recording = recording
    this.#rules = rules
    this.#services = services
    this.insert = preparedInserts(connection)
    this.#tasks = taskWriter(connection)
    const search = connection.prepare('INSERT OR REPLACE INTO child_search (rowid, text) VALUES (?, ?)')
    this.#searchRow = (searchId, text) => void search.run(searchId, text)
    const waits = connection.prepare('DELETE FROM wait WHERE referral_id = ?')
    this.#forgetWaits = (referralId) => void waits.run(referralId)
    const runs = connection.prepare<[string], KeptRun>(
      'SELECT rule_set_version, evaluated_on, last_run_on FROM triage_result WHERE referral_id = ?',
    )
    this.#keptRun = (referralId) => runs.get(referralId)
  }

  /** Stores a new child with its contacts and its referrals. */
  addChild(child: NewChild): void {
    const { at } = this.#recording
    const row: ChildTable = {
      ...child.row,
      version: 1,
      died_on: diedOn(child.referrals),
      created_at: at,
      search_id: this.#store.nextSearchId(),
    }
    this.insert.child(row)
    this.#searchRow(row.search_id, searchText(row))
    for (const [position, contact] of child.contacts.entries())
      this.insert.child_contact({ ...contact, id: uuidv7(), child_id: row.id, position })
    const stored = child.referrals.map((referral) => this.addReferral(row.id, referral))
    const open = stored.map(({ events }) => child.referrals.length > 1 && isOpenStatus(replay(events).status))
    for (const [index, { referral, events }] of stored.entries()) {
      const others = stored.filter(
        (other, place) =>
          place !== index && open[place] === true && other.referral.service_id === referral.service_id,
      )
      this.project(
        {
          referral,
          events,
          child: row,
          hasContact: child.contacts.some(({ phone, email }) => phone !== null || email !== null),
          contactPhone: child.contacts.find(({ phone }) => phone !== null)?.phone ?? null,
          hasPossibleDuplicate: child.hasPossibleDuplicate,
          otherOpenReferrals: others.length,
        },
        true,
      )
    }
  }

  /** Stores a referral and its facts; the caller computes its projection. */
  addReferral(
    childId: string,
    { row, facts }: NewReferral,
  ): { referral: ReferralTable; events: ReferralEvent[] } {
    const referral: ReferralTable = {
      ...row,
      version: 1,
      child_id: childId,
      created_at: this.#recording.at,
    }
    this.insert.referral(referral)
    return { referral, events: facts.map((fact) => this.addFact(referral.id, fact)) }
  }

  /** Records one fact. */
  addFact(referralId: string, fact: ImportedFact): ReferralEvent {
    const event = {
      ...fact,
      id: uuidv7(),
      recordedAt: this.#recording.at,
      recordedBy: this.#recording.personId,
      sequence: this.#store.nextSequence(),
    } as ReferralEvent
    this.insert.referral_event(toEventRow(referralId, event, this.#recording.batchId))
    return event
  }

  /** Voids a fact with an entry of its own. */
  voidFact(referralId: string, eventId: string, reason: string): ReferralEvent {
    const { today } = this.#recording
    return this.addFact(referralId, { type: 'voided', happenedOn: today, detail: { eventId }, reason })
  }

  /**
   * Computes and stores what lists and returns show of a referral, with the rules' suggestion of today; a new
   * referral that is closed already is not put to the rules. One that was keeps the rule set it was put to.
   */
  project(record: Omit<ReferralRecord, 'service'>, isNew = false): void {
    const { referral } = record
    const known = this.#services.get(referral.service_id)
    if (known === undefined) throw new Error('A referral to a service that is not in the store')
    // Rules speak about what is open; what an extract tells of years ago asks for nothing any more.
    const isClosed = isNew && !isOpenStatus(replay(record.events).status)
    const { today } = this.#recording
    const run = ruleRun(this.#rules, isNew ? undefined : this.#keptRun(referral.id), today)
    const evaluation = isClosed ? null : suggestionFor(run, record, today)
    const kept = evaluation === null ? null : toKept(evaluation)
    const projection = computeProjection({
      ...record,
      service: known.service,
      suggestion: kept?.brief ?? null,
    })
    const { row, waits } = projection
    if (!isNew) this.#forgetWaits(referral.id)
    this.insert.waiting_list(row)
    for (const wait of waits) this.insert.wait(wait)
    this.#tasks.reconcile(
      referral.id,
      taskSubject(record, projection, known.service, evaluation, this.#recording.today),
      isNew,
    )
    if (evaluation === null || kept === null) return
    this.insert.triage_result({
      referral_id: referral.id,
      rule_set_version: run.rules.version,
      evaluated_on: today,
      last_run_on: run.lastRunOn,
      fired: JSON.stringify(evaluation.fired.map((firing) => firing.ruleId)),
      result: JSON.stringify(kept),
    })
  }

  /** Puts a child's names and numbers as they are now into the search index. */
  indexChild(row: ChildTable): void {
    this.#searchRow(row.search_id, searchText(row))
  }
}

/** The day a referral was closed because the child had died, when one was. */
function diedOn(referrals: readonly NewReferral[]): string | null {
  for (const { facts } of referrals) {
    const death = facts.find((fact) => fact.type === 'closed' && fact.detail.reason === 'died')
    if (death !== undefined) return death.happenedOn
  }
  return null
}
