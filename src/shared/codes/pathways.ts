/** What a referral asks for within its service. A referral can hold several. */
export const pathways = [
  'dysphagia',
  'language',
  'speech_sound',
  'stammer',
  'selective_mutism',
  'voice',
  'social_communication',
  'autism',
  'adhd',
  'fasd',
  'tics',
  'developmental_delay',
  'hearing',
] as const
export type Pathway = (typeof pathways)[number]

export const pathwayLabels: Record<Pathway, string> = {
  dysphagia: 'Feeding and swallowing',
  language: 'Language',
  speech_sound: 'Speech sounds',
  stammer: 'Stammering',
  selective_mutism: 'Selective mutism',
  voice: 'Voice',
  social_communication: 'Social communication',
  autism: 'Autism',
  adhd: 'ADHD',
  fasd: 'Fetal alcohol spectrum disorder',
  tics: 'Tics',
  developmental_delay: 'Developmental delay',
  hearing: 'Hearing',
}
