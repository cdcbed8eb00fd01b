import { IconCross, IconLock } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import type { RowFlag } from '../../shared/contract/list-query.ts'
import { displayName } from '../../shared/format/names.ts'
import { BornText, DateText } from './date-text.tsx'
import { FlagList } from './flag-badge.tsx'
import { NhsNumberText } from './nhs-number-text.tsx'
import classes from './patient-banner.module.css'

export interface PatientBannerProps {
  child: {
    familyName: string
    givenName: string
    preferredName: string | null
    dateOfBirth: string
    nhsNumber: string | null
    localPatientId?: string | null
    restricted?: boolean
    diedOn?: string | null
  }
  /** Gender in words, or null where it is not recorded. */
  gender: string | null
  /** The day the age is for, `YYYY-MM-DD`. */
  today: string
  flags?: readonly RowFlag[]
  /** Actions at the end. */
  children?: ReactNode
}

/** Who this screen is about, in the order of the NHS Common User Interface: name, born, gender, NHS number, flags. */
export function PatientBanner({ child, gender, today, flags = [], children }: PatientBannerProps) {
  const died = child.diedOn ?? null
  return (
    <section
      className={classes.banner}
      aria-label="Child"
      data-died={died !== null || undefined}
      data-restricted={child.restricted || undefined}
    >
      <div className={classes.line}>
        <h1 className={classes.name} tabIndex={-1}>
          {displayName(child)}
        </h1>
        <dl className={classes.facts}>
          <div>
            <dt>Born</dt>
            <dd>
              <BornText dateOfBirth={child.dateOfBirth} on={died ?? today} />
            </dd>
          </div>
          <div>
            <dt>Gender</dt>
            <dd>{gender ?? 'Not known'}</dd>
          </div>
          <div>
            <dt>NHS No.</dt>
            <dd>
              <NhsNumberText nhsNumber={child.nhsNumber} copyable />
            </dd>
          </div>
          {child.localPatientId && (
            <div>
              <dt>Local id</dt>
              <dd>{child.localPatientId}</dd>
            </div>
          )}
        </dl>
        {children && <div className={classes.actions}>{children}</div>}
      </div>
      {died !== null && (
        <p className={classes.mark}>
          <IconCross size={16} aria-hidden /> Died <DateText date={died} />
        </p>
      )}
      {child.restricted && (
        <p className={classes.mark}>
          <IconLock size={16} aria-hidden /> Restricted record: each view is recorded with your name
        </p>
      )}
      {flags.length > 0 && <FlagList flags={flags.filter((flag) => flag !== 'restricted')} />}
    </section>
  )
}
