import { IconCheck, IconPhoneOff, IconQuestionMark } from '@tabler/icons-react'
import { nhsNumberStatusLabels } from '../../../shared/codes/nhs-number-statuses.ts'
import type { Child, ContactInput } from '../../../shared/contract/children.ts'
import { ToneBadge } from '../../components/tone-badge.tsx'
import { askedWords, ethnicCategoryLabel, labelOf } from '../forms/index.ts'
import classes from './child.module.css'
import { FactList } from './fact-list.tsx'

function SafeToContact({ isSafe }: { isSafe: boolean | null }) {
  if (isSafe === null)
    return (
      <ToneBadge tone="warning" icon={IconQuestionMark}>
        Safe to contact: not asked
      </ToneBadge>
    )
  return isSafe ? (
    <ToneBadge tone="success" icon={IconCheck}>
      Safe to contact
    </ToneBadge>
  ) : (
    <ToneBadge tone="danger" icon={IconPhoneOff} strong>
      Not safe to contact
    </ToneBadge>
  )
}

function Contact({ contact }: { contact: ContactInput }) {
  const held =
    contact.parentalResponsibility === null
      ? 'Parental responsibility not asked'
      : contact.parentalResponsibility
        ? 'Holds parental responsibility'
        : 'Does not hold parental responsibility'
  return (
    <li>
      <div>
        <strong>{contact.name === '' ? 'Name not recorded' : contact.name}</strong>
        {contact.relationship && `, ${contact.relationship}`}
      </div>
      <div>{held}</div>
      <div>{contact.phone ?? <span className={classes.blank}>No telephone</span>}</div>
      {contact.email && <div>{contact.email}</div>}
      <SafeToContact isSafe={contact.safeToContact} />
    </li>
  )
}

export interface ChildDetailsProps {
  child: Child
}

/** What is held about a child beside the referrals: family, home, communication, care. */
export function ChildDetails({ child }: ChildDetailsProps) {
  return (
    <>
      <section className={classes.panel} aria-labelledby="family">
        <div className={classes.panelTitle}>
          <h2 id="family">Family and carers</h2>
        </div>
        {child.contacts.length === 0 ? (
          <span className={classes.blank}>No contact recorded</span>
        ) : (
          <ul className={classes.contacts}>
            {child.contacts.map((contact, index) => (
              <Contact key={`${contact.name}-${index + 1}`} contact={contact} />
            ))}
          </ul>
        )}
      </section>
      <section className={classes.panel} aria-labelledby="details">
        <div className={classes.panelTitle}>
          <h2 id="details">Details</h2>
        </div>
        <FactList
          facts={[
            { label: 'Address', value: child.address },
            {
              label: 'Postcode',
              value: child.postcode && <span className="cw-nowrap">{child.postcode}</span>,
            },
            { label: 'GP practice', value: child.gpPracticeCode },
            { label: 'School or setting', value: child.school },
            { label: 'Language at home', value: child.language },
            { label: 'Interpreter needed', value: askedWords(child.interpreterNeeded) },
            { label: 'Information format', value: child.informationFormat },
            { label: 'Reasonable adjustments', value: child.reasonableAdjustments },
            {
              label: 'Ethnic category',
              value: child.ethnicCategory && ethnicCategoryLabel(child.ethnicCategory),
            },
            {
              label: 'Gestation at birth',
              value: child.gestationWeeks && `${child.gestationWeeks} weeks`,
            },
            { label: 'Child in care', value: askedWords(child.childInCare) },
            { label: 'Child protection plan', value: askedWords(child.cpPlan) },
            { label: 'Child in need', value: askedWords(child.childInNeed) },
            { label: 'EHC plan', value: askedWords(child.ehcp) },
            { label: 'Armed forces family', value: askedWords(child.armedForcesFamily) },
            {
              label: 'NHS number status',
              value: child.nhsNumberStatus && labelOf(nhsNumberStatusLabels, child.nhsNumberStatus),
            },
            { label: 'Deprivation decile', value: child.imdDecile },
          ]}
        />
      </section>
    </>
  )
}
