import { createHash } from 'node:crypto'
import {
  bandsOfScheme,
  type PublishedCell,
  type PublishedOrganisationType,
  type PublishedScheme,
} from '../../../shared/codes/national-figures.ts'
import type { PublishedOrganisation } from '../../domain/national-figures/published.ts'

/** The figures that come with the app. */
export interface SuppliedFigures {
  month: string
  publishedOn: string
  publication: string
  scheme: PublishedScheme
  /** Of the figures as they are in the app. */
  sha256: string
  organisations: PublishedOrganisation[]
}

/** The month of the figures that come with the app. */
export const suppliedMonth = '2025-10'

/** Reads the figures that come with the app; only when they are asked for, since few windows need them. */
export async function suppliedFigures(): Promise<SuppliedFigures> {
  const { default: kept } = await import('./supplied/chs-2025-10.json', { with: { type: 'json' } })
  const scheme = kept.scheme as PublishedScheme
  const ids = bandsOfScheme(scheme).map(({ id }) => id)
  const organisations = kept.organisations.map(
    ([type = '', code = '', name = '']): PublishedOrganisation => ({
      type: type as PublishedOrganisationType,
      code,
      name,
      lines: {},
    }),
  )
  for (const figure of kept.figures) {
    const [place = '', line = '', total = '', ...cells] = figure.split('|')
    const filled = ids.flatMap((id, index) => {
      const value = cellOf(cells[index] ?? '')
      return value === undefined ? [] : [[id, value] as const]
    })
    const counted = cellOf(total)
    organisations[Number(place)]!.lines[kept.lines[Number(line)]!] = {
      ...(counted !== undefined && { total: counted }),
      bands: Object.fromEntries(filled),
    }
  }
  return {
    month: kept.month,
    publishedOn: kept.publishedOn,
    publication: kept.publication,
    scheme,
    sha256: createHash('sha256').update(JSON.stringify(kept)).digest('hex'),
    organisations,
  }
}

function cellOf(text: string): PublishedCell | undefined {
  if (text === '') return undefined
  return text === '*' ? 'withheld' : Number(text)
}
