/** The steps of the month end, in the order they are taken. */
export const steps = [
  {
    id: 'month',
    name: 'Choose month',
    purpose: 'Choose the month to report. The last month that has ended and is not signed is proposed.',
  },
  {
    id: 'figures',
    name: 'Figures',
    purpose: 'Read the figures line by line. Any number opens the children it counts.',
  },
  {
    id: 'checks',
    name: 'Checks',
    purpose:
      'Look at what the checks found. Correct the records behind an error; what is right as it stands needs a reason.',
  },
  {
    id: 'reconciliation',
    name: 'Reconciliation',
    purpose:
      'See that those waiting before, plus those who came, less those who left, make those waiting now. A child who comes and goes in the month counts both ways.',
  },
  {
    id: 'differences',
    name: 'Differences',
    purpose: 'Compare with last month. Be sure that you can say why a large change happened.',
  },
  {
    id: 'sign-off',
    name: 'Sign off',
    purpose:
      'Confirm that the figures are right. Signing freezes them with the children behind them; nothing recorded later changes the signed copy.',
  },
  {
    id: 'export',
    name: 'Export',
    purpose:
      'Save the files for the national collection, or print. A signed month is saved from its signed copy.',
  },
] as const
export type StepId = (typeof steps)[number]['id']

export type StepState = 'done' | 'look' | 'blocked' | 'ready' | 'ahead'

/** How a step stands: its state, and in a few words what is so. */
export interface StepStanding {
  state: StepState
  words: string
}
export type Standings = Readonly<Record<StepId, StepStanding>>

/** The step that an address names, the first one for any other word. */
export function stepOf(word: string | undefined): StepId {
  return steps.find(({ id }) => id === word)?.id ?? 'month'
}

/** The address of one step of one month. It carries ids only. */
export function stepAddress(month: string, step: StepId): string {
  return `/returns/month/${month}/${step}`
}
