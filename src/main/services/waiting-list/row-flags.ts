import { type RowFlag, rowFlags } from '../../../shared/contract/list-query.ts'

/** The flags of a stored row (",cp_plan,red_flag,") in the order people read them. */
export function waitingListRowFlags(fenced: string): RowFlag[] {
  return rowFlags.filter((flag) => fenced.includes(`,${flag},`))
}
