import { IconAlertTriangle, IconPhoneOff } from '@tabler/icons-react'
import { priorityLabels } from '../../../shared/codes/priorities.ts'
import { memberStateLabels } from '../../../shared/codes/rounds.ts'
import type { RoundMemberRow } from '../../../shared/contract/rounds.ts'
import { formatDate } from '../../../shared/format/dates.ts'
import type { Column } from '../../components/data-grid/types.ts'
import { bornText, DateText } from '../../components/date-text.tsx'
import { ToneBadge } from '../../components/tone-badge.tsx'
import { WaitText, waitText } from '../../components/wait-text.tsx'
import classes from './rounds.module.css'
import { byChannel, languageWords, replyWords } from './words.ts'

/** Whom to ring: "Jo Parent (Mother), 0191 496 0000", or why nobody is rung. */
export function contactWords({ contact }: Pick<RoundMemberRow, 'contact'>): string {
  if (contact === null) return 'Nobody recorded'
  const { name, relationship, phone, caution } = contact
  const who = relationship === null ? name : `${name} (${relationship})`
  return [phone === null ? who : `${who}, ${phone}`, caution].filter((part) => part !== null).join('. ')
}

function Contact({ row }: { row: RoundMemberRow }) {
  const { contact } = row
  if (contact === null) return <span className={classes.notes}>Nobody recorded</span>
  const who = contact.relationship === null ? contact.name : `${contact.name} (${contact.relationship})`
  return (
    <span className={classes.contact}>
      {contact.phone !== null && <strong>{contact.phone}</strong>}
      {/* Before the name, so that a long one never hides it. */}
      {contact.caution !== null &&
        (contact.phone === null ? (
          <ToneBadge tone="danger" icon={IconPhoneOff}>
            {contact.caution}
          </ToneBadge>
        ) : (
          <ToneBadge tone="warning" icon={IconAlertTriangle}>
            Safety not asked
            <span className="cw-hidden">. {contact.caution}</span>
          </ToneBadge>
        ))}
      <span>{who}</span>
    </span>
  )
}

/** "Polish, interpreter needed". */
export function languageOf(row: Pick<RoundMemberRow, 'language' | 'interpreterNeeded'>): string {
  return `${languageWords(row.language)}${row.interpreterNeeded === true ? ', interpreter needed' : ''}`
}

/** "Yes, 02-Mar-2026. Wants mornings": what the family answered, when, and the note. */
export function answerWords({ reply, repliedOn, note }: RoundMemberRow): string {
  if (reply === null) return ''
  const said = `${replyWords[reply]}, ${formatDate(repliedOn ?? '')}`
  return note === null ? said : `${said}. ${note}`
}

function stateWords(row: RoundMemberRow): string {
  return row.proposalId === null
    ? memberStateLabels[row.state]
    : `${memberStateLabels[row.state]}. Removal proposed`
}

/** The columns of the families of a round. */
export function memberColumns(today: string): Column<RoundMemberRow>[] {
  return [
    {
      id: 'child',
      header: 'Child',
      width: 208,
      sticky: true,
      rowHeader: true,
      opens: true,
      required: true,
      text: (row) => row.childName,
    },
    {
      id: 'waited',
      header: 'Waited',
      width: 192,
      text: (row) => waitText(row.daysWaited),
      cell: (row) => <WaitText days={row.daysWaited} />,
    },
    { id: 'state', header: 'Where it stands', width: 272, text: stateWords },
    {
      id: 'contact',
      header: 'Ring',
      width: 440,
      text: contactWords,
      cell: (row) => <Contact row={row} />,
      description: 'Whom to ring. Somebody marked as not safe to contact stands here without a number.',
    },
    { id: 'language', header: 'Language', width: 208, text: languageOf },
    {
      id: 'reply_by',
      header: 'Answer by',
      width: 116,
      text: (row) => formatDate(row.replyBy),
      cell: (row) => <DateText date={row.replyBy} />,
    },
    { id: 'answer', header: 'Answer', width: 280, text: answerWords },
    {
      id: 'again',
      header: 'Asked again',
      width: 200,
      text: (row) =>
        row.askedAgainOn === null
          ? ''
          : `${formatDate(row.askedAgainOn)}${row.askedAgainBy === null ? '' : `, ${byChannel[row.askedAgainBy]}`}`,
    },
    { id: 'service', header: 'Service', width: 216, text: (row) => row.serviceName },
    {
      id: 'priority',
      header: 'Priority',
      width: 100,
      hiddenAtFirst: true,
      text: (row) => (row.priority === null ? '' : priorityLabels[row.priority]),
    },
    {
      id: 'born',
      header: 'Born',
      width: 184,
      hiddenAtFirst: true,
      text: (row) => bornText(row.dateOfBirth, today),
    },
  ]
}
