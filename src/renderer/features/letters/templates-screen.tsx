import { Button, Loader } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { IconArrowLeft, IconPencil, IconPlus } from '@tabler/icons-react'
import { useState } from 'react'
import { Link } from 'wouter'
import {
  letterAudienceLabels,
  letterFormatLabels,
  letterPurposeLabels,
  letterPurposes,
} from '../../../shared/codes/letter-purposes.ts'
import { access, mayCall } from '../../../shared/contract/access.ts'
import type { LetterTemplateRow } from '../../../shared/contract/letters.ts'
import { formatDate } from '../../../shared/format/dates.ts'
import { refusalOf } from '../../app/refusal-of.ts'
import { useProcedures } from '../../app/rpc.tsx'
import { useWork } from '../../app/work-context.tsx'
import { PageHeader } from '../../components/page-header.tsx'
import { Problem } from '../../components/problem.tsx'
import classes from './letters.module.css'
import { SendersPanel } from './senders-panel.tsx'
import { TemplateEditor } from './template-editor.tsx'
import { languageWords } from './words.ts'

/** "Family. English, large print. Every service." */
function kindWords(row: LetterTemplateRow, services: readonly { id: string; name: string }[]): string {
  const service = services.find(({ id }) => id === row.serviceId)?.name
  return `${letterAudienceLabels[row.audience]}. ${languageWords(row.language)}, ${letterFormatLabels[row.format].toLowerCase()}. ${row.serviceId === null ? 'Every service' : (service ?? row.serviceId)}.`
}

function changeWords(row: LetterTemplateRow): string {
  if (row.shipped) return 'As shipped.'
  return `Version ${row.version}, ${row.changedBy}, ${formatDate(row.changedAt.slice(0, 10))}.`
}

/** Every template by purpose, who letters are from, and the editor. */
export default function TemplatesScreen() {
  const { person, services } = useWork()
  const procedures = useProcedures()
  const templates = useQuery(procedures.letters.templates.queryOptions())
  const [editing, setEditing] = useState<string | 'new' | null>(null)
  const mayEdit = mayCall(access.letters.saveTemplate, person.roles)
  return (
    <div className={classes.screen}>
      <Link href="/letters" className={classes.back}>
        <IconArrowLeft size={14} aria-hidden /> Letters
      </Link>
      <PageHeader
        title="Letter templates"
        description="What each letter says. A change holds for letters written from now on; those written stay as they are."
        actions={
          mayEdit && (
            <Button leftSection={<IconPlus size={16} aria-hidden />} onClick={() => setEditing('new')}>
              New template
            </Button>
          )
        }
      />
      <SendersPanel mayEdit={mayEdit} />
      {templates.isPending && <Loader role="status" aria-label="Reading the templates" />}
      {templates.error && !templates.data && (
        <Problem refusal={refusalOf(templates.error)} onRetry={() => void templates.refetch()} />
      )}
      <div className={classes.templates}>
        {letterPurposes.map((purpose) => {
          const rows = templates.data?.filter((row) => row.purpose === purpose) ?? []
          if (rows.length === 0) return null
          return (
            <section key={purpose} className={classes.panel} aria-labelledby={`purpose-${purpose}`}>
              <h2 id={`purpose-${purpose}`}>{letterPurposeLabels[purpose]}</h2>
              <ul className={classes.rows}>
                {rows.map((row) => (
                  <li key={row.templateId} className={classes.row}>
                    <div className={classes.rowWords}>
                      <span>
                        {row.name}
                        {!row.enabled && ' (switched off)'}
                      </span>
                      <span className={classes.quiet}>{kindWords(row, services)}</span>
                      <span className={classes.quiet}>{changeWords(row)}</span>
                    </div>
                    <Button
                      variant="default"
                      size="xs"
                      leftSection={<IconPencil size={14} aria-hidden />}
                      aria-label={`${mayEdit ? 'Change' : 'Read'} ${row.name}`}
                      onClick={() => setEditing(row.templateId)}
                    >
                      {mayEdit ? 'Change' : 'Read'}
                    </Button>
                  </li>
                ))}
              </ul>
            </section>
          )
        })}
      </div>
      {editing !== null && (
        <TemplateEditor
          templateId={editing === 'new' ? null : editing}
          mayEdit={mayEdit}
          onClose={() => setEditing(null)}
        />
      )}
    </div>
  )
}
