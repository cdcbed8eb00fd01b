/** Red flags a person ticks after asking. An empty list means asked and none. */
export const redFlags = [
  'choking',
  'cough_on_feeds',
  'colour_change',
  'wet_voice_breath',
  'breathing_change',
  'recurrent_chest_infection',
  'weight_loss',
  'language_regression',
  'social_regression',
  'motor_regression',
  'immediate_self_harm_risk',
  'risk_to_others_immediate',
  'disclosure_of_abuse',
] as const
export type RedFlag = (typeof redFlags)[number]

export const redFlagLabels: Record<RedFlag, string> = {
  choking: 'Choking',
  cough_on_feeds: 'Coughing on feeds',
  colour_change: 'Colour change on feeding',
  wet_voice_breath: 'Wet voice or breath',
  breathing_change: 'Breathing change on feeding',
  recurrent_chest_infection: 'Recurrent chest infections',
  weight_loss: 'Weight loss',
  language_regression: 'Language regression',
  social_regression: 'Social regression',
  motor_regression: 'Motor regression',
  immediate_self_harm_risk: 'Immediate risk of self-harm',
  risk_to_others_immediate: 'Immediate risk to others',
  disclosure_of_abuse: 'Disclosure of abuse',
}
