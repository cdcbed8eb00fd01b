import { Button } from '@mantine/core'
import { IconHistory } from '@tabler/icons-react'
import type { LetterTemplate } from '../../../shared/contract/letters.ts'
import { formatDate } from '../../../shared/format/dates.ts'
import classes from './letters.module.css'

export interface TemplateVersionsProps {
  versions: LetterTemplate['versions']
  /** Takes an earlier version's words into the editor; it is saved as a new version. */
  onRestore?: (body: string) => void
}

/** Who changed a template and when, newest first. */
export function TemplateVersions({ versions, onRestore }: TemplateVersionsProps) {
  return (
    <section className={classes.panel} aria-labelledby="template-versions">
      <h2 id="template-versions">Versions</h2>
      <ul className={classes.rows}>
        {versions.map(({ version, changedBy, changedAt, note, body }, index) => (
          <li key={version} className={classes.row}>
            <div className={classes.rowWords}>
              <span>
                Version {version}
                {index === 0 && ', in use'}
              </span>
              <span className={classes.quiet}>
                {changedBy}
                {changedAt !== '' && `, ${formatDate(changedAt.slice(0, 10))}`}
                {note && `: ${note}`}
              </span>
            </div>
            {onRestore && index > 0 && (
              <Button
                variant="default"
                size="xs"
                leftSection={<IconHistory size={14} aria-hidden />}
                aria-label={`Take the words of version ${version}`}
                onClick={() => onRestore(body)}
              >
                Take these words
              </Button>
            )}
          </li>
        ))}
      </ul>
    </section>
  )
}
