import { ok, refuse } from '../../../shared/result.ts'
import { appendAudit } from '../audit/append.ts'
import type { HandlersOf } from '../handlers.ts'
import { inTransaction } from '../transaction.ts'
import { writeCallList } from './call-list.ts'
import { roundRows } from './list.ts'
import { membersPage } from './members.ts'
import { addMinutes, changedSince } from './minutes.ts'
import { decideRemoval, proposeRemovals, removalsPage } from './removals.ts'
import { askAgain, recordReplies } from './replies.ts'
import { undoReplies } from './undo-replies.ts'
import { previewRound, startRound } from './start.ts'

const gone = () => refuse('not_found', 'That round is not in this store.')
export const roundsHandlers: HandlersOf<'rounds'> = {
  preview: (context, input) => previewRound(context, input),
  start: (context, input) => startRound(context, input),
  list: async ({ store, today }) => ok(await roundRows(store.read, today())),
  async get({ store, today }, { roundId }) {
    const [round] = await roundRows(store.read, today(), roundId)
    return round === undefined ? gone() : ok(round)
  },
  async members({ store, today }, input) {
    const page = await membersPage(store.read, input, today())
    return ok({ ...page, asAt: today() })
  },
  recordReply: (context, input) => recordReplies(context, input),
  undoReply: (context, { memberIds }) => undoReplies(context, memberIds),
  askAgain: (context, input) => askAgain(context, input),
  addMinutes: (context, input) => addMinutes(context, input),
  async close(context, { roundId, version }) {
    const result = await inTransaction(context.store, async (tx) => {
      const [round] = await roundRows(tx, context.today(), roundId)
      if (round === undefined) return gone()
      if (round.version !== version || round.closedOn !== null) return changedSince()
      const { asked, overdue, asked_again: again, overdue_again: twice } = round.counts.states
      await tx
        .updateTable('round')
        .set({ closed_on: context.today(), version: version + 1 })
        .where('id', '=', roundId)
        .execute()
      const stayOnList = asked + overdue + again + twice
      await appendAudit(tx, context, { action: 'round.closed', subject: roundId, detail: { stayOnList } })
      return ok({ version: version + 1, stayOnList })
    })
    if (result.ok) context.changed({ noun: 'round', ids: [roundId] })
    return result
  },
  callList: (context, input) => writeCallList(context, input),
  proposeRemoval: (context, input) => proposeRemovals(context, input),
  async removals({ store, today, person }, input) {
    const page = await removalsPage(store.read, input, today(), person.id)
    return ok({ ...page, asAt: today() })
  },
  decideRemoval: (context, input) => decideRemoval(context, input),
}
