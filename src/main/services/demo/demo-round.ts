import type { RoundReply } from '../../../shared/codes/rounds.ts'
import type { Person } from '../../../shared/contract/session.ts'
import type { Result } from '../../../shared/result.ts'
import { addDays } from '../../domain/clocks/days.ts'
import type { Store } from '../../store/store.ts'
import { membersPage } from '../rounds/members.ts'
import { addMinutes } from '../rounds/minutes.ts'
import { proposeRemovals } from '../rounds/removals.ts'
import { recordReplies } from '../rounds/replies.ts'
import { startRound } from '../rounds/start.ts'
import { demoContext } from './demo-context.ts'

const asked = 24
const answers: readonly { reply: RoundReply; families: number; note: string | null }[] = [
  { reply: 'yes', families: 9, note: null },
  { reply: 'no', families: 2, note: 'Seen by another service since.' },
  { reply: 'unsure', families: 1, note: 'Would like to talk to a therapist first.' },
]

/**
 * Starts a round in a demonstration store, by phone, with the first answers in and one removal proposed that waits for
 * a second person. Nothing happens where nobody has waited a year.
 */
export async function addDemoRound(
  store: Store,
  people: readonly Person[],
  { today, now }: { today: string; now: string },
): Promise<void> {
  const person = people.find(({ roles }) => roles.includes('administrator')) ?? people[0]
  if (person === undefined) return
  const context = demoContext(store, person, { today, now })
  const round = await startRound(context, {
    kind: 'validation',
    cohort: {
      kind: 'criteria',
      services: ['neurodevelopment'],
      waitedWeeks: 52,
      silentWeeks: null,
      atMost: asked,
    },
    channel: 'phone',
    replyBy: addDays(today, 21),
    name: 'Validation, Neurodevelopmental assessment, 52 weeks',
    except: [],
    confirmed: [],
  })
  if (!round.ok) return
  const { roundId } = round.value
  const { rows } = await membersPage(store.read, { roundId, offset: 0, limit: asked }, today)
  let at = 0
  for (const { reply, families, note } of answers) {
    const memberIds = rows.slice(at, at + families).map(({ memberId }) => memberId)
    at += families
    if (memberIds.length > 0)
      wanted(await recordReplies(context, { memberIds, reply, channel: 'phone', repliedOn: today, note }))
  }
  const declined = rows[answers[0]?.families ?? 0]
  if (declined !== undefined)
    wanted(
      await proposeRemovals(context, {
        referralIds: [declined.referralId],
        roundId,
        closedReason: 'declined',
        reason: 'The mother says another service has seen her child since.',
      }),
    )
  wanted(await addMinutes(context, { roundId, version: 1, minutes: 95 }))
}

function wanted(result: Result<unknown>): void {
  if (!result.ok) throw new Error(`The demonstration round could not be made: ${result.refusal.message}`)
}
