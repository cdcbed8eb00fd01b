/** How pressing a picture is, or where triage sends it instead. `planned` is surveillance, not a wait. */
export type PictureUse = 'same_day' | 'urgent' | 'soon' | 'routine' | 'planned' | 'elsewhere'

/**
 * One kind of referral: who sends it, at what age, with which codes. Codes are those the default triage rules ask
 * about, so that the rules find in made-up data what they would find in real data.
 */
export interface ClinicalPicture {
  use: PictureUse
  weight: number
  pathway: readonly string[]
  reasonCodes: readonly string[]
  texts: readonly string[]
  /** Age at referral in months: the least, the usual, the spread and the most. */
  ageMonths: { from: number; usual: number; spread: number; to: number }
  referrers: readonly (readonly [role: string, weight: number])[]
  /** Chance that the referrer was asked about red flags; chance that a flag was ticked. */
  redFlags?: { asked: number; present: number; which: readonly string[] }
  /** Chance of each document being held. */
  evidence?: Readonly<Record<string, number>>
  boys?: number
  /** Code and route of the triage decision when the picture belongs elsewhere. */
  elsewhere?: { reasonCode: string; route: string }
}
