/** A source of referral as it is recorded, readable: `Community health` for `community_health`. */
export function sourceOfReferralWords(source: string | null): string {
  if (source === null || source.trim() === '') return 'Not recorded'
  const words = source.replaceAll('_', ' ')
  return words.charAt(0).toLocaleUpperCase('en-GB') + words.slice(1)
}
