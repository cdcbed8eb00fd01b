/** What a referral is called while names are off: the local id, or a short form of its own id. Never a name. */
export function referenceOf(row: { referralId: string; localPatientId: string | null }): string {
  return row.localPatientId ?? shortReference(row.referralId)
}

/** The end of a referral’s id, as people can read it out. */
export function shortReference(referralId: string): string {
  return `R-${referralId.slice(-6).toUpperCase()}`
}
