/**
 * Why one strand of a referral cannot be closed by itself, in words; null when it can. A referral asks for one or more
 * pathways; under Right to Choose one of them may go elsewhere while the others stay. The last open one is closed by
 * closing the referral, so that nobody stays on a list that asks for nothing.
 */
export function whyNotCloseStrand(
  pathways: readonly string[],
  closed: readonly string[],
  pathway: string,
): string | null {
  const open = pathways.filter((each) => !closed.includes(each))
  if (closed.includes(pathway)) return 'That strand is closed already.'
  if (!open.includes(pathway)) return 'That strand is not part of this referral.'
  if (open.length === 1) return 'This is the only strand still open. Close the referral instead.'
  return null
}
