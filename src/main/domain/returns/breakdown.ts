/** One group of a breakdown, both ends inclusive; `to` null is open-ended. */
interface Group {
  value: string
  label: string
  from: number
  to: number | null
}

/** Completed years by stage of growing up: before school age, infant and junior, secondary, then by law or service. */
export const ageGroups: readonly Group[] = [
  { value: '0-1', label: 'Under 2', from: 0, to: 1 },
  { value: '2-4', label: '2 to 4', from: 2, to: 4 },
  { value: '5-7', label: '5 to 7', from: 5, to: 7 },
  { value: '8-10', label: '8 to 10', from: 8, to: 10 },
  { value: '11-15', label: '11 to 15', from: 11, to: 15 },
  { value: '16-17', label: '16 and 17', from: 16, to: 17 },
  { value: '18+', label: '18 and over', from: 18, to: null },
]

/** Weeks after which a group ends. Every band of the return begins and ends where one of these groups does. */
const weekCuts = [1, 2, 4, 8, 12, 18, 26, 40, 52, 65, 78, 104, 130, 156]

/** Days waited, in weeks finer than the bands of the return. Values are days, as the ids of bands are. */
export const waitedGroups: readonly Group[] = [
  ...weekCuts.map((weeks, index): Group => {
    const before = weekCuts[index - 1]
    const [from, to] = [before === undefined ? 0 : before * 7 + 1, weeks * 7]
    return {
      value: `${from}-${to}`,
      label: before === undefined ? '0-1 weeks' : `>${before}-${weeks} weeks`,
      from,
      to,
    }
  }),
  { value: '1093+', label: '>156 weeks', from: 1093, to: null },
]

/** The value of the group that a number is in; '' when it is in none. */
export function groupOf(groups: readonly Group[], number: number): string {
  return groups.find(({ from, to }) => number >= from && (to === null || number <= to))?.value ?? ''
}
