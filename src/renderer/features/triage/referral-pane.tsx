import { Anchor } from '@mantine/core'
import {
  IconCalendarEvent,
  IconCheck,
  IconExternalLink,
  IconFileText,
  IconFlag3,
  IconLock,
  IconQuestionMark,
  IconUsers,
} from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { Link } from 'wouter'
import { closedReasonLabels } from '../../../shared/codes/closed-reasons.ts'
import { consentGiverRoleLabels } from '../../../shared/codes/consent-giver-roles.ts'
import { consentStatusLabels } from '../../../shared/codes/consent-statuses.ts'
import { genderLabels } from '../../../shared/codes/genders.ts'
import { pathwayLabels } from '../../../shared/codes/pathways.ts'
import { reasonCodeLabels } from '../../../shared/codes/reason-codes.ts'
import { redFlagLabels } from '../../../shared/codes/red-flags.ts'
import { referralStatusLabels } from '../../../shared/codes/referral-statuses.ts'
import { referrerRoleLabels } from '../../../shared/codes/referrer-roles.ts'
import type { SimilarChild } from '../../../shared/contract/children.ts'
import type { ReferralFactsInput, ReferralSummary } from '../../../shared/contract/referrals.ts'
import type { TriageItem } from '../../../shared/contract/triage.ts'
import { ageWithCorrection } from '../../../shared/format/age.ts'
import { formatDate } from '../../../shared/format/dates.ts'
import { displayName } from '../../../shared/format/names.ts'
import { useWork } from '../../app/work-context.tsx'
import { DateText } from '../../components/date-text.tsx'
import { NhsNumberText } from '../../components/nhs-number-text.tsx'
import { ToneBadge } from '../../components/tone-badge.tsx'
import { labelOf } from '../forms/index.ts'
import { answersOf } from './answers.ts'
import classes from './triage.module.css'
import { agoWords, isUndecided, triageDueWords } from './words.ts'

function Banner({ item }: { item: TriageItem }) {
  const { today } = useWork()
  const { child } = item
  return (
    <div className={classes.banner} data-restricted={child.restricted || undefined}>
      <div className={classes.bannerTop}>
        <h2 className={classes.name}>{displayName(child)}</h2>
        <Anchor component={Link} href={`/children/${child.childId}`} className={classes.open}>
          Open the child page
          <IconExternalLink size={14} aria-hidden />
        </Anchor>
      </div>
      <dl className={classes.who}>
        <div>
          <dt>Born</dt>
          <dd>
            <DateText date={child.dateOfBirth} />,{' '}
            {ageWithCorrection(child.dateOfBirth, today, child.gestationWeeks)}
          </dd>
        </div>
        <div>
          <dt>NHS No.</dt>
          <dd>
            <NhsNumberText nhsNumber={child.nhsNumber} />
          </dd>
        </div>
        <div>
          <dt className="cw-hidden">Gender</dt>
          <dd>{child.gender === null ? 'Gender not known' : labelOf(genderLabels, child.gender)}</dd>
        </div>
      </dl>
      {child.restricted && (
        <p className={classes.restricted}>
          <IconLock size={14} aria-hidden /> Restricted record: each view is recorded with your name
        </p>
      )}
    </div>
  )
}

function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className={classes.part}>
      <h3>{title}</h3>
      {children}
    </section>
  )
}

function Fact({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div>
      <dt>{label}</dt>
      <dd>{children}</dd>
    </div>
  )
}

function Missing({ children }: { children: string }) {
  return <span className={classes.quiet}>{children}</span>
}

/** Whether anybody asked about red flags, and what they heard: three different answers. */
function RedFlags({ facts }: { facts: ReferralFactsInput }) {
  const { redFlagsAsked, redFlags } = facts
  if (redFlags !== null && redFlags.length > 0)
    return (
      <span className={classes.marks}>
        {redFlags.map((code) => (
          <ToneBadge key={code} tone="danger" icon={IconFlag3} strong>
            {labelOf(redFlagLabels, code)}
          </ToneBadge>
        ))}
      </span>
    )
  if (redFlagsAsked === true && redFlags !== null)
    return (
      <ToneBadge tone="success" icon={IconCheck}>
        Asked, none
      </ToneBadge>
    )
  return (
    <ToneBadge tone="warning" icon={IconQuestionMark}>
      {redFlagsAsked === true ? 'Asked, the answer is not recorded' : 'Not asked'}
    </ToneBadge>
  )
}

function referrerWords(facts: ReferralFactsInput): string | null {
  const role = facts.referrerRole === null ? null : labelOf(referrerRoleLabels, facts.referrerRole)
  const parts = [facts.referrerName, role, facts.referrerOrganisation].filter((part) => part !== null)
  return parts.length === 0 ? null : parts.join(', ')
}

function consentWords({ consentStatus, consentGiverRole, consentOn }: ReferralFactsInput): string | null {
  if (consentStatus === null) return null
  const by =
    consentGiverRole === null ? '' : ` by ${labelOf(consentGiverRoleLabels, consentGiverRole).toLowerCase()}`
  return `${labelOf(consentStatusLabels, consentStatus)}${by}${consentOn === null ? '' : `, ${formatDate(consentOn)}`}`
}

function Evidence({ item }: { item: TriageItem }) {
  const { evidenceHeld, suggestion, referral } = item
  return (
    <ul className={classes.evidence}>
      {evidenceHeld.map((held) => (
        <li key={held}>
          <IconCheck size={14} aria-hidden />
          <span>
            {held}
            <span className="cw-hidden"> held</span>
          </span>
        </li>
      ))}
      {evidenceHeld.length === 0 && (
        <li className={classes.quiet}>
          {referral.facts.evidence === null ? 'Not recorded' : 'None came with it'}
        </li>
      )}
      {suggestion.askFor.map((wanted) => (
        <li key={wanted} data-missing>
          <IconQuestionMark size={14} aria-hidden />
          <span>Missing: {wanted}</span>
        </li>
      ))}
    </ul>
  )
}

function previousWords(referral: ReferralSummary): string {
  const ended =
    referral.closedOn === null
      ? referralStatusLabels[referral.status]
      : `${referralStatusLabels[referral.status]} ${formatDate(referral.closedOn)}`
  const why =
    referral.closedReason === null
      ? ''
      : `: ${labelOf(closedReasonLabels, referral.closedReason).toLowerCase()}`
  return `${referral.serviceName}, received ${formatDate(referral.receivedDate)}. ${ended}${why}`
}

function duplicateWords(child: SimilarChild): string {
  const verdict = {
    same_nhs_number: 'Same NHS number',
    likely: 'Likely the same child',
    possible: 'Possibly the same child',
  }[child.verdict]
  const twin = child.twin ? ', or a twin' : ''
  return `${verdict}${twin}: ${displayName({ ...child, preferredName: null })}, born ${formatDate(child.dateOfBirth)}`
}

/** Entries of what came before that are shown; the child page has the rest. */
const mostBefore = 3

/** Earlier and other referrals, contacts with the family and children who may be the same one. */
function Before({ item }: { item: TriageItem }) {
  const { previousReferrals, contacts, similar, child } = item
  const lastContacts = contacts.slice(0, mostBefore)
  if (previousReferrals.length + contacts.length + similar.length === 0)
    return (
      <Part title="Before this referral">
        <Missing>No other referral, no contact and no possible duplicate is on record.</Missing>
      </Part>
    )
  return (
    <Part title="Before this referral">
      <ul className={classes.lines}>
        {similar.slice(0, mostBefore).map((each) => (
          <li key={each.childId} data-tone="warning">
            <IconUsers size={14} aria-hidden />
            <Anchor component={Link} href={`/children/${each.childId}`}>
              {duplicateWords(each)}
            </Anchor>
          </li>
        ))}
        {similar.length > mostBefore && (
          <li>
            <Anchor component={Link} href={`/children/${child.childId}`}>
              {similar.length - mostBefore} more who may be the same child
            </Anchor>
          </li>
        )}
        {previousReferrals.map((each) => (
          <li key={each.referralId}>
            <IconFileText size={14} aria-hidden />
            <Anchor component={Link} href={`/children/${each.childId}/referrals/${each.referralId}`}>
              {previousWords(each)}
            </Anchor>
          </li>
        ))}
        {lastContacts.map((contact) => (
          <li key={`${contact.referralId} ${contact.on} ${contact.sentence}`}>
            <IconCalendarEvent size={14} aria-hidden />
            <span>
              <DateText date={contact.on} /> {contact.sentence}, {contact.serviceName}
            </span>
          </li>
        ))}
        {contacts.length > mostBefore && (
          <li>
            <Anchor component={Link} href={`/children/${child.childId}`}>
              {contacts.length - mostBefore} earlier contacts on the child page
            </Anchor>
          </li>
        )}
      </ul>
    </Part>
  )
}

/** The referral as it was received: nothing here is worked out, except ages and what is marked missing. */
export function ReferralView({ item }: { item: TriageItem }) {
  const { today } = useWork()
  const { referral, child } = item
  const { facts } = referral
  const { given, notAsked } = answersOf(item)
  const due = triageDueWords(item.triageBy, today)
  const pathways = facts.pathways.map((code) => labelOf(pathwayLabels, code)).join(', ')
  return (
    <>
      <Banner item={item} />
      <dl className={classes.facts}>
        <Fact label="For">
          {referral.serviceName}
          {pathways === '' ? <Missing>, pathway not recorded</Missing> : `: ${pathways.toLowerCase()}`}
        </Fact>
        <Fact label="Received">
          <DateText date={referral.receivedDate} />, aged{' '}
          {ageWithCorrection(child.dateOfBirth, referral.receivedDate, child.gestationWeeks)};{' '}
          <span className={classes.quiet}>{agoWords(referral.receivedDate, today).toLowerCase()}</span>
          {isUndecided(item) && (
            <span className={due.isOverdue ? classes.overdue : classes.quiet}>
              , {due.text.toLowerCase()}
            </span>
          )}
        </Fact>
        <Fact label="Red flags">
          <RedFlags facts={facts} />
        </Fact>
        <Fact label="Referrer">{referrerWords(facts) ?? <Missing>Not recorded</Missing>}</Fact>
        <Fact label="Consent">{consentWords(facts) ?? <Missing>Not recorded</Missing>}</Fact>
        {facts.originalReferralDate !== null && (
          <Fact label="First referred">
            <DateText date={facts.originalReferralDate} />
          </Fact>
        )}
        {referral.status === 'information_requested' && (
          <Fact label="Awaiting">
            {referral.nextAction.text.replace(/^Chase: /, '')}
            {referral.nextAction.by !== null && `; chase on ${formatDate(referral.nextAction.by)}`}
          </Fact>
        )}
      </dl>

      <Part title="Reason for referral">
        {facts.reasonCodes !== null && facts.reasonCodes.length > 0 && (
          <p className={classes.codes}>
            {facts.reasonCodes.map((code) => labelOf(reasonCodeLabels, code)).join(' · ')}
          </p>
        )}
        {facts.reasonText === null ? (
          <Missing>No words were recorded.</Missing>
        ) : (
          <p className={classes.letter}>{facts.reasonText}</p>
        )}
      </Part>

      <Part title="Evidence">
        <Evidence item={item} />
      </Part>

      <Part title="Circumstances">
        <ul className={classes.answers}>
          {given.map((answer) => (
            <li key={answer}>{answer}</li>
          ))}
          {child.language !== null && <li>Language at home: {child.language}</li>}
          {child.school !== null && <li>School or setting: {child.school}</li>}
        </ul>
        {notAsked.length > 0 && <p className={classes.quiet}>Not asked: {notAsked.join(', ')}</p>}
      </Part>

      <Before item={item} />
    </>
  )
}
