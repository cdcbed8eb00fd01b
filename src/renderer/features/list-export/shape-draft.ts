import type { DisclosurePolicyId } from '../../../shared/codes/disclosure-policies.ts'
import type { ExportForm, ExportShape, ListDescription } from '../../../shared/contract/list-exports.ts'

export type Percentages = Extract<ExportShape, { form: 'aggregate' }>['percentages']

/** What somebody has chosen so far, for each form, so that looking at another form loses nothing. */
export interface ShapeDraft {
  form: ExportForm
  named: readonly string[]
  pseudonymised: readonly string[]
  recipientId: string | null
  rows: string
  columns: string | null
  policy: DisclosurePolicyId
  percentages: Percentages
}

/** What a dialog starts with: the columns of the screen, and small numbers hidden. */
export function startingDraft(
  { columns, groupings }: ListDescription,
  onScreen: readonly string[] | undefined,
): ShapeDraft {
  const own = columns.filter((column) => !column.aboutChild)
  const shown = own.filter(({ id }) => onScreen?.includes(id))
  const [first, second] = groupings
  return {
    form: 'identifiable',
    named: (shown.length > 0 ? shown : own).map(({ id }) => id),
    pseudonymised: columns.filter((column) => column.pseudonymised).map(({ id }) => id),
    recipientId: null,
    rows: first?.id ?? '',
    columns: second?.id ?? null,
    policy: 'under_5',
    percentages: 'none',
  }
}

/** The shape as the backend is asked; null while something has to be chosen first. */
export function shapeOf(draft: ShapeDraft, namesOff: boolean): ExportShape | null {
  const { form, rows, policy, percentages, recipientId } = draft
  if (form === 'identifiable')
    return draft.named.length === 0 ? null : { form, columns: [...draft.named], namesOff }
  if (form === 'pseudonymised')
    return draft.pseudonymised.length === 0 ? null : { form, columns: [...draft.pseudonymised], recipientId }
  if (rows === '') return null
  return { form, rows, columns: draft.columns, policy, percentages }
}
