import type { Child, ChildInput, ContactInput } from '../../../shared/contract/children.ts'
import { foldForSearch } from '../../../shared/format/names.ts'
import { cleanNhsNumber } from '../../../shared/format/nhs-number.ts'
import type { Asked, ChildContactTable, ChildTable } from '../../store/schema.ts'

/** A child as typed, ready to be stored; id, version, search row and dates are the caller's. */
export function toChildRow(child: ChildInput) {
  return {
    local_patient_id: blank(child.localPatientId),
    nhs_number: child.nhsNumber === null ? null : blank(cleanNhsNumber(child.nhsNumber)),
    nhs_number_status: blank(child.nhsNumberStatus),
    family_name: child.familyName,
    given_name: child.givenName,
    preferred_name: blank(child.preferredName),
    name_key: foldForSearch(`${child.familyName} ${child.givenName}`),
    date_of_birth: child.dateOfBirth,
    gestation_weeks: child.gestationWeeks,
    gender: blank(child.gender),
    ethnic_category: blank(child.ethnicCategory),
    address: blank(child.address),
    postcode: blank(child.postcode)?.toUpperCase() ?? null,
    imd_decile: child.imdDecile,
    gp_practice_code: blank(child.gpPracticeCode),
    school: blank(child.school),
    language: blank(child.language),
    interpreter_needed: asked(child.interpreterNeeded),
    information_format: blank(child.informationFormat),
    reasonable_adjustments: blank(child.reasonableAdjustments),
    child_in_care: asked(child.childInCare),
    cp_plan: asked(child.cpPlan),
    child_in_need: asked(child.childInNeed),
    ehcp: asked(child.ehcp),
    armed_forces_family: asked(child.armedForcesFamily),
    restricted: child.restricted ? 1 : 0,
  } satisfies Partial<ChildTable>
}

/** A stored child as the page reads it. */
export function toChild(row: ChildTable, contacts: readonly ChildContactTable[]): Child {
  return {
    id: row.id,
    version: row.version,
    localPatientId: row.local_patient_id,
    nhsNumber: row.nhs_number,
    nhsNumberStatus: row.nhs_number_status,
    familyName: row.family_name,
    givenName: row.given_name,
    preferredName: row.preferred_name,
    dateOfBirth: row.date_of_birth,
    gestationWeeks: row.gestation_weeks,
    gender: row.gender,
    ethnicCategory: row.ethnic_category,
    address: row.address,
    postcode: row.postcode,
    imdDecile: row.imd_decile,
    gpPracticeCode: row.gp_practice_code,
    school: row.school,
    language: row.language,
    interpreterNeeded: answer(row.interpreter_needed),
    informationFormat: row.information_format,
    reasonableAdjustments: row.reasonable_adjustments,
    childInCare: answer(row.child_in_care),
    cpPlan: answer(row.cp_plan),
    childInNeed: answer(row.child_in_need),
    ehcp: answer(row.ehcp),
    armedForcesFamily: answer(row.armed_forces_family),
    restricted: row.restricted === 1,
    diedOn: row.died_on,
    contacts: contacts
      .toSorted((a, b) => a.position - b.position)
      .map((contact) => ({
        name: contact.name,
        relationship: contact.relationship,
        phone: contact.phone,
        email: contact.email,
        parentalResponsibility: answer(contact.parental_responsibility),
        safeToContact: answer(contact.safe_to_contact),
      })),
  }
}

/** A contact as typed, ready to be stored. */
export function toContactRow(contact: ContactInput) {
  return {
    name: contact.name,
    relationship: blank(contact.relationship),
    phone: blank(contact.phone),
    email: blank(contact.email),
    parental_responsibility: asked(contact.parentalResponsibility),
    safe_to_contact: asked(contact.safeToContact),
  } satisfies Partial<ChildContactTable>
}

/** Yes, no or not asked, as stored. */
export function asked(value: boolean | null): Asked {
  return value === null ? null : value ? 1 : 0
}

function answer(value: Asked): boolean | null {
  return value === null ? null : value === 1
}

function blank(value: string | null): string | null {
  return value === null || value.trim() === '' ? null : value.trim()
}
