/** Ways to chase what was asked for, in the order they are tried. Source: research, "second channel". */
export const chaseChannels = ['phone', 'letter', 'referrer'] as const
export type ChaseChannel = (typeof chaseChannels)[number]

export const chaseChannelLabels: Record<ChaseChannel, string> = {
  phone: 'by telephone',
  letter: 'by letter',
  referrer: 'through the referrer',
}

/** The way to try after so many chases; after the last one it starts again. */
export function nextChannel(chasesSoFar: number): ChaseChannel {
  return chaseChannels[chasesSoFar % chaseChannels.length] ?? 'phone'
}
