import { code, date, type DataSetField, fieldsOf, key, nhsNumber, organisation, text } from './field.ts'

const sure = { requirement: 'M', confidence: 'published' } as const
const notHeld = { expected: 'not_held' } as const
const header = fieldsOf('CYP000')
const child = fieldsOf('CYP001')
const practice = fieldsOf('CYP002')

/**
 * CYP000 to CYP002. Names and order: NHS England's published definitions of CSDS v1.6. Requirements: NHS England, "The
 * data you need to send" (all of the header, and the keys of the other two); the rest from memory.
 */
export const peopleFields: readonly DataSetField[] = [
  header('Version', 'DATA SET VERSION NUMBER', text(5), sure),
  header('OrgID_Provider', 'ORGANISATION IDENTIFIER (CODE OF PROVIDER)', organisation, sure),
  header('OrgID_Submitter', 'ORGANISATION IDENTIFIER (CODE OF SUBMITTING ORGANISATION)', organisation, sure),
  header('RP_StartDate', 'REPORTING PERIOD START DATE', date, sure),
  header('RP_EndDate', 'REPORTING PERIOD END DATE', date, sure),
  header('FileCreation_DateTime', 'DATE AND TIME DATA SET CREATED', { kind: 'date_time' }, sure),
  header('PrimarySystem', 'PRIMARY DATA COLLECTION SYSTEM IN USE', text(250), sure),

  child('LocalPatientID', 'LOCAL PATIENT IDENTIFIER (EXTENDED)', key, sure),
  child('OrgID_LocalPatientID', 'ORGANISATION IDENTIFIER (LOCAL PATIENT IDENTIFIER)', organisation, sure),
  child(
    'OrgID_EducationEstablishment',
    'ORGANISATION IDENTIFIER (EDUCATIONAL ESTABLISHMENT)',
    organisation,
    notHeld,
  ),
  child('NHSNumber', 'NHS NUMBER', nhsNumber),
  child('NHSNumber_Status', 'NHS NUMBER STATUS INDICATOR CODE', code(2, 'nhs_number_status')),
  child('DateOfBirth', 'PERSON BIRTH DATE', date),
  child('Postcode', 'POSTCODE OF USUAL ADDRESS', { kind: 'postcode' }),
  child('Gender', 'PERSON STATED GENDER CODE', code(1, 'gender')),
  child('EthnicCategory', 'ETHNIC CATEGORY', code(2, 'ethnic_category')),
  child('EthnicCategory2021', 'ETHNIC CATEGORY 2021', code(2, null), {
    requirement: 'P',
    confidence: 'published',
    ...notHeld,
  }),
  child('LanguagePreferred', 'LANGUAGE CODE (PREFERRED)', { kind: 'language' }),
  child('Relationship_MainCarer', 'RELATIONSHIP OF MAIN CARER', code(2, null), notHeld),
  child('HVFAV_Date', 'HEALTH VISITOR FIRST ANTENATAL VISIT DATE', date, notHeld),
  child('ChildLookedAfter_Indicator', 'LOOKED AFTER CHILD INDICATOR', code(1, 'yes_no')),
  child('Safeguarding_Indicator', 'SAFEGUARDING VULNERABILITY FACTORS INDICATOR', code(1, 'yes_no'), notHeld),
  child(
    'Disability_SupervisionAndCare_Indicator',
    'CONSTANT SUPERVISION AND CARE REQUIRED DUE TO DISABILITY INDICATOR',
    code(1, 'yes_no'),
    notHeld,
  ),
  child('EducationAssessment', 'EDUCATIONAL ASSESSMENT OUTCOME', code(2, 'education_outcome'), {
    codeSet: 'education_outcome',
  }),
  child('DateOfDeath', 'PERSON DEATH DATE', date, { expected: 'where_it_happened' }),
  child('NHSNumber_Mother', 'NHS NUMBER (MOTHER)', nhsNumber, notHeld),
  child(
    'NHSNumberStatus_Mother',
    'NHS NUMBER STATUS INDICATOR CODE (MOTHER)',
    code(2, 'nhs_number_status'),
    notHeld,
  ),

  practice('LocalPatientID', 'LOCAL PATIENT IDENTIFIER (EXTENDED)', key, sure),
  practice('OrgID_GP', 'GENERAL MEDICAL PRACTICE CODE (PATIENT REGISTRATION)', { kind: 'practice' }, sure),
  practice('GPRegistration_StartDate', 'START DATE (GMP PATIENT REGISTRATION)', date, notHeld),
  practice('GPRegistration_EndDate', 'END DATE (GMP PATIENT REGISTRATION)', date, {
    expected: 'not_held',
    requirement: 'O',
  }),
]
