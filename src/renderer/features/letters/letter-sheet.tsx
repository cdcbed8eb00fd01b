import { Box } from '@mantine/core'
import type { LetterBlock, LetterDocument, LetterRun } from '../../../shared/letters/document.ts'
import { formatLongDate } from '../../../shared/format/dates.ts'
import classes from './letters.module.css'

function Runs({ runs }: { runs: readonly LetterRun[] }) {
  return runs.map(({ text, bold }, index) =>
    bold ? <strong key={index}>{text}</strong> : <span key={index}>{text}</span>,
  )
}

function Block({ block }: { block: LetterBlock }) {
  if (block.kind === 'heading')
    return (
      <h3>
        <Runs runs={block.runs} />
      </h3>
    )
  if (block.kind === 'paragraph')
    return (
      <p>
        <Runs runs={block.runs} />
      </p>
    )
  return (
    <ul>
      {block.items.map((item, index) => (
        <li key={index}>
          <Runs runs={item} />
        </li>
      ))}
    </ul>
  )
}

export interface LetterSheetProps {
  document: LetterDocument
  /** What it is, for screen readers: "Letter to the family". */
  label: string
}

/** A letter as it will be printed, black on white in every theme. */
export function LetterSheet({ document, label }: LetterSheetProps) {
  return (
    <Box
      component="section"
      className={classes.paper}
      data-format={document.format}
      lang={document.language}
      aria-label={label}
      // A long letter scrolls, so the keyboard has to reach it.
      tabIndex={0}
    >
      <div className={classes.head}>
        <div className={`${classes.lines} ${classes.sender}`}>{document.senderLines.join('\n')}</div>
        <div className={classes.lines}>{document.addressLines.join('\n')}</div>
        <div className={classes.lines}>
          {[formatLongDate(document.datedOn), ...document.referenceLines].join('\n')}
        </div>
      </div>
      {document.blocks.map((block, index) => (
        <Block key={index} block={block} />
      ))}
      <div className={classes.signed}>{document.signedBy.join('\n')}</div>
    </Box>
  )
}
