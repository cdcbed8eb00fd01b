import classes from './data-quality.module.css'

const width = 96
const height = 24
const edge = 3

/** A small line of a figure over time; its words stand beside it. */
export function Sparkline({ values }: { values: readonly number[] }) {
  if (values.length < 2) return null
  const least = Math.min(...values)
  const span = Math.max(...values) - least
  const x = (index: number) => edge + (index * (width - 2 * edge)) / (values.length - 1)
  // A figure that never moved is a line through the middle.
  const y = (value: number) =>
    span === 0 ? height / 2 : height - edge - ((value - least) * (height - 2 * edge)) / span
  const last = values.length - 1
  return (
    <svg
      className={classes.spark}
      width={width}
      height={height}
      viewBox={`0 0 ${width} ${height}`}
      aria-hidden
    >
      <polyline points={values.map((value, index) => `${x(index)},${y(value)}`).join(' ')} />
      <circle cx={x(last)} cy={y(values[last]!)} r={2.5} />
    </svg>
  )
}
