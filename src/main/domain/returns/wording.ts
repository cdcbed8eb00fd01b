const figures = new Intl.NumberFormat('en-GB', { maximumFractionDigits: 1 })

/** A figure as people read it: 1,234 or 12.5. */
export function figure(value: number): string {
  return figures.format(value)
}

/** A number of children: "1 child", "1,234 children". */
export function children(count: number): string {
  return `${figure(count)} ${count === 1 ? 'child' : 'children'}`
}

/** A part of a whole in per cent, to one decimal place; a part of nothing is 0 %. */
export function percent(part: number, whole: number): string {
  return `${figure(whole === 0 ? 0 : (part / whole) * 100)} %`
}
