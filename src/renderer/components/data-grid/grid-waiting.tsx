import classes from './data-grid.module.css'

/** Where the first rows will be, while they are being read. */
export function GridWaiting({ rowHeight }: { rowHeight: number }) {
  return (
    <div className={classes.waiting} role="status">
      <span className="cw-hidden">Reading the list…</span>
      {Array.from({ length: 8 }, (_, index) => (
        <span
          key={index}
          className={classes.placeholder}
          style={{ marginBlock: (rowHeight - 10) / 2 }}
          aria-hidden
        />
      ))}
    </div>
  )
}
