import type { StartingServiceId } from '../../../shared/codes/services.ts'
import type { Random } from '../random.ts'
import { audiologyPictures } from './audiology.ts'
import { neurodevelopmentPictures } from './neurodevelopment.ts'
import type { ClinicalPicture, PictureUse } from './picture.ts'
import { sltPictures } from './slt.ts'

const pictures: Record<StartingServiceId, readonly ClinicalPicture[]> = {
  audiology: audiologyPictures,
  slt: sltPictures,
  neurodevelopment: neurodevelopmentPictures,
}

const lessPressing: Partial<Record<PictureUse, PictureUse>> = {
  same_day: 'urgent',
  urgent: 'soon',
  soon: 'routine',
}

/**
 * A clinical picture of a service for a use, and for a child of a known age where one is given. Where the service
 * has none so pressing, the next less pressing; null when no picture fits the age.
 */
export function pickPicture(
  random: Random,
  service: StartingServiceId,
  use: PictureUse,
  ageMonths?: number,
): ClinicalPicture | null {
  const ofUse = pictures[service].filter((picture) => picture.use === use)
  const fitting =
    ageMonths === undefined
      ? ofUse
      : ofUse.filter(({ ageMonths: { from, to } }) => ageMonths >= from && ageMonths <= to)
  if (fitting.length > 0) return fitting[random.weighted(fitting.map(({ weight }) => weight))]!
  const next = lessPressing[use]
  return next === undefined || ofUse.length > 0 ? null : pickPicture(random, service, next, ageMonths)
}
