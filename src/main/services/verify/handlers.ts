import { ok } from '../../../shared/result.ts'
import { appendAudit } from '../audit/append.ts'
import type { HandlersOf } from '../handlers.ts'
import { verifyStore, type WaitingChecks } from './verify.ts'

/** Verifying the store on request, noted in the audit trail. */
export function storeHandlers(checks: WaitingChecks): HandlersOf<'store'> {
  return {
    async verify(context, _input, { signal }) {
      const report = await verifyStore(context, checks, signal)
      if (!context.store.problem) {
        await context.store.write((tx) =>
          appendAudit(tx, context, {
            action: 'store.verified',
            subject: 'store',
            detail: { ok: report.ok, problems: report.problems.length },
          }),
        )
      }
      return ok(report)
    },
  }
}
