/** What became of the offers of one kind of help. */
export interface SupportTally {
  offered: number
  takenUp: number
  notTakenUp: number
  helped: number
  helpedALittle: number
  didNotHelp: number
}

/**
 * What became of the offers in a sentence. Shares are of those whose answer is known, and say of how many; offers
 * nobody asked about are named as not known, not as no.
 */
export function supportSentence(tally: SupportTally): string {
  const known = tally.takenUp + tally.notTakenUp
  if (tally.offered === 0) return 'Not offered yet.'
  const asked = tally.helped + tally.helpedALittle + tally.didNotHelp
  const taken = known === 0 ? 'Nobody has been asked yet.' : `Taken up by ${tally.takenUp} of ${known} asked.`
  const helped = asked === 0 ? '' : ` Helped ${tally.helped + tally.helpedALittle} of ${asked}.`
  return `Offered ${tally.offered} ${tally.offered === 1 ? 'time' : 'times'}. ${taken}${helped}`
}
