import type { LetterAudience } from '../../../../shared/codes/letter-purposes.ts'
import {
  about,
  addedWords,
  callUs,
  dear,
  ifThingsChangeForProfessionals,
  shipped,
  type ShippedTemplate,
} from './parts.ts'

const end = [addedWords, ifThingsChangeForProfessionals, callUs]

function notBrought(number: number, audience: LetterAudience, who: string): ShippedTemplate {
  return shipped(number, 'was_not_brought', audience, `Was not brought: ${who}`, [
    dear,
    about,
    'The child was not brought to an appointment with {{service.name}}{{#if appointment.missedOn}} on {{appointment.missedOn}}{{/if}}.',
    '{{#if child.protectionPlan}}\n{{child.protectionPlan}}\n{{/if}}',
    'We are contacting the family to find out what made it hard to come and to arrange another appointment. The referral stays open.',
    'If you know of a reason or a worry, tell us.',
    ...end,
  ])
}

function discharge(number: number, audience: LetterAudience, who: string): ShippedTemplate {
  return shipped(number, 'discharge', audience, `Discharge: ${who}`, [
    dear,
    about,
    'The child has been discharged from {{service.name}}. Reason: {{discharge.reason}}',
    'The family has been told. The child can be referred again at any time.',
    addedWords,
    callUs,
  ])
}

/** Letters to professionals: what was decided, why, and what is asked of them. */
export const professionalTemplates: readonly ShippedTemplate[] = [
  shipped(201, 'acknowledgement', 'referrer', 'Referral received: referrer', [
    dear,
    about,
    'Thank you for the referral to {{service.name}}. We received it on {{referral.receivedOn}}.',
    'A clinician will read it. We will tell you and the family what was decided.',
    ...end,
  ]),
  shipped(202, 'information_request', 'referrer', 'Information needed: referrer', [
    dear,
    about,
    'Thank you for the referral to {{service.name}}, received on {{referral.receivedOn}}. To decide on it we need:',
    '{{request.items}}',
    '{{#if request.replyBy}}\nIt would help to have this by **{{request.replyBy}}**.\n{{/if}}',
    'This is everything we need. The child’s wait goes on counting meanwhile. If something cannot be had, tell us, so that a clinician can decide without it.',
    ...end,
  ]),
  shipped(203, 'information_request', 'school', 'Information needed: school', [
    dear,
    about,
    'The child has been referred to {{service.name}}. To decide how we can best help, we need from you:',
    '{{request.items}}',
    '{{#if request.replyBy}}\nIt would help to have this by **{{request.replyBy}}**.\n{{/if}}',
    'The child’s wait goes on counting meanwhile.',
    ...end,
  ]),
  shipped(204, 'accepted', 'referrer', 'Accepted: referrer', [
    dear,
    about,
    'We have accepted the referral to {{service.name}}, received on {{referral.receivedOn}}.{{#if decision.priority}} Its priority is {{decision.priority}}.{{/if}}',
    'We have told the family and will arrange an appointment with them.',
    ...end,
  ]),
  shipped(205, 'accepted_other_priority', 'referrer', 'Accepted at another priority: referrer', [
    dear,
    about,
    'We have accepted the referral to {{service.name}}, received on {{referral.receivedOn}}, with the priority {{decision.priority}}. This differs from what the referral asked for or suggested.{{#if decision.reason}} Reason: {{decision.reason}}{{/if}}',
    'If you hold facts that would change this, send them. A clinician will look again.',
    ...end,
  ]),
  shipped(206, 'redirected', 'referrer', 'Redirected: referrer', [
    dear,
    about,
    'Thank you for the referral to {{service.name}}, received on {{referral.receivedOn}}. A clinician has read it. We think the child is better helped by: **{{decision.route}}**.',
    '{{#if decision.reason}}\nReason: {{decision.reason}}\n{{/if}}',
    '{{#if decision.advice}}\nAdvice: {{decision.advice}}\n{{/if}}',
    'We have written to the family. If you do not agree, or if there is something we have not been told, call us.',
    ...end,
  ]),
  shipped(207, 'not_accepted', 'referrer', 'Not accepted: referrer', [
    dear,
    about,
    'Thank you for the referral to {{service.name}}, received on {{referral.receivedOn}}. A clinician has read it. We have not accepted it. Reason: {{decision.reason}}',
    '{{#if decision.advice}}\nAdvice: {{decision.advice}}\n{{/if}}',
    'We have written to the family. The child can be referred again at any time; say what is new, and we will look again.',
    ...end,
  ]),
  notBrought(208, 'referrer', 'referrer'),
  notBrought(209, 'gp', 'GP practice'),
  discharge(210, 'referrer', 'referrer'),
  discharge(211, 'gp', 'GP practice'),
  discharge(212, 'school', 'school'),
]
