import type { VerifyReport } from '../../../shared/contract/administration.ts'
import { verifyAudit } from '../audit/verify.ts'
import type { ServiceContext } from '../context.ts'

/** What is found wrong, one sentence each, with ids only; empty when nothing. */
export type Check = (context: ServiceContext, signal?: AbortSignal) => Promise<string[]>

/** Checks that know the rules of waiting; given from outside, so that verifying does not depend on each service. */
export interface WaitingChecks {
  /** Whether rebuilding every stored projection from the facts gives the rows that are stored. */
  projections: Check
  /** Whether every open referral is in a queue. */
  queueCoverage: Check
  /** Whether every signed return still gives its hash, and its rows its figures. */
  signedReturns: Check
}

const shownProblems = 100

function summary(problems: readonly string[]): string {
  if (problems.length === 0) return 'ok'
  return problems.length === 1 ? '1 problem' : `${problems.length} problems`
}

/** Checks the file, the audit trail, the projections, the queues and the signed returns. Changes nothing. */
export async function verifyStore(
  context: ServiceContext,
  checks: WaitingChecks,
  signal?: AbortSignal,
): Promise<VerifyReport> {
  const integrity = await context.store.findDamage()
  const chain = await verifyAudit(context.store.read, signal)
  const auditChain = chain.ok ? [] : [`The audit trail does not follow on at row ${chain.brokenAt}.`]
  const projections = await checks.projections(context, signal)
  const queueCoverage = await checks.queueCoverage(context, signal)
  const signedReturns = await checks.signedReturns(context, signal)
  const problems = [...integrity, ...auditChain, ...projections, ...queueCoverage, ...signedReturns]
  return {
    ok: problems.length === 0,
    integrity: summary(integrity),
    auditChain: chain.ok ? 'ok' : `broken at row ${chain.brokenAt}`,
    projections: summary(projections),
    queueCoverage: summary(queueCoverage),
    signedReturns: summary(signedReturns),
    problems: problems.slice(0, shownProblems),
  }
}
