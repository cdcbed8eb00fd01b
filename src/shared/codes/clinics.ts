/** How a clinic is held. Source: CSDS consultation mechanism, in plain words. */
export const clinicModes = ['in_person', 'video', 'phone', 'home', 'school'] as const
export type ClinicMode = (typeof clinicModes)[number]

export const clinicModeLabels: Record<ClinicMode, string> = {
  in_person: 'In person',
  video: 'Video',
  phone: 'Phone',
  home: 'At home',
  school: 'At school',
}

/** What a clinic is for. A drop-in has no appointments: who comes is recorded as seen. */
export const clinicKinds = ['first', 'follow_up', 'either', 'drop_in'] as const
export type ClinicKind = (typeof clinicKinds)[number]

export const clinicKindLabels: Record<ClinicKind, string> = {
  first: 'First contacts',
  follow_up: 'Follow-ups',
  either: 'First contacts and follow-ups',
  drop_in: 'Drop-in',
}

/** A day that does not follow the clinic's usual weeks. */
export const exceptionKinds = ['cancelled', 'away', 'extra'] as const
export type ExceptionKind = (typeof exceptionKinds)[number]

export const exceptionKindLabels: Record<ExceptionKind, string> = {
  cancelled: 'Clinic cancelled',
  away: 'Clinician away',
  extra: 'Extra session',
}

/** Days of the week as ISO 8601 numbers them: 1 is Monday. */
export const weekdayNames = [
  'Monday',
  'Tuesday',
  'Wednesday',
  'Thursday',
  'Friday',
  'Saturday',
  'Sunday',
] as const
