import { evidenceLabels } from '../../../shared/codes/evidence.ts'
import { pathwayLabels } from '../../../shared/codes/pathways.ts'
import { priorityLabels } from '../../../shared/codes/priorities.ts'
import { formatDate } from '../../../shared/format/dates.ts'
import { displayName } from '../../../shared/format/names.ts'
import { formatNhsNumber } from '../../../shared/format/nhs-number.ts'
import { ok, refuse, type Result } from '../../../shared/result.ts'
import { effectiveEvents } from '../../domain/referral-status/effective-events.ts'
import { appendAudit } from '../audit/append.ts'
import { clocksOf } from '../clocks/clocks-of.ts'
import type { ServiceContext } from '../context.ts'
import { writeFileSafely } from '../files/prepare-file.ts'
import { loadReferrals } from '../projection/load.ts'
import { inTransaction } from '../transaction.ts'
import { eventSentence } from './event-sentence.ts'

/** One part of a transfer summary: a heading and its lines. */
export interface SummaryPart {
  heading: string
  lines: string[]
}

const gone = () => refuse('not_found', 'That referral is not in this store.')

/**
 * What a provider that takes a child over needs to keep the wait: every date the wait counts from, the clocks as they
 * stand, the evidence held, and each fact with its date. Entries that were voided are left out. Source: domain rules,
 * "RTT clock": transfers keep the original start.
 */
export async function transferSummary(
  context: ServiceContext,
  referralId: string,
): Promise<Result<SummaryPart[]>> {
  const { store } = context
  const [loaded] = await loadReferrals(store.read, [referralId])
  if (loaded === undefined) return gone()
  const { record, projection } = loaded
  const { row, state } = projection
  const [child, provider] = await Promise.all([
    store.read.selectFrom('child').selectAll().where('id', '=', row.child_id).executeTakeFirst(),
    store.read.selectFrom('meta').select('value').where('key', '=', 'provider_name').executeTakeFirst(),
  ])
  if (child === undefined) return gone()
  const asAt = state.closedOn ?? context.today()
  const events = effectiveEvents(record.events)
  const closing = events.findLast((event) => event.type === 'closed')
  const received = events.find((event) => event.type === 'received')
  const original = state.originalReferralDate ?? record.referral.original_referral_date
  const pathways = JSON.parse(row.pathways) as string[]
  return ok([
    {
      heading: 'Child',
      lines: [
        `Name: ${displayName({ familyName: child.family_name, givenName: child.given_name, preferredName: child.preferred_name })}`,
        `Born: ${formatDate(child.date_of_birth)}`,
        `NHS number: ${child.nhs_number === null ? 'not known' : formatNhsNumber(child.nhs_number)}`,
      ],
    },
    {
      heading: 'Referral',
      lines: [
        `From: ${provider?.value || 'provider not named'}, ${record.service.name}`,
        `To: ${closing?.detail.to || 'not recorded'}`,
        `For: ${pathways.map((code) => labelIn(pathwayLabels, code)).join(', ') || 'not recorded'}`,
        `Priority: ${row.priority === null ? 'not decided' : priorityLabels[row.priority]}`,
        ...(state.transferIn ? [`Transferred in${from(received?.detail.from)}`] : []),
      ],
    },
    {
      heading: 'Dates the wait counts from',
      lines: [
        `Original referral date: ${original === null ? 'none other than the received date' : formatDate(original)}`,
        `Received here: ${formatDate(row.received_date)}`,
        `Place in the queue counted from: ${formatDate(row.effective_wait_start)}`,
        ...projection.waits.map(
          (wait) =>
            `Waiting here from ${formatDate(wait.waiting_from)}, counted from ${formatDate(wait.clock_start)}`,
        ),
      ],
    },
    {
      heading: `Clocks on ${formatDate(asAt)}`,
      lines: clocksOf(record, asAt)
        .filter(({ start }) => start !== null)
        .map(
          (clock) =>
            `${clock.name}: from ${formatDate(clock.start ?? asAt)}${clock.stop === null ? '' : ` to ${formatDate(clock.stop)}`}, ${clock.days} ${clock.days === 1 ? 'day' : 'days'}${clock.rttCode === null ? '' : `, RTT status ${clock.rttCode}`}`,
        ),
    },
    { heading: 'Evidence held', lines: evidenceLines(record.referral.evidence) },
    {
      heading: 'What happened',
      lines: events
        .filter(({ type }) => type !== 'note')
        .map((event) => `${formatDate(event.happenedOn)}: ${eventSentence(event)}`),
    },
  ])
}

/** Writes the summary as plain text to the chosen place; recorded in the audit trail. */
export async function saveTransferSummary(
  context: ServiceContext,
  referralId: string,
  token: string,
): Promise<Result<{ sha256: string }>> {
  const summary = await transferSummary(context, referralId)
  if (!summary.ok) return summary
  const granted = context.grantedFile(token)
  if (granted === null || granted.purpose !== 'write')
    return refuse('not_found', 'The place to save to is no longer known. Choose it again.', { field: 'file' })
  const foot = `As at ${formatDate(context.today())}. Made by ${context.person.displayName}. Official: sensitive. Names a child.`
  const text = [
    'TRANSFER SUMMARY',
    ...summary.value.map(({ heading, lines }) => [heading, ...lines.map((line) => `  ${line}`)].join('\n')),
    foot,
  ].join('\n\n')
  const written = await writeFileSafely(granted.path, `${text}\n`)
  if (!written.ok) return written
  const { sha256 } = written.value
  return inTransaction(context.store, async (tx) => {
    await appendAudit(tx, context, {
      action: 'referral.transfer_summary_saved',
      subject: referralId,
      detail: { sha256 },
    })
    return ok({ sha256 })
  })
}

function evidenceLines(stored: string | null): string[] {
  if (stored === null) return ['Nobody has looked for any']
  const codes = JSON.parse(stored) as string[]
  return codes.length === 0 ? ['None'] : codes.map((code) => labelIn(evidenceLabels, code))
}

function from(provider: string | null | undefined): string {
  return provider ? ` from ${provider}` : ''
}

function labelIn(labels: Readonly<Record<string, string>>, code: string): string {
  return labels[code] ?? code
}
