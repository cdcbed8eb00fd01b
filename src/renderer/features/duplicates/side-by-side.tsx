import { Anchor } from '@mantine/core'
import {
  IconAlertTriangle,
  IconCheck,
  IconEqual,
  IconEqualNot,
  IconMinus,
  IconUsers,
} from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { Link } from 'wouter'
import { referralStatusLabels } from '../../../shared/codes/referral-statuses.ts'
import {
  type ComparedField,
  type ComparedRecord,
  type Comparison,
  linkKindLabels,
} from '../../../shared/contract/people.ts'
import { displayName } from '../../../shared/format/names.ts'
import { useWork } from '../../app/work-context.tsx'
import { BornText, DateText } from '../../components/date-text.tsx'
import { NhsNumberText } from '../../components/nhs-number-text.tsx'
import { Notice } from '../../components/notice.tsx'
import classes from './duplicates.module.css'

const verdicts: Record<Comparison['verdict'], string> = {
  same_nhs_number: 'The two records have the same NHS number',
  likely: 'Likely the same child',
  possible: 'Possibly the same child',
  none: 'Nothing says that these are the same child',
}

/** Always shown, whether or not anything is recorded; other details only where a record says something. */
const always: ReadonlySet<string> = new Set([
  'family_name',
  'given_name',
  'date_of_birth',
  'nhs_number',
  'postcode',
])

function Compared({ field }: { field: ComparedField }) {
  switch (field.compared) {
    case 'same':
      return (
        <span className={classes.verdict} data-is="agrees">
          <IconCheck size={16} aria-hidden /> Same
        </span>
      )
    case 'close':
      return (
        <span className={classes.verdict} data-is="agrees">
          <IconEqual size={16} aria-hidden /> Close
        </span>
      )
    case 'different':
      return (
        <span className={classes.verdict} data-is="differs">
          <IconEqualNot size={16} aria-hidden /> Different
        </span>
      )
    default:
      return (
        <span className={classes.verdict}>
          <IconMinus size={16} aria-hidden />
          {field.compared === 'one_only' ? 'On one record only' : 'Cannot be compared'}
        </span>
      )
  }
}

function Value({
  field,
  side,
  record,
}: {
  field: ComparedField
  side: 'left' | 'right'
  record: ComparedRecord
}) {
  const { today } = useWork()
  const text = field[side]
  if (text === null) return <span className={classes.none}>Not recorded</span>
  if (field.field === 'date_of_birth') return <BornText dateOfBirth={record.child.dateOfBirth} on={today} />
  if (field.field === 'nhs_number') return <NhsNumberText nhsNumber={record.child.nhsNumber} />
  return text
}

function Referrals({ record }: { record: ComparedRecord }) {
  if (record.referrals.length === 0) return <span className={classes.none}>None</span>
  return (
    <ul className={classes.referrals}>
      {record.referrals.map((referral) => (
        <li key={referral.referralId}>
          <strong>{referral.serviceName}</strong>: {referralStatusLabels[referral.status].toLowerCase()},
          received <DateText date={referral.receivedDate} />
          {referral.latest && (
            <span className={classes.latest}>
              <DateText date={referral.latest.on} /> {referral.latest.text}
            </span>
          )}
        </li>
      ))}
    </ul>
  )
}

function Contacts({ record }: { record: ComparedRecord }) {
  const { contacts } = record.child
  if (contacts.length === 0) return <span className={classes.none}>Nobody</span>
  return (
    <ul className={classes.referrals}>
      {contacts.map((contact, index) => (
        <li key={index}>
          {[contact.name, contact.relationship, contact.phone, contact.email].filter(Boolean).join(', ')}
          {contact.safeToContact === false && <strong> Not safe to contact</strong>}
        </li>
      ))}
    </ul>
  )
}

/** What a record is called: names may be the same, so the side is said too. */
export function nameOf(record: ComparedRecord): string {
  return displayName(record.child)
}

/** Two records, detail by detail, with what agrees and what differs in words. */
export function SideBySide({ pair, foundOn }: { pair: Comparison; foundOn: string | null }) {
  const { left, right } = pair
  const shown = pair.fields.filter((field) => always.has(field.field) || field.compared !== 'neither')
  const head = (record: ComparedRecord) => (
    <>
      <Anchor component={Link} href={`/children/${record.child.id}`}>
        {nameOf(record)}
      </Anchor>
      {record.mergedRecords > 0 && (
        <span className={classes.latest}>
          {record.mergedRecords === 1
            ? 'One other record is merged into it'
            : `${record.mergedRecords} other records are merged into it`}
        </span>
      )}
    </>
  )
  const more: [string, ReactNode, ReactNode][] = [
    ['Referrals', <Referrals key="left" record={left} />, <Referrals key="right" record={right} />],
    ['People to contact', <Contacts key="left" record={left} />, <Contacts key="right" record={right} />],
  ]
  return (
    <>
      <Notice
        tone={pair.verdict === 'likely' || pair.verdict === 'same_nhs_number' ? 'warning' : 'info'}
        icon={pair.twin ? IconUsers : IconAlertTriangle}
        title={pair.twin ? 'These may be twins' : verdicts[pair.verdict]}
      >
        <span>
          {pair.twin &&
            'Same family name, birthday and postcode but another given name. Twins are two children. '}
          {foundOn !== null && (
            <>
              Found <DateText date={foundOn} />.
            </>
          )}
        </span>
      </Notice>
      {pair.links.map((link) => (
        <Notice key={link.linkId} tone="info" icon={IconUsers} title={linkKindLabels[link.kind]}>
          <span>
            Decided by {link.decidedBy} on <DateText date={link.decidedOn} />
            {link.reason !== null && `: ${link.reason}`}
          </span>
        </Notice>
      ))}
      <div className={classes.room} role="region" aria-label="The two records">
        <table className={classes.table}>
          <thead>
            <tr>
              <th scope="col">
                <span className="cw-hidden">Detail</span>
              </th>
              <th scope="col">{head(left)}</th>
              <th scope="col">{head(right)}</th>
              <th scope="col">Compared</th>
            </tr>
          </thead>
          <tbody>
            {shown.map((field) => (
              <tr key={field.field}>
                <th scope="row">{field.label}</th>
                <td>
                  <Value field={field} side="left" record={left} />
                </td>
                <td>
                  <Value field={field} side="right" record={right} />
                </td>
                <td>
                  <Compared field={field} />
                </td>
              </tr>
            ))}
            {more.map(([label, own, other]) => (
              <tr key={label}>
                <th scope="row">{label}</th>
                <td>{own}</td>
                <td>{other}</td>
                <td className={classes.none}>For you to compare</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </>
  )
}
