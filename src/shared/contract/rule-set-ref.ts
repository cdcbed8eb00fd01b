import { z } from 'zod'

/** A rule set: the draft everybody shares, or a published version. */
export const ruleSetRef = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('draft') }),
  z.object({ kind: z.literal('version'), version: z.number().int().min(1) }),
])
export type RuleSetRef = z.infer<typeof ruleSetRef>
