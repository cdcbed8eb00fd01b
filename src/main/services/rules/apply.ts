import { v7 as uuidv7 } from 'uuid'
import type { RuleApplied } from '../../../shared/contract/rule-bench.ts'
import { displayName } from '../../../shared/format/names.ts'
import { ok, refuse, type Result } from '../../../shared/result.ts'
import type { RuleSet } from '../../../shared/triage/rules.ts'
import type { Writing } from '../../store/store.ts'
import { appendAudit } from '../audit/append.ts'
import type { ServiceContext } from '../context.ts'
import { timeSlices } from '../import/time-slices.ts'
import { toService } from '../nhs-services/rows.ts'
import { loadReferrals } from '../projection/load.ts'
import { reproject } from '../projection/reproject.ts'
import { recordFact, takeVersion } from '../referrals/commands.ts'
import { inTransaction } from '../transaction.ts'
import { currentRules } from '../triage/current-rules.ts'
import { ruleRuns } from '../triage/rule-run.ts'
import { suggestedDueBy, suggestionFor } from '../triage/suggest.ts'
import { type BenchResult, benchResult } from './bench.ts'
import type { Changed } from './bench-tally.ts'

/** One decision reaches at most this many referrals, so that a slip stays small enough to look at. */
const mostAtOnce = 5000

interface Asked {
  token: string
  which: { kind: 'ids'; ids: string[] } | { kind: 'all' }
  changeAccepted: boolean
  reason: string
}

/**
 * Puts referrals of a bench run to the current rule set: the suggestion of those not triaged moves, and, when asked
 * for, the priority of those accepted changes by an entry of its own. Those changed since the bench, or not of a kind
 * that can move, are left and named. Refuses a bench of anything but the current version: publish it first.
 */
export async function applyRules(context: ServiceContext, asked: Asked): Promise<Result<RuleApplied>> {
  const known = benchResult(context.store, asked.token)
  if (!known.ok) return known
  const chosen = choose(known.value, asked)
  if (chosen.length > mostAtOnce)
    return refuse(
      'invalid',
      `That is more than ${mostAtOnce.toLocaleString('en-GB')} referrals. Choose one service at a time.`,
    )
  const result = await inTransaction(context.store, async (tx) => {
    const current = await currentRules(tx)
    if (known.value.of.kind !== 'version' || known.value.of.version !== current.version)
      return refuse(
        'conflict',
        `Only the version in use can be applied, which is version ${current.version}. Run the bench on it first.`,
      )
    return new Applying(tx, context, current, asked).run(chosen)
  })
  if (result.ok) {
    context.changed({ noun: 'referral', ids: [] })
    context.changed({ noun: 'rules', ids: [] })
  }
  return result
}

type Chosen = Pick<Changed, 'referralId'> & { seen: Changed | null }

/** The referrals meant: all that can move, or the named ones, those included that the bench run did not find. */
function choose({ changed }: BenchResult, { which, changeAccepted }: Asked): Chosen[] {
  if (which.kind === 'all')
    return changed
      .filter(({ group }) => group === 'not_triaged' || (changeAccepted && group === 'accepted'))
      .map((seen) => ({ referralId: seen.referralId, seen }))
  const byId = new Map(changed.map((each) => [each.referralId, each]))
  return [...new Set(which.ids)].map((referralId) => ({ referralId, seen: byId.get(referralId) ?? null }))
}

class Applying {
  readonly #tx: Writing
  readonly #context: ServiceContext
  readonly #rules: RuleSet
  readonly #asked: Asked
  readonly #id = uuidv7()
  readonly #rows: { referralId: string; fromVersion: number; eventId: string | null; childId: string }[] = []
  readonly #skipped: { referralId: string; why: string }[] = []

  constructor(tx: Writing, context: ServiceContext, rules: RuleSet, asked: Asked) {
    this.#tx = tx
    this.#context = context
    this.#rules = rules
    this.#asked = asked
  }

  async run(chosen: readonly Chosen[]): Promise<Result<RuleApplied>> {
    const slices = timeSlices()
    for (const each of chosen) {
      const why = await this.#move(each)
      if (why !== null) this.#skipped.push({ referralId: each.referralId, why })
      if (slices.over) await slices.rest()
    }
    const prioritiesChanged = this.#rows.filter(({ eventId }) => eventId !== null).length
    const moved = this.#rows.length - prioritiesChanged
    await this.#keep(moved, prioritiesChanged)
    return ok({
      version: this.#rules.version,
      moved,
      prioritiesChanged,
      skipped: await this.#named(),
    })
  }

  /** Moves one referral; returns why not, when it cannot. */
  async #move({ referralId, seen }: Chosen): Promise<string | null> {
    if (seen === null) return 'The bench run found no change for this referral.'
    if (seen.group === 'other') return 'It is neither waiting for triage nor accepted with another priority.'
    if (seen.group === 'accepted' && !this.#asked.changeAccepted)
      return 'It is accepted already, and changing accepted children was not asked for.'
    const [loaded] = await loadReferrals(this.#tx, [referralId])
    if (loaded === undefined) return 'It is not in this store.'
    if (loaded.record.referral.version !== seen.version) return 'Somebody changed it after the bench run.'
    const today = this.#context.today()
    const run = (await ruleRuns(this.#tx, [referralId], today))(referralId)
    let eventId: string | null = null
    if (seen.group === 'accepted') {
      const { record, projection } = loaded
      const evaluation = suggestionFor({ ...run, rules: this.#rules }, record, today)
      const { priority } = evaluation
      if (priority === null || priority === 'planned' || priority === projection.row.priority)
        return 'Its priority would not change any more.'
      const recorded = await recordFact(this.#tx, this.#context, referralId, seen.version, {
        type: 'priority_changed',
        happenedOn: today,
        detail: {
          priority,
          dueBy: suggestedDueBy(evaluation, projection.row.received_date, toService(record.service)),
        },
        reason: this.#asked.reason,
      })
      if (!recorded.ok) return recorded.refusal.message
      eventId = recorded.value.eventId
    } else {
      const version = await takeVersion(this.#tx, referralId, seen.version)
      if (!version.ok) return version.refusal.message
    }
    await reproject(this.#tx, [referralId], today, this.#rules)
    const childId = loaded.record.child.id
    this.#rows.push({ referralId, fromVersion: run.rules.version, eventId, childId })
    return null
  }

  async #keep(moved: number, prioritiesChanged: number): Promise<void> {
    const { version } = this.#rules
    await this.#tx
      .insertInto('rule_application')
      .values({
        id: this.#id,
        version,
        applied_at: this.#context.now(),
        applied_by: this.#context.person.id,
        reason: this.#asked.reason,
        moved,
        priorities_changed: prioritiesChanged,
      })
      .execute()
    for (const { referralId, fromVersion, eventId, childId } of this.#rows) {
      await this.#tx
        .insertInto('rule_application_row')
        .values({
          application_id: this.#id,
          referral_id: referralId,
          from_version: fromVersion,
          event_id: eventId,
        })
        .execute()
      await appendAudit(this.#tx, this.#context, {
        action: 'referral.rules_applied',
        subject: referralId,
        childId,
        detail: { applicationId: this.#id, version, fromVersion, eventId },
      })
    }
    await appendAudit(this.#tx, this.#context, {
      action: 'rules.applied',
      subject: `rules version ${version}`,
      detail: {
        ...{ applicationId: this.#id, version, moved, prioritiesChanged },
        skipped: this.#skipped.length,
      },
    })
  }

  async #named(): Promise<RuleApplied['skipped']> {
    const names = new Map<string, string>()
    for (let at = 0; at < this.#skipped.length; at += 500) {
      const ids = this.#skipped.slice(at, at + 500).map(({ referralId }) => referralId)
      const rows = await this.#tx
        .selectFrom('referral')
        .innerJoin('child', 'child.id', 'referral.child_id')
        .select(['referral.id', 'child.family_name', 'child.given_name'])
        .where('referral.id', 'in', ids)
        .execute()
      for (const row of rows)
        names.set(
          row.id,
          displayName({ familyName: row.family_name, givenName: row.given_name, preferredName: null }),
        )
    }
    return this.#skipped.map((each) => ({
      ...each,
      childName: names.get(each.referralId) ?? 'Unknown child',
    }))
  }
}
