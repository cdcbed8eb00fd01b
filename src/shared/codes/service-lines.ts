/**
 * Service lines of the Community Health Services waiting list, spelled and ordered exactly as published.
 * Source: NHS England CHS waiting times workbook, October 2025, Table 4 headings. Earlier workbooks vary in
 * capitals, so match with `matchServiceLine` and always write the spelling given here.
 */
export const cypServiceLines = [
  '(CYP) Antenatal, new-born and children screening and immunisation services',
  '(CYP) Audiology',
  '(CYP) Child health information service',
  '(CYP) Community nursing services (planned care and rapid response teams)',
  '(CYP) Community paediatric service',
  '(CYP) Looked after children teams',
  '(CYP) New-born hearing screening',
  '(CYP) Nursing and Therapy teams support for long term conditions',
  '(CYP) Rapid Response Services',
  '(CYP) Safeguarding',
  '(CYP) Therapy interventions: Dietetics',
  '(CYP) Therapy interventions: Occupational therapy',
  '(CYP) Therapy interventions: Orthotics',
  '(CYP) Therapy interventions: Physiotherapy',
  '(CYP) Therapy interventions: Speech and language',
  '(CYP) Vision screening',
  '(CYP) Wheelchair, orthotics, prosthetics and equipment',
] as const

/** The adult lines of the same tables. Kept so an export has every published column in its published place. */
export const adultServiceLines = [
  '(A) Adult safeguarding',
  '(A) Audiology',
  '(A) Clinical support to social care, care homes and domiciliary care',
  '(A) Community nursing services',
  '(A) Home oxygen assessment services',
  '(A) Intermediate care and reablement',
  '(A) Musculoskeletal service',
  '(A) Neurorehabilitation (multi-disciplinary)',
  '(A) Nursing and Therapy support for LTCs: Continence/ colostomy',
  '(A) Nursing and Therapy support for LTCs: Diabetes',
  '(A) Nursing and Therapy support for LTCs: Falls',
  '(A) Nursing and Therapy support for LTCs: Heart failure',
  '(A) Nursing and Therapy support for LTCs: Lymphoedema',
  '(A) Nursing and Therapy support for LTCs: MND',
  '(A) Nursing and Therapy support for LTCs: MS',
  '(A) Nursing and Therapy support for LTCs: Respiratory/COPD',
  '(A) Nursing and Therapy support for LTCs: Stroke',
  '(A) Nursing and Therapy support for LTCs: TB',
  '(A) Nursing and Therapy support for LTCs: Tissue viability',
  '(A) Podiatry and podiatric surgery',
  '(A) Rehabilitation bed-based care',
  '(A) Rehabilitation services (integrated)',
  '(A) Therapy interventions: Dietetics',
  '(A) Therapy interventions: Occupational therapy',
  '(A) Therapy interventions: Orthotics',
  '(A) Therapy interventions: Physiotherapy',
  '(A) Therapy interventions: Speech and language',
  '(A) Urgent Community Response/Rapid Response team',
  '(A) Weight management and obesity services',
  '(A) Wheelchair, orthotics, prosthetics and equipment',
] as const

/** All 47 lines in the order of the published columns. */
export const publishedServiceLines: readonly string[] = [...adultServiceLines, ...cypServiceLines]

const bySpelling = new Map(publishedServiceLines.map((line) => [folded(line), line]))

/** The published spelling of a service line, whatever its capitals and spacing, or null when there is none. */
export function matchServiceLine(text: string): string | null {
  return bySpelling.get(folded(text)) ?? null
}

function folded(text: string): string {
  return text.trim().replace(/\s+/g, ' ').toLowerCase()
}
