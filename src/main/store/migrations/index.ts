import { start } from './0010-start.ts'
import { letters } from './0040-letters.ts'
import { tasks } from './0030-tasks.ts'
import { rules } from './0020-rules.ts'
import { triage } from './0060-triage.ts'
import { clinics } from './0080-clinics.ts'
import { rounds } from './0090-rounds.ts'
import { clocks } from './0070-clocks.ts'
import { people } from './0050-people.ts'
import { care } from './0100-care.ts'
import { lifeEvents } from './0110-life-events.ts'
import { signedReturns } from './0120-signed-returns.ts'
import { dataQuality } from './0130-data-quality.ts'
import { whatWaitsAreBrokenDownBy } from './0170-what-waits-are-broken-down-by.ts'
import { nationalFigures } from './0140-national-figures.ts'
import { exportRecipients } from './0160-export-recipients.ts'
import { communityDataSet } from './0150-community-data-set.ts'
import type { Migration } from './migration.ts'

/** Every step in order; the last number is the store's version. */
export const migrations: readonly Migration[] = [
  start,
  rules,
  tasks,
  letters,
  people,
  triage,
  clocks,
  clinics,
  rounds,
  care,
  lifeEvents,
  signedReturns,
  dataQuality,
  nationalFigures,
  communityDataSet,
  exportRecipients,
  whatWaitsAreBrokenDownBy,
]
