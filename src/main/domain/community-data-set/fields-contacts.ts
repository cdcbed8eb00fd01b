import {
  code,
  date,
  type DataSetField,
  type DataSetRow,
  fieldsOf,
  key,
  organisation,
  text,
  time,
  whole,
} from './field.ts'

const mandatory = { requirement: 'M' } as const
const notHeld = { expected: 'not_held' } as const
const contact = fieldsOf('CYP201')
const activity = fieldsOf('CYP202')
const isCancelled = (row: DataSetRow) => row['AttendanceStatus'] === '2' || row['AttendanceStatus'] === '4'

/**
 * CYP201 and CYP202. Names and order: NHS England's published definitions of CSDS v1.6; requirements from memory.
 */
export const contactFields: readonly DataSetField[] = [
  contact('CareContactID', 'CARE CONTACT IDENTIFIER', key, mandatory),
  contact('ServiceRequestID', 'SERVICE REQUEST IDENTIFIER', key, mandatory),
  contact('TeamID_Local', 'CARE PROFESSIONAL TEAM LOCAL IDENTIFIER', key),
  contact('Contact_Date', 'CARE CONTACT DATE', date, mandatory),
  contact('Contact_Time', 'CARE CONTACT TIME', time),
  contact('OrgID_Commissioner', 'ORGANISATION IDENTIFIER (CODE OF COMMISSIONER)', organisation, {
    requirement: 'M',
    codeSet: 'commissioner',
  }),
  contact('AdminCategory', 'ADMINISTRATIVE CATEGORY CODE', code(2, 'administrative_category'), {
    codeSet: 'administrative_category',
  }),
  contact('CareContact_Duration', 'CLINICAL CONTACT DURATION OF CARE CONTACT', whole, notHeld),
  contact('Consultation_Type', 'CONSULTATION TYPE', code(2, 'consultation_type')),
  contact('CareContact_Subject', 'CARE CONTACT SUBJECT', code(2, null), notHeld),
  contact('ConsMechanism', 'CONSULTATION MECHANISM', code(2, 'consultation_mechanism')),
  contact('Activity_LocationType', 'ACTIVITY LOCATION TYPE CODE', code(3, 'activity_location_type'), {
    codeSet: 'activity_location_type',
  }),
  contact('Treatment_OrgSiteID', 'ORGANISATION SITE IDENTIFIER (OF TREATMENT)', organisation, notHeld),
  contact('GroupTherapyIndicator', 'GROUP THERAPY INDICATOR', code(1, null), notHeld),
  contact('AttendanceStatus', 'ATTENDANCE STATUS', code(1, 'attendance_status')),
  contact('ReasonableOffer_Date', 'EARLIEST REASONABLE OFFER DATE', date, notHeld),
  contact('ClinicallyAppropriate_Date', 'EARLIEST CLINICALLY APPROPRIATE DATE', date, notHeld),
  contact('Contact_CancellationDate', 'CARE CONTACT CANCELLATION DATE', date, { expected: isCancelled }),
  contact('Contact_CancellationReason', 'CARE CONTACT CANCELLATION REASON', code(2, null), notHeld),
  contact('ReplacementAppointment_OfferedDate', 'REPLACEMENT APPOINTMENT DATE OFFERED', date, notHeld),
  contact('ReplacementAppointment_BookedDate', 'REPLACEMENT APPOINTMENT BOOKED DATE', date, notHeld),

  activity('CareActivityID', 'CARE ACTIVITY IDENTIFIER', key, mandatory),
  activity('CareContactID', 'CARE CONTACT IDENTIFIER', key, mandatory),
  activity('Activity_Type', 'COMMUNITY CARE ACTIVITY TYPE', code(2, 'activity_type'), {
    requirement: 'M',
    codeSet: 'activity_type',
  }),
  activity('CareProfessionalID_Local', 'CARE PROFESSIONAL LOCAL IDENTIFIER', key, notHeld),
  activity('CareActivity_Duration', 'CLINICAL CONTACT DURATION OF CARE ACTIVITY', whole, notHeld),
  activity('Procedure_Scheme', 'PROCEDURE SCHEME IN USE', code(2, null), notHeld),
  activity('CodedProcedure', 'CODED PROCEDURE (CLINICAL TERMINOLOGY)', text(56), notHeld),
  activity('Finding_Scheme', 'FINDING SCHEME IN USE', code(2, null), notHeld),
  activity('CodedFinding', 'CODED FINDING (CODED CLINICAL ENTRY)', text(56), notHeld),
  activity('Observation_Scheme', 'OBSERVATION SCHEME IN USE', code(2, null), notHeld),
  activity('CodedObservation', 'CODED OBSERVATION (CLINICAL TERMINOLOGY)', text(56), notHeld),
  activity('ObservationValue', 'OBSERVATION VALUE', text(10), notHeld),
  activity('UC_UnitOfMeasurement', 'UCUM UNIT OF MEASUREMENT', text(30), notHeld),
]
