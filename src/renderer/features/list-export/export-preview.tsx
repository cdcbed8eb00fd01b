import { Box, Loader } from '@mantine/core'
import { IconDoorExit } from '@tabler/icons-react'
import type { ExportPreview as Preview } from '../../../shared/contract/list-exports.ts'
import { Notice } from '../../components/notice.tsx'
import classes from './list-export.module.css'

export interface ExportPreviewProps {
  preview: Preview | undefined
  /** What follows the rows shown: "and 1,229 more". */
  more: string
  isTable: boolean
  isStale: boolean
}

/** What leaves, in a sentence and as it will stand in the file. */
export function ExportPreview({ preview, more, isTable, isStale }: ExportPreviewProps) {
  if (!preview) return <Loader role="status" aria-label="Reading the list" />
  const { header, isFigure, rows, leaves } = preview
  return (
    <div className={classes.preview} aria-busy={isStale} data-stale={isStale || undefined}>
      <Notice tone="info" icon={IconDoorExit} title="What leaves the building">
        {leaves.map((sentence) => (
          <span key={sentence}>{sentence}</span>
        ))}
      </Notice>
      <Box
        component="section"
        className={classes.scroll}
        aria-label="Preview of what is exported"
        // A wide table scrolls, so the keyboard has to reach it.
        tabIndex={0}
      >
        <table className={classes.table}>
          <thead>
            <tr>
              {header.map((text, at) => (
                <th key={`${at} ${text}`} scope="col" data-figure={isFigure[at] || undefined}>
                  {text}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((row, line) => (
              <tr key={line} data-total={(isTable && line === rows.length - 1) || undefined}>
                {row.map((value, at) =>
                  at === 0 ? (
                    <th key={at} scope="row">
                      {value}
                    </th>
                  ) : (
                    <td key={at} data-figure={isFigure[at] || undefined}>
                      {typeof value === 'number' ? value.toLocaleString('en-GB') : value}
                    </td>
                  ),
                )}
              </tr>
            ))}
          </tbody>
        </table>
      </Box>
      {more !== '' && <p className={classes.more}>{more}</p>}
    </div>
  )
}
