/** Whether the NHS number is checked, as the triage rules see it: `verified` is NHS NUMBER STATUS 01. */
export const nhsNumberChecks = ['verified', 'unverified'] as const
export type NhsNumberCheck = (typeof nhsNumberChecks)[number]

export const nhsNumberCheckLabels: Record<NhsNumberCheck, string> = {
  verified: 'Checked',
  unverified: 'Not checked',
}
