import { eventIterator, type } from '@orpc/contract'
import { z } from 'zod'
import type { EventType } from '../codes/event-types.ts'
import type { Priority } from '../codes/priorities.ts'
import type { RuleKind } from '../codes/rule-kinds.ts'
import type { RuleConfidence, TriageRule } from '../triage/rules.ts'
import {
  type RuleApplied,
  type RuleBenchProgress,
  type RuleBenchRow,
  type RuleBenchWhy,
  ruleChangeKinds,
} from './rule-bench.ts'
import { ruleSetRef, type RuleSetRef } from './rule-set-ref.ts'
import { fileToken, type Page, pageInput, procedure, reasonText, rowId, serviceId } from './procedure.ts'

/** One rule as people read it, and what people did when it fired. */
export interface RuleInWords {
  id: string
  version: number
  /** Service ids; `all` means every service. */
  services: string[]
  /** What the rule leads to. */
  kind: RuleKind
  name: string
  sentence: string
  /** What happens to the rule when nobody asked. */
  notes: string[]
  source: string
  /** Is the criterion in published use. */
  confidence: RuleConfidence
  /** Is its number or exact action sourced. */
  detailConfidence: RuleConfidence
  locallyConfigurable: boolean
  note: string
  enabled: boolean
  /** Who last changed it in this store and on which day; null while it is as it was shipped. */
  changedBy: string | null
  changedOn: string | null
  /** Decisions of the last 12 months made while it fired, and how many of them departed from the suggestion. */
  decisions: { made: number; otherwise: number }
}

/** How a published version came about. */
export type RuleSetOrigin = 'shipped' | 'published' | 'rolled_back'

export interface RuleSetVersion {
  version: number
  author: string
  /** When it was published in this store, UTC. */
  publishedAt: string
  note: string
  origin: RuleSetOrigin
  /** The version it was made from; for a roll back the version whose rules these are. Null for the shipped one. */
  basedOn: number | null
  /** Why it was published although worked cases failed, and which; null when all passed. */
  overridden: { reason: string; failed: string[] } | null
  ruleCount: number
  enabledCount: number
  /** True for the version that new referrals are put to. */
  current: boolean
}

export interface RulesInWords {
  version: number
  author: string
  /** When it was published in this store, UTC; null for a draft. */
  publishedAt: string | null
  note: string
  rules: RuleInWords[]
}

/** A rule set in words and as data: the editor reads `rules`, people read `inWords`. */
export interface RuleSetContent {
  of: RuleSetRef
  rules: TriageRule[]
  inWords: RulesInWords
}

/** What is wrong with a rule set, where and why. `blocks` keeps it from being published. */
export interface RuleProblem {
  /** Path in the rule file: `rules[3].when.all[1].value`. */
  place: string
  ruleId: string | null
  message: string
  kind: 'unreadable' | 'impossible' | 'contradiction' | 'unlisted_code' | 'unknown_service' | 'protection'
  blocks: boolean
}

export interface RuleDraft {
  /** Sent back with each change, so that nobody's change is lost; 0 while the draft is the current version unchanged. */
  draftVersion: number
  /** The version it was begun from. */
  basedOn: number
  /** True when a newer version was published after the draft was begun. */
  isBehind: boolean
  changedBy: string | null
  /** UTC. */
  changedAt: string | null
  rules: TriageRule[]
  inWords: RuleInWords[]
  problems: RuleProblem[]
  /** Rules added, removed and changed against the current version. */
  changes: { added: number; removed: number; changed: number }
}

/** One difference inside a rule, in words. */
export interface RuleFieldChange {
  what: string
  before: string
  after: string
}
export interface RuleSetDiff {
  from: string
  to: string
  added: { ruleId: string; name: string; sentence: string }[]
  removed: { ruleId: string; name: string; sentence: string }[]
  changed: { ruleId: string; name: string; before: string; after: string; fields: RuleFieldChange[] }[]
  /** "2 rules changed, 1 added." */
  summary: string
}

/** A rule being written: what is wrong with it, how it reads, what a blank does to it. */
export interface RuleChecked {
  problems: RuleProblem[]
  /** Null while the rule cannot be read. */
  sentence: string | null
  notes: string[]
  kind: RuleKind | null
}

export interface RuleExample {
  exampleId: string
  /** Sent back with a change; 0 for a shipped case nobody has changed. */
  version: number
  name: string
  origin: 'shipped' | 'own'
  /** Field → answer, without anything that says who the child is. */
  facts: Record<string, unknown>
  /** The same as people read it. */
  factsInWords: { label: string; value: string }[]
  serviceId: string | null
  /** Ids of the rules that must fire and no others, sorted. */
  expected: string[]
  changedBy: string | null
  changedOn: string | null
  /** Set when the case is no longer run. */
  retired: { by: string; on: string; reason: string } | null
  result: {
    passes: boolean
    fired: string[]
    /** Expected and silent; fired and not expected. */
    missing: string[]
    unexpected: string[]
    /** Why each rule fired, in sentences. */
    sentences: string[]
  }
}

/** A decision behind a rule's figures. */
export interface RuleDecisionRow {
  eventId: string
  referralId: string
  childId: string
  familyName: string
  givenName: string
  dateOfBirth: string
  serviceId: string
  serviceName: string
  decidedOn: string
  decidedBy: string
  type: EventType
  decision: string
  asSuggested: boolean
  reason: string | null
  ruleSetVersion: number | null
}

/** Achieved figures of triage over the 12 months to `asAt`, for charts. Days are calendar days. */
export interface TriageMeasures {
  asAt: string
  from: string
  /** Received date to first contact, of those first seen in the period. */
  achievedWaits: {
    priority: Priority | null
    count: number
    medianDays: number
    ninetiethDays: number
    withinTarget: number
  }[]
  /** Decisions with the rule and those that departed from the suggestion, most departed from first. */
  overrides: { ruleId: string; name: string; made: number; otherwise: number }[]
  /** Receipt to triage decision by month of decision, every service together and each alone. */
  timeToDecision: { month: string; serviceId: string | null; count: number; medianDays: number }[]
  /** Referrals first decided in the period, and how many were returned: not accepted, redirected or information asked for. */
  returnRates: { referrerRole: string | null; label: string; decided: number; returned: number }[]
}

const draftVersion = z.number().int().min(0)
const ruleId = z.string().trim().min(1).max(20)
const exampleId = z.string().min(1).max(100)
const note = z
  .string()
  .trim()
  .min(3, 'Say in a note what this version changes, in at least 3 characters')
  .max(2000)
/** A rule as the file format has it; the backend reads it and names what is wrong with it by place. */
const ruleJson = z.record(z.string(), z.unknown())
/** Publish although worked cases fail. */
const override = z.object({ reason: reasonText }).nullable().default(null)
const benchToken = z.uuid()

export const rules = {
  /** The version new referrals are put to, rule by rule in words. */
  current: procedure.output(type<RulesInWords>()),
  /** Every published version, newest first. */
  versions: procedure.output(type<RuleSetVersion[]>()),
  get: procedure.input(z.object({ of: ruleSetRef })).output(type<RuleSetContent>()),
  diff: procedure.input(z.object({ from: ruleSetRef, to: ruleSetRef })).output(type<RuleSetDiff>()),

  draft: procedure.output(type<RuleDraft>()),
  /** What is wrong with a rule while it is written, and how it reads. Nothing is saved. */
  checkRule: procedure
    .input(z.object({ rule: ruleJson, replaces: ruleId.nullable().default(null) }))
    .output(type<RuleChecked>()),
  /** Adds a rule to the draft (`replaces` null) or puts it in another's place. Refused with places when unreadable. */
  saveRule: procedure
    .input(z.object({ draftVersion, rule: ruleJson, replaces: ruleId.nullable().default(null) }))
    .output(type<RuleDraft>()),
  removeRule: procedure.input(z.object({ draftVersion, ruleId })).output(type<RuleDraft>()),
  /** Makes the draft the current version again. */
  discardDraft: procedure.input(z.object({ draftVersion })).output(type<RuleDraft>()),
  importDraft: procedure.input(z.object({ draftVersion, file: fileToken })).output(type<RuleDraft>()),
  exportFile: procedure
    .input(z.object({ of: ruleSetRef, file: fileToken }))
    .output(type<{ rules: number; sha256: string }>()),
  /** Moves nobody: the new version is for new referrals, and for those it is applied to. */
  publish: procedure
    .input(z.object({ draftVersion, note, override }))
    .output(type<{ version: number; failed: string[] }>()),
  /** Publishes an older version's rules again, as a new version. */
  rollBack: procedure
    .input(z.object({ version: z.number().int().min(1), note, override }))
    .output(type<{ version: number; failed: string[] }>()),

  /** What a rule set would change, nothing being changed. Ends with `done`. */
  bench: procedure
    .input(
      z.object({
        of: ruleSetRef,
        /** Everyone open now. */
        open: z.boolean().default(true),
        /** Also referrals received in the last 12 months that are closed by now. */
        lastYear: z.boolean().default(false),
        services: z.array(serviceId).max(50).optional(),
      }),
    )
    .output(eventIterator(type<RuleBenchProgress>())),
  benchRows: procedure
    .input(
      z.object({
        token: benchToken,
        serviceId: serviceId.optional(),
        kind: z.enum(ruleChangeKinds).optional(),
        group: z.enum(['not_triaged', 'accepted', 'other']).optional(),
        ...pageInput,
      }),
    )
    .output(type<Page<RuleBenchRow>>()),
  benchWhy: procedure.input(z.object({ token: benchToken, referralId: rowId })).output(type<RuleBenchWhy>()),
  /** Moves the named referrals of a bench result (or all of them) to the current version. */
  apply: procedure
    .input(
      z.object({
        token: benchToken,
        which: z.discriminatedUnion('kind', [
          z.object({ kind: z.literal('ids'), ids: z.array(rowId).min(1).max(5000) }),
          z.object({ kind: z.literal('all') }),
        ]),
        /** Also change the priority of those accepted already. */
        changeAccepted: z.boolean().default(false),
        reason: reasonText,
      }),
    )
    .output(type<RuleApplied>()),

  /** Worked cases with what the rule set makes of each. */
  examples: procedure.input(z.object({ of: ruleSetRef })).output(type<RuleExample[]>()),
  /** Keeps a referral's answers, without identity, as a case. Expected null: what the current version fires. */
  saveExample: procedure
    .input(
      z.object({
        referralId: rowId,
        name: z.string().trim().min(3, 'Name the case in at least 3 characters').max(200),
        expected: z.array(ruleId).max(100).nullable().default(null),
      }),
    )
    .output(type<{ exampleId: string }>()),
  changeExample: procedure
    .input(
      z.object({
        exampleId,
        version: draftVersion,
        name: z.string().trim().min(3).max(200).optional(),
        expected: z.array(ruleId).max(100),
      }),
    )
    .output(type<{ version: number }>()),
  /** Own cases only; a shipped one is retired. */
  removeExample: procedure
    .input(z.object({ exampleId, version: draftVersion }))
    .output(type<{ done: true }>()),
  retireExample: procedure
    .input(z.object({ exampleId, version: draftVersion, reason: reasonText }))
    .output(type<{ version: number }>()),
  restoreExample: procedure
    .input(z.object({ exampleId, version: draftVersion }))
    .output(type<{ version: number }>()),

  /** The decisions of the last 12 months made while a rule fired, newest first. */
  decisions: procedure
    .input(z.object({ ruleId, onlyOtherwise: z.boolean().default(false), ...pageInput }))
    .output(type<Page<RuleDecisionRow>>()),
  measures: procedure
    .input(z.object({ services: z.array(serviceId).max(50).optional() }))
    .output(type<TriageMeasures>()),
}
