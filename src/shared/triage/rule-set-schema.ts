import { z } from 'zod'
import { priorities } from '../codes/priorities.ts'
import { triageField } from '../codes/triage-fields.ts'
import { conditionSchema } from './condition-schema.ts'
import { draftBranchConditions, draftCareException, draftFallback } from './draft-wording.ts'
import { canonicalServiceId, ruleConfidences, ruleSuggestions, testsOf } from './rules.ts'
import type { RuleCondition, RuleOutcome, RuleSet, TriageRule } from './rules.ts'

/** Name of the rule file format written by this version. */
export const ruleSetSchemaName = 'cyp-triage-rules/1'
/** The published draft's format, which is read as well. */
export const draftSchemaName = 'cyp-triage-rules/0.1'

const text = z.string().trim().min(1).max(500)
const texts = z.array(text).min(1)
const days = z.number().int().min(0).max(3660)

const dateFieldNames = z
  .union([z.string().transform((names) => names.split('|')), z.array(z.string()).min(1)])
  .superRefine((names, context) => {
    for (const name of names)
      if (triageField(name)?.type !== 'date')
        context.addIssue({ code: 'custom', message: `"${name}" is not a date field.` })
  })

const priorityWords = ['sameDayEscalation', 'unchanged', 'clinician decides'] as const

/** A branch's condition, or one of the published draft's two sentences for it. */
const branchCondition = z
  .unknown()
  .transform((raw) => (typeof raw === 'string' ? (draftBranchConditions[raw.trim()] ?? raw) : raw))
  .pipe(conditionSchema)

const plainOutcome = {
  priority: z.enum([...priorities, ...priorityWords]).optional(),
  clinicianDecides: z.boolean().optional(),
  targetDays: days.optional(),
  targetWorkingDays: days.optional(),
  targetFrom: dateFieldNames.optional(),
  suggest: z.enum([...ruleSuggestions, 'sameDayEscalation']).optional(),
  rejectReason: z
    .string()
    .regex(/^[A-Z][A-Z0-9_]*$/, 'A reason code in capitals is needed.')
    .optional(),
  route: text.optional(),
  routeOptions: texts.optional(),
  options: texts.optional(),
  needInfo: texts.optional(),
  needInfoSoft: texts.optional(),
  chaseDays: days.optional(),
  flag: z
    .string()
    .regex(/^[A-Z][A-Z0-9_]*(\{weeks\})?$/, 'A flag in capitals is needed.')
    .optional(),
  task: text.optional(),
  taskDueWorkingDays: days.optional(),
  notify: texts.optional(),
  copyTo: texts.optional(),
  blockAutoDischarge: z.boolean().optional(),
  blockBooking: z.boolean().optional(),
  escalateWnbAt: z.number().int().min(1).optional(),
  onNoResponse: text.optional(),
  action: text.optional(),
  clock: text.optional(),
  statutoryDueDays: days.optional(),
  statutoryFrom: z
    .string()
    .refine((name) => triageField(name)?.type === 'date', 'A date field is needed.')
    .optional(),
  list: z.literal('planned').optional(),
  dueAtCorrectedAgeMonths: z.number().int().min(0).optional(),
  excludeFromWaitingList: z.boolean().optional(),
  queue: text.optional(),
  kpi: text.optional(),
  set: z.strictObject({ effectiveWaitStart: z.literal('originalReferralDate') }).optional(),
  notAcceptanceCriterion: z.boolean().optional(),
}

type PlainOutcome = z.infer<z.ZodObject<typeof plainOutcome>>

/** Puts the draft's words for a priority into the app's own: see `RuleOutcome`. */
function settled({ priority, suggest, ...rest }: PlainOutcome): RuleOutcome {
  const outcome: RuleOutcome = { ...rest }
  if (suggest === 'sameDayEscalation' || priority === 'sameDayEscalation') outcome.priority = 'same_day'
  else if (priority === 'clinician decides') outcome.clinicianDecides = true
  else if (priority !== undefined && priority !== 'unchanged') outcome.priority = priority
  if (suggest !== undefined && suggest !== 'sameDayEscalation') outcome.suggest = suggest
  if (outcome.statutoryDueDays !== undefined) outcome.statutoryFrom ??= 'ehcnaAdviceRequestDate'
  return outcome
}

function oneUnit(outcome: PlainOutcome, context: z.RefinementCtx): void {
  if (outcome.targetDays !== undefined && outcome.targetWorkingDays !== undefined)
    context.addIssue({
      code: 'custom',
      path: ['targetWorkingDays'],
      message: 'A target is in days or in working days, not both.',
    })
}

const branchOutcome = z.strictObject(plainOutcome).superRefine(oneUnit).transform(settled)

/** The published draft calls a branch's effects `then`. */
function thenAsOutcome(raw: unknown): unknown {
  if (typeof raw !== 'object' || raw === null || !Object.hasOwn(raw, 'then')) return raw
  const entries = Object.entries(raw).map(
    ([key, value]) => [key === 'then' ? 'outcome' : key, value] as const,
  )
  return Object.fromEntries(entries)
}

const outcomeSchema = z
  .strictObject({
    ...plainOutcome,
    branch: z
      .array(z.preprocess(thenAsOutcome, z.strictObject({ if: branchCondition, outcome: branchOutcome })))
      .min(1)
      .optional(),
    otherwise: branchOutcome.optional(),
  })
  .superRefine((outcome, context) => {
    oneUnit(outcome, context)
    if (Object.keys(outcome).length === 0)
      context.addIssue({ code: 'custom', message: 'A rule needs at least one effect.' })
    if (outcome.otherwise && !outcome.branch)
      context.addIssue({ code: 'custom', path: ['otherwise'], message: '"otherwise" needs a "branch".' })
  })
  .transform(({ branch, otherwise, ...plain }): RuleOutcome => ({
    ...settled(plain),
    ...(branch && { branch }),
    ...(otherwise && { otherwise }),
  }))

const serviceId = z
  .string()
  .regex(/^[a-z][a-z0-9_-]*$/, 'A service id in small letters is needed.')
  .transform(canonicalServiceId)
const date = z.iso.date('A date as YYYY-MM-DD is needed.')

const ruleSchema = z
  .strictObject({
    id: z.string().regex(/^[A-Za-z][A-Za-z0-9_-]{0,19}$/, 'A short id such as C01 is needed.'),
    service: serviceId.optional(),
    services: z.array(serviceId).min(1).optional(),
    name: text,
    when: conditionSchema,
    outcome: outcomeSchema,
    source: z.string().max(1000).default(''),
    confidence: z.enum(ruleConfidences).default('JUDGEMENT'),
    detailConfidence: z.enum(ruleConfidences).default('JUDGEMENT'),
    locallyConfigurable: z.boolean().default(true),
    enabled: z.boolean().default(true),
    version: z.number().int().min(1).default(1),
    note: z.string().max(2000).default(''),
    changedBy: z.string().max(200).nullable().default(null),
    changedOn: date.nullable().default(null),
  })
  .superRefine((rule, context) => {
    if ((rule.service === undefined) === (rule.services === undefined))
      context.addIssue({
        code: 'custom',
        path: ['service'],
        message: 'Either "service" or "services" is needed.',
      })
  })
  .transform(({ service, services, ...rule }): TriageRule => ({
    ...rule,
    services: services ?? (service === undefined ? [] : [service]),
  }))

const ruleSetShape = z.strictObject({
  schema: z.enum([ruleSetSchemaName, draftSchemaName]),
  version: z.number().int().min(1).default(1),
  author: z.string().max(200).default(''),
  publishedOn: date.nullable().default(null),
  note: z.string().max(2000).default(''),
  /** The draft's own note on where it comes from. */
  generated: z.string().optional(),
  /** The draft names the order; it is fixed here. */
  priorityOrder: z.array(z.string()).optional(),
  rules: z.array(ruleSchema).min(1),
})

/** Reads a rule file, this app's or the published draft's, into a `RuleSet`. Issues carry the path and the reason. */
export const ruleSetSchema = ruleSetShape
  .superRefine(({ rules }, context) => {
    const seen = new Set<string>()
    for (const [index, rule] of rules.entries()) {
      if (seen.has(rule.id))
        context.addIssue({
          code: 'custom',
          path: ['rules', index, 'id'],
          message: `Rule ${rule.id} is there twice.`,
        })
      seen.add(rule.id)
    }
  })
  .transform(({ generated, priorityOrder: _fixed, schema, note, rules, ...set }): RuleSet => ({
    ...set,
    schema: ruleSetSchemaName,
    note: note || (generated ?? ''),
    rules: schema === draftSchemaName ? rules.map((rule) => draftFallback(draftCareException(rule))) : rules,
  }))

/** Conditions of a rule, its branches' included. */
export function conditionsOf(rule: TriageRule): RuleCondition[] {
  return [rule.when, ...(rule.outcome.branch ?? []).map((branch) => branch.if)]
}

/** Names of the fields a rule asks about, each once, in order. */
export function fieldsOf(rule: TriageRule): string[] {
  const names = conditionsOf(rule).flatMap((condition) => testsOf(condition).map((test) => test.field))
  if (names.includes('weeksWaiting')) names.push('weeksWaitingLastRun')
  return [...new Set(names)]
}
