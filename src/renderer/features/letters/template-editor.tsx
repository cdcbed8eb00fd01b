import { Checkbox, Loader, Modal, Select, Textarea, TextInput } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { keepPreviousData, useMutation, useQuery } from '@tanstack/react-query'
import { IconAlertTriangle, IconEye } from '@tabler/icons-react'
import { useRef, useState } from 'react'
import {
  audiencesOfPurpose,
  letterAudienceLabels,
  letterFormatLabels,
  letterFormats,
  letterPurposeLabels,
  letterPurposes,
} from '../../../shared/codes/letter-purposes.ts'
import type { LetterTemplate } from '../../../shared/contract/letters.ts'
import { letterFields } from '../../../shared/letters/fields.ts'
import { refusalOf } from '../../app/refusal-of.ts'
import { useClient, useProcedures } from '../../app/rpc.tsx'
import { useWork } from '../../app/work-context.tsx'
import { Notice } from '../../components/notice.tsx'
import { Problem } from '../../components/problem.tsx'
import { showDone } from '../../components/undo-toast.tsx'
import { FormDialog } from '../referral-actions/index.ts'
import { LetterSheet } from './letter-sheet.tsx'
import classes from './letters.module.css'
import { TemplateVersions } from './template-versions.tsx'

type Draft = Pick<
  LetterTemplate,
  'name' | 'purpose' | 'audience' | 'serviceId' | 'language' | 'format' | 'enabled' | 'body'
>

const blank: Draft = {
  name: '',
  purpose: 'answer',
  audience: 'family',
  serviceId: null,
  language: 'en',
  format: 'standard',
  enabled: true,
  body: 'Dear {{addressee.name}}\n\n',
}

export interface TemplateEditorProps {
  /** Null for a new template. */
  templateId: string | null
  mayEdit: boolean
  onClose: () => void
}

/** Reads or changes one template, with its problems at their place and a made-up letter beside it. */
export function TemplateEditor({ templateId, mayEdit, onClose }: TemplateEditorProps) {
  const procedures = useProcedures()
  const template = useQuery({
    ...procedures.letters.template.queryOptions({ input: { templateId: templateId ?? '' } }),
    enabled: templateId !== null,
  })
  if (templateId === null || template.data)
    return (
      <Editor
        key={template.data?.version ?? 0}
        template={template.data ?? null}
        mayEdit={mayEdit}
        onClose={onClose}
      />
    )
  return (
    <Modal
      opened
      onClose={onClose}
      title="Letter template"
      closeButtonProps={{ 'aria-label': 'Close the template' }}
    >
      {template.error ? (
        <Problem refusal={refusalOf(template.error)} onRetry={() => void template.refetch()} />
      ) : (
        <Loader role="status" aria-label="Opening the template" />
      )}
    </Modal>
  )
}

function Editor({
  template,
  mayEdit,
  onClose,
}: {
  template: LetterTemplate | null
  mayEdit: boolean
  onClose: () => void
}) {
  const client = useClient()
  const procedures = useProcedures()
  const { services } = useWork()
  const [opened] = useState<Draft>(() => pick(template ?? blank))
  const [draft, setDraft] = useState(opened)
  const [note, setNote] = useState('')
  const body = useRef<HTMLTextAreaElement>(null)
  const { name: _name, serviceId: _service, enabled: _enabled, ...text } = draft
  const [settled] = useDebouncedValue(JSON.stringify(text), 250)
  const tried = useQuery({
    ...procedures.letters.tryTemplate.queryOptions({ input: JSON.parse(settled) as typeof text }),
    placeholderData: keepPreviousData,
    enabled: mayEdit,
  })
  const saving = useMutation({
    mutationFn: () =>
      client.letters.saveTemplate({
        ...draft,
        templateId: template?.templateId ?? null,
        version: template?.version ?? null,
        note: note.trim() || null,
      }),
    onSuccess: ({ version }) => {
      onClose()
      showDone(`Saved as version ${version}`)
    },
  })
  const change = (part: Partial<Draft>) => setDraft((before) => ({ ...before, ...part }))
  const problems = tried.data?.problems ?? []
  const isChanged = JSON.stringify(draft) !== JSON.stringify(opened)
  const isCurrent = settled === JSON.stringify(text) && !tried.isFetching

  function insert(field: string): void {
    const box = body.current
    const at = box?.selectionStart ?? draft.body.length
    const words = `{{${field}}}`
    change({ body: draft.body.slice(0, at) + words + draft.body.slice(box?.selectionEnd ?? at) })
    requestAnimationFrame(() => {
      box?.focus()
      box?.setSelectionRange(at + words.length, at + words.length)
    })
  }

  return (
    <FormDialog
      title={template === null ? 'New template' : template.name}
      subject={template && `${letterPurposeLabels[template.purpose]}, version ${template.version}`}
      saveLabel="Save as a new version"
      size="80rem"
      isDirty={isChanged}
      isSaving={saving.isPending}
      canSave={mayEdit && isChanged && isCurrent && problems.length === 0 && draft.name.trim().length > 1}
      refusal={saving.error ? refusalOf(saving.error) : null}
      onSave={() => saving.mutate()}
      onClose={onClose}
    >
      <div className={classes.fields}>
        <TextInput
          label="Name"
          required
          readOnly={!mayEdit}
          maxLength={100}
          value={draft.name}
          onChange={(event) => change({ name: event.currentTarget.value })}
        />
        <Select
          label="What for"
          disabled={!mayEdit}
          allowDeselect={false}
          value={draft.purpose}
          data={letterPurposes.map((value) => ({ value, label: letterPurposeLabels[value] }))}
          onChange={(purpose) => {
            if (!purpose) return
            const audiences = audiencesOfPurpose[purpose]
            change({
              purpose,
              audience: audiences.includes(draft.audience) ? draft.audience : (audiences[0] ?? 'family'),
            })
          }}
        />
        <Select
          label="Who to"
          disabled={!mayEdit}
          allowDeselect={false}
          value={draft.audience}
          data={audiencesOfPurpose[draft.purpose].map((value) => ({
            value,
            label: letterAudienceLabels[value],
          }))}
          onChange={(audience) => audience && change({ audience })}
        />
        <Select
          label="Service"
          disabled={!mayEdit}
          placeholder="Every service"
          clearable
          clearButtonProps={{ 'aria-label': 'For every service' }}
          value={draft.serviceId}
          data={services.map(({ id, name }) => ({ value: id, label: name }))}
          onChange={(serviceId) => change({ serviceId })}
        />
        <TextInput
          label="Language (en, pl, cy …)"
          readOnly={!mayEdit}
          maxLength={12}
          value={draft.language}
          onChange={(event) => change({ language: event.currentTarget.value.trim() })}
        />
        <Select
          label="Format"
          disabled={!mayEdit}
          allowDeselect={false}
          value={draft.format}
          data={letterFormats.map((value) => ({ value, label: letterFormatLabels[value] }))}
          onChange={(format) => format && change({ format })}
        />
      </div>
      <div className={classes.editor}>
        <div className={classes.step}>
          {mayEdit && (
            <Select
              label="Put in a field"
              placeholder="Choose a field"
              searchable
              value={null}
              data={letterFields
                .filter(({ audiences }) => audiences.includes(draft.audience))
                .map(({ name, label }) => ({ value: name, label }))}
              onChange={(field) => field && insert(field)}
            />
          )}
          <Textarea
            className={classes.body ?? ''}
            ref={body}
            label="Words"
            description="A blank line begins a paragraph, “- ” an entry of a list, “## ” a heading; **bold**. A part between {{#if field}} and {{/if}} stands only where the field has a value."
            autosize
            minRows={16}
            maxRows={28}
            maxLength={20000}
            readOnly={!mayEdit}
            value={draft.body}
            aria-invalid={problems.length > 0}
            onChange={(event) => change({ body: event.currentTarget.value })}
          />
          {mayEdit && (
            <>
              <TextInput
                label="What you changed"
                maxLength={500}
                value={note}
                onChange={(event) => setNote(event.currentTarget.value)}
              />
              <Checkbox
                label="In use"
                checked={draft.enabled}
                onChange={(event) => change({ enabled: event.currentTarget.checked })}
              />
            </>
          )}
        </div>
        <div className={classes.step}>
          {problems.length > 0 && (
            <Notice tone="danger" icon={IconAlertTriangle} title="To put right" role="status">
              <ul className={classes.problems}>
                {problems.map(({ line, column, message }) => (
                  <li key={`${line} ${column} ${message}`}>
                    Line {line}, column {column}: {message}
                  </li>
                ))}
              </ul>
            </Notice>
          )}
          {tried.error && <Problem refusal={refusalOf(tried.error)} onRetry={() => void tried.refetch()} />}
          {tried.data?.document ? (
            <LetterSheet document={tried.data.document} label="The letter for a made-up child" />
          ) : (
            !mayEdit && (
              <Notice tone="neutral" icon={IconEye} title="No preview">
                <span>Administrators and clinical leads see the letter here.</span>
              </Notice>
            )
          )}
          {template && (
            <TemplateVersions
              versions={template.versions}
              {...(mayEdit && { onRestore: (words: string) => change({ body: words }) })}
            />
          )}
        </div>
      </div>
    </FormDialog>
  )
}

function pick({ name, purpose, audience, serviceId, language, format, enabled, body }: Draft): Draft {
  return { name, purpose, audience, serviceId, language, format, enabled, body }
}
