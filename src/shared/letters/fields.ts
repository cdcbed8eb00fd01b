import { letterAudiences, type LetterAudience } from '../codes/letter-purposes.ts'

/** One named field of letters. */
export interface LetterField {
  name: string
  /** What people read in the field picker. */
  label: string
  /** Where it stands alone on its line, `list` is set as a list and `paragraphs` as one paragraph for each entry. */
  kind: 'text' | 'list' | 'paragraphs'
  /** Who may read it. A template for anybody else is refused. */
  audiences: readonly LetterAudience[]
  /** What a made-up child has there. */
  sample: string | readonly string[]
}

const everybody = letterAudiences
const family = ['family'] as const
const professionals = ['referrer', 'gp', 'school'] as const
/** Health records go to health professionals, not to a school. */
const health = ['referrer', 'gp'] as const

function text(
  name: string,
  label: string,
  sample: string,
  audiences: readonly LetterAudience[] = everybody,
): LetterField {
  return { name, label, kind: 'text', audiences, sample }
}

function list(
  name: string,
  label: string,
  sample: readonly string[],
  audiences: readonly LetterAudience[] = everybody,
): LetterField {
  return { name, label, kind: 'list', audiences, sample }
}

/**
 * Every field a letter can use. Source: the letters of domain rules §5 and §7, and the rule that one letter in the
 * wrong house is a safeguarding incident: what is known of a child's protection is never in a letter to a family.
 */
export const letterFields: readonly LetterField[] = [
  text('child.name', 'Child: full name', 'Zofia Testowa'),
  text('child.firstName', 'Child: first name', 'Zofia'),
  text('child.dateOfBirth', 'Child: date of birth', '4 March 2021'),
  text('child.nhsNumber', 'Child: NHS number', '999 000 0018'),
  text('child.school', 'Child: school or setting', 'Example Primary School', professionals),
  text('child.language', 'Child: language at home', 'Polish', professionals),
  text('child.interpreter', 'Child: interpreter needed', 'yes', professionals),
  text(
    'child.protectionPlan',
    'Child: protection plan or in care',
    'The child has a child protection plan.',
    health,
  ),
  text('addressee.name', 'Addressee: name', 'Ewa Testowa'),
  text('service.name', 'Service: name', 'speech and language therapy'),
  text('service.team', 'Service: team name', 'Children’s speech and language therapy team'),
  text('service.phone', 'Service: telephone', '01632 960 123'),
  text('service.email', 'Service: e-mail', 'team@example.nhs.uk'),
  text('service.hours', 'Service: when we answer', 'Monday to Friday, 9am to 4.30pm'),
  text('provider.name', 'Organisation: name', 'Example Community NHS Trust'),
  text('referral.receivedOn', 'Referral: date received', '2 June 2025'),
  text('referral.referrer', 'Referral: who referred', 'Dr A. Sample, Example Surgery'),
  text('referral.reasons', 'Referral: reasons', 'speech sounds, feeding', health),
  text('wait.soFar', 'Wait: how long so far', '12 weeks'),
  text('decision.priority', 'Decision: priority', 'soon', health),
  text(
    'decision.reason',
    'Decision: reason in plain words',
    'The help your child needs is given by another team.',
  ),
  text('decision.route', 'Decision: where to instead', 'the school nursing team'),
  text('decision.advice', 'Decision: advice', 'Read together for ten minutes each day.'),
  list('request.items', 'Request: what we need', [
    'A report from nursery',
    'The results of the hearing test',
  ]),
  text('request.replyBy', 'Request: reply by', '30 June 2025'),
  text('optIn.replyBy', 'Opt-in: reply by', '30 June 2025', family),
  text('validation.replyBy', 'Do you still need this?: reply by', '30 June 2025', family),
  text('appointment.date', 'Appointment: date', 'Tuesday 8 July 2025', ['family', ...health]),
  text('appointment.time', 'Appointment: time', '10.30am', family),
  text('appointment.place', 'Appointment: place', 'Example Health Centre, 1 Sample Street', family),
  text('appointment.with', 'Appointment: who with', 'Sam Sample, speech and language therapist', family),
  text('appointment.missedOn', 'Appointment: date missed', '24 June 2025', ['family', ...health]),
  list('support.offers', 'Support: offers', ['Talking walk-in, Tuesdays 10am, Example Library'], family),
  {
    name: 'answer.sentences',
    label: 'Answer: where things are',
    kind: 'paragraphs',
    audiences: family,
    sample: ['We received the referral on 2 June 2025.', 'Your child has waited 12 weeks so far.'],
  },
  text('discharge.reason', 'Discharge: reason', 'The goals we agreed have been reached.'),
  text('letter.addedWords', 'Letter: added words', 'It was good to speak to you on the telephone.'),
]

const byName = new Map(letterFields.map((field) => [field.name, field]))

/** The field of a name; null when there is none. */
export function letterField(name: string): LetterField | null {
  return byName.get(name) ?? null
}

/** Fields whose value a person or another part of the app may give when the referral does not hold it yet. */
export const suppliedFields = [
  'decision.priority',
  'decision.reason',
  'decision.route',
  'decision.advice',
  'request.items',
  'request.replyBy',
  'optIn.replyBy',
  'validation.replyBy',
  'appointment.date',
  'appointment.time',
  'appointment.place',
  'appointment.with',
  'appointment.missedOn',
  'support.offers',
  'answer.sentences',
  'discharge.reason',
] as const
export type SuppliedField = (typeof suppliedFields)[number]
