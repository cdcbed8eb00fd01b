import { chsBands, type ChsBandId, chsLegacyBands } from './bands.ts'

/** A band of a published table: the eight of today, or the last of the seven that older workbooks have. */
export type PublishedBandId = ChsBandId | '365+'

/** The bands of a month that was published with eight, or with seven. */
export const publishedSchemes = ['chs8', 'chs7'] as const
export type PublishedScheme = (typeof publishedSchemes)[number]

/** The bands of a scheme in order. */
export function bandsOfScheme(scheme: PublishedScheme): readonly { id: PublishedBandId; weeks: string }[] {
  const bands = scheme === 'chs8' ? chsBands : chsLegacyBands
  return bands.map(({ id, weeks }) => ({ id: id as PublishedBandId, weeks }))
}

/** Kinds of organisation in Tables 4 to 4h, spelled as published. */
export const publishedOrganisationTypes = ['National', 'Region', 'ICB', 'Provider'] as const
export type PublishedOrganisationType = (typeof publishedOrganisationTypes)[number]

/**
 * A cell with something in it: a count, or a mark in place of one (`-`, `*`, `c`), which says that a figure is held
 * back. A blank cell is absent; neither is 0.
 */
export type PublishedCell = number | 'withheld'

/** The figures of one line: total and bands, each only where its cell was filled. */
export interface PublishedLine {
  total?: PublishedCell
  bands: Partial<Record<PublishedBandId, PublishedCell>>
}

/**
 * Lines that NHS England publishes for England and in total only, to prevent disclosure. Source: NHS England CHS
 * waiting times workbook, October 2025, note of Tables 3 and 4.
 */
export const nationalOnlyLines: readonly string[] = [
  '(A) Adult safeguarding',
  '(CYP) Looked after children teams',
  '(CYP) Safeguarding',
]
