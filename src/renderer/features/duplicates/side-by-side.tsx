import { Anchor } from '@mantine/core'
import {
  IconAlertTriangle,
  IconCheck,
  IconEqual,
  IconMinus,
  IconEqualNot,
  IconUsers,
} from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { Link } from 'wouter'
import type { DuplicatePair, SimilarChild } from '../../../shared/contract/children.ts'
import { displayName, foldForMatch } from '../../../shared/format/names.ts'
import { useWork } from '../../app/work-context.tsx'
import { BornText, DateText } from '../../components/date-text.tsx'
import { NhsNumberText } from '../../components/nhs-number-text.tsx'
import { Notice } from '../../components/notice.tsx'
import classes from './duplicates.module.css'

const verdicts: Record<DuplicatePair['verdict'], string> = {
  same_nhs_number: 'The two records have the same NHS number',
  likely: 'Likely the same child',
  possible: 'Possibly the same child',
}

interface Line {
  label: string
  /** The field as the backend names it in what agrees and differs; null where nothing is compared. */
  field: string | null
  raw: (child: SimilarChild) => string | null
  show: (child: SimilarChild) => ReactNode
}

function orNothing(text: string | null): ReactNode {
  return text === null || text === '' ? <span className={classes.none}>Not recorded</span> : text
}

function Compared({ line, pair }: { line: Line; pair: DuplicatePair }) {
  if (line.field === null) return null
  const left = line.raw(pair.left)
  const right = line.raw(pair.right)
  if (pair.agrees.includes(line.field)) {
    const isSame = foldForMatch(left ?? '') === foldForMatch(right ?? '')
    return (
      <span className={classes.verdict} data-is="agrees">
        {isSame ? <IconCheck size={16} aria-hidden /> : <IconEqual size={16} aria-hidden />}
        {isSame ? 'Same' : 'Close'}
      </span>
    )
  }
  if (pair.differs.includes(line.field))
    return (
      <span className={classes.verdict} data-is="differs">
        <IconEqualNot size={16} aria-hidden />
        Different
      </span>
    )
  return (
    <span className={classes.verdict}>
      <IconMinus size={16} aria-hidden />
      Cannot be compared
    </span>
  )
}

function linesFor(today: string): Line[] {
  return [
    {
      label: 'Family name',
      field: 'family name',
      raw: (child) => child.familyName,
      show: (child) => child.familyName,
    },
    {
      label: 'Given name',
      field: 'given name',
      raw: (child) => child.givenName,
      show: (child) => child.givenName,
    },
    {
      label: 'Born',
      field: 'date of birth',
      raw: (child) => child.dateOfBirth,
      show: (child) => <BornText dateOfBirth={child.dateOfBirth} on={today} />,
    },
    {
      label: 'NHS number',
      field: 'NHS number',
      raw: (child) => child.nhsNumber,
      show: (child) => <NhsNumberText nhsNumber={child.nhsNumber} />,
    },
    {
      label: 'Postcode',
      field: 'postcode',
      raw: (child) => child.postcode,
      show: (child) => orNothing(child.postcode),
    },
    {
      label: 'Referrals',
      field: null,
      raw: () => null,
      show: (child) =>
        child.openReferrals.length === 0 ? (
          <span className={classes.none}>None</span>
        ) : (
          <ul className={classes.referrals}>
            {child.openReferrals.map((referral) => (
              <li key={referral}>{referral}</li>
            ))}
          </ul>
        ),
    },
  ]
}

/** The two records of a pair, field by field, with what agrees and what differs in words. */
export function SideBySide({ pair }: { pair: DuplicatePair }) {
  const { today } = useWork()
  const name = (child: SimilarChild) => displayName({ ...child, preferredName: null })
  return (
    <>
      <Notice
        tone={pair.verdict === 'possible' ? 'info' : 'warning'}
        icon={pair.twin ? IconUsers : IconAlertTriangle}
        title={verdicts[pair.verdict]}
      >
        <span>
          {pair.twin &&
            'Same family name, birthday and postcode but another given name: they may be twins. Twins are two children. '}
          Found <DateText date={pair.foundOn} />.
        </span>
      </Notice>
      <div className={classes.room} role="region" aria-label="The two records">
        <table className={classes.table}>
          <thead>
            <tr>
              <th scope="col">
                <span className="cw-hidden">Field</span>
              </th>
              <th scope="col">
                <Anchor component={Link} href={`/children/${pair.left.childId}`}>
                  {name(pair.left)}
                </Anchor>
              </th>
              <th scope="col">
                <Anchor component={Link} href={`/children/${pair.right.childId}`}>
                  {name(pair.right)}
                </Anchor>
              </th>
              <th scope="col">Compared</th>
            </tr>
          </thead>
          <tbody>
            {linesFor(today).map((line) => (
              <tr key={line.label}>
                <th scope="row">{line.label}</th>
                <td>{line.show(pair.left)}</td>
                <td>{line.show(pair.right)}</td>
                <td>
                  <Compared line={line} pair={pair} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </>
  )
}
