import { Button, Loader, Modal, Radio, SegmentedControl } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { keepPreviousData, useMutation, useQuery } from '@tanstack/react-query'
import { IconDeviceFloppy, IconFileTypePdf, IconPrinter } from '@tabler/icons-react'
import { useState } from 'react'
import { access, mayCall } from '../../../shared/contract/access.ts'
import {
  type ExportColumn,
  type ExportedListAsked,
  type ExportForm,
  type ExportShape,
  formSuffixes,
  type ListDescription,
  listStems,
  weeksHeader,
} from '../../../shared/contract/list-exports.ts'
import { refusalOf } from '../../app/refusal-of.ts'
import { useClient, useProcedures } from '../../app/rpc.tsx'
import { useWork } from '../../app/work-context.tsx'
import { formatCount } from '../../components/format-count.ts'
import { Problem } from '../../components/problem.tsx'
import { showDone, showProblem } from '../../components/undo-toast.tsx'
import { ColumnChoice } from './column-choice.tsx'
import { CountFields } from './count-fields.tsx'
import { ExportPreview } from './export-preview.tsx'
import classes from './list-export.module.css'
import { RecipientField } from './recipient-field.tsx'
import { type ShapeDraft, shapeOf, startingDraft } from './shape-draft.ts'

export interface ListExportDialogProps {
  source: ExportedListAsked
  onScreen?: readonly string[]
  namesOff: boolean
  onClose: () => void
}

/** Chooses the form in which a list leaves, shows what that is, and saves or prints it. */
export function ListExportDialog({ source, onScreen, namesOff, onClose }: ListExportDialogProps) {
  const procedures = useProcedures()
  const description = useQuery(procedures.listExports.describe.queryOptions({ input: { source } }))
  const { data: list, error, refetch } = description
  return (
    <Modal
      opened
      onClose={onClose}
      size="62rem"
      title="Export or print"
      closeButtonProps={{ 'aria-label': 'Close without exporting' }}
    >
      {error && <Problem refusal={refusalOf(error)} onRetry={() => void refetch()} />}
      {description.isPending && <Loader role="status" aria-label="Reading the list" />}
      {list && (
        <Choices
          source={source}
          list={list}
          onScreen={onScreen}
          namesOff={namesOff}
          onRecipientAdded={refetch}
          onClose={onClose}
        />
      )}
    </Modal>
  )
}

const formWords: Record<ExportForm, { label: string; description: string }> = {
  identifiable: {
    label: 'Names and details',
    description: 'Rows as on the screen, for people who look after these children.',
  },
  pseudonymised: {
    label: 'Pseudonyms',
    description: 'One row a child, nothing that names, dates as weeks. For analysis and audit.',
  },
  aggregate: {
    label: 'Counts only',
    description: 'A table of counts with small numbers protected. For boards and reports.',
  },
}
const namesOffWords = {
  label: 'Rows without names',
  description: 'Names are off in the list. Turn them on there to export names.',
}
const forms: readonly ExportForm[] = ['identifiable', 'pseudonymised', 'aggregate']

interface ChoicesProps {
  source: ExportedListAsked
  list: ListDescription
  onScreen: readonly string[] | undefined
  namesOff: boolean
  onRecipientAdded: () => Promise<unknown>
  onClose: () => void
}

function Choices({ source, list, onScreen, namesOff, onRecipientAdded, onClose }: ChoicesProps) {
  const { person } = useWork()
  const procedures = useProcedures()
  const [draft, setDraft] = useState(() => startingDraft(list, onScreen))
  const change = (part: Partial<ShapeDraft>) => setDraft({ ...draft, ...part })
  const shape = shapeOf(draft, namesOff)
  const [settled] = useDebouncedValue(JSON.stringify(shape), 200)
  const settledShape = JSON.parse(settled) as ExportShape | null
  const preview = useQuery({
    ...procedures.listExports.preview.queryOptions({
      input: { source, shape: settledShape ?? { form: 'identifiable', columns: [], namesOff } },
    }),
    enabled: settledShape !== null,
    placeholderData: keepPreviousData,
  })
  const isCurrent = settled === JSON.stringify(shape) && !preview.isFetching
  const mayShow = (id: string) => list.columns.find((column) => column.id === id)
  const columns =
    draft.form === 'pseudonymised'
      ? list.columns.filter((column) => column.pseudonymised).map(inWeeks)
      : list.columns.filter(({ kind }) => !namesOff || (kind !== 'identifying' && kind !== 'free_text'))
  const shown = (ids: readonly string[]) => ids.filter((id) => mayShow(id) !== undefined)
  const rest = list.count - (preview.data?.rows.length ?? 0)
  return (
    <div className={classes.dialog}>
      <p className={classes.about}>
        <strong>{list.title}</strong>
        <span>
          {formatCount(list.count)} of {formatCount(list.outOf)} {list.noun.many}
        </span>
        <span>{list.filters.length === 0 ? 'No filter' : list.filters.join('. ')}</span>
      </p>
      <Radio.Group
        aria-label="What leaves"
        value={draft.form}
        onChange={(form) => change({ form: form as ExportForm })}
      >
        <div className={classes.forms}>
          {forms.map((form) => {
            const { label, description } =
              form === 'identifiable' && namesOff ? namesOffWords : formWords[form]
            return (
              <Radio.Card
                key={form}
                value={form}
                className={classes.form}
                aria-label={`${label}. ${description}`}
              >
                <Radio.Indicator size="xs" />
                <span>
                  <strong>{label}</strong>
                  <span className={classes.formWords}>{description}</span>
                </span>
              </Radio.Card>
            )
          })}
        </div>
      </Radio.Group>
      {draft.form === 'pseudonymised' && (
        <RecipientField
          recipients={list.recipients}
          recipientId={draft.recipientId}
          mayAdd={mayCall(access.listExports.addRecipient, person.roles)}
          onChange={(recipientId) => change({ recipientId })}
          onAdded={onRecipientAdded}
        />
      )}
      {draft.form === 'aggregate' ? (
        <CountFields groupings={list.groupings} draft={draft} onChange={change} />
      ) : (
        <ColumnChoice
          columns={columns}
          chosen={shown(draft.form === 'identifiable' ? draft.named : draft.pseudonymised)}
          onChange={(ids) => change(draft.form === 'identifiable' ? { named: ids } : { pseudonymised: ids })}
        />
      )}
      {preview.error && <Problem refusal={refusalOf(preview.error)} onRetry={() => void preview.refetch()} />}
      {shape === null ? (
        <p className={classes.more}>Choose at least one column.</p>
      ) : (
        !preview.error && (
          <ExportPreview
            preview={preview.data}
            isTable={draft.form === 'aggregate'}
            isStale={!isCurrent}
            more={
              draft.form !== 'aggregate' && preview.data && rest > 0
                ? `The first ${preview.data.rows.length} rows; ${formatCount(rest)} more follow.`
                : ''
            }
          />
        )
      )}
      <Acts
        source={source}
        shape={isCurrent && !preview.error ? shape : null}
        form={draft.form}
        noun={list.noun}
        onDone={onClose}
      />
    </div>
  )
}

/** A column as rows under pseudonyms have it: dates and days are weeks. */
function inWeeks(column: ExportColumn): ExportColumn {
  if (column.kind !== 'date' && column.kind !== 'days') return column
  return { ...column, header: weeksHeader(column) }
}

interface ActsProps {
  source: ExportedListAsked
  /** Null while there is nothing that can leave. */
  shape: ExportShape | null
  form: ExportForm
  noun: ListDescription['noun']
  onDone: () => void
}

type Act = 'file' | 'printer' | 'pdf'

/** Saves or prints, and says how that went. */
function Acts({ source, shape, form, noun, onDone }: ActsProps) {
  const client = useClient()
  const { today } = useWork()
  const [format, setFormat] = useState<'xlsx' | 'csv'>('xlsx')
  const bridge = window.cypWaits
  const rowsWords = (rows: number) =>
    form === 'aggregate' ? 'The table' : `${formatCount(rows)} ${rows === 1 ? noun.one : noun.many}`
  /** What to tell about it when it is done; null where the person changed their mind. */
  async function save(wanted: ExportShape): Promise<string | null> {
    const name = `${listStems[source.list]}${formSuffixes[form]}-${today}.${format}`
    const target = await bridge.chooseWhereToSave(name)
    if (target === null) return null
    const { rows } = await client.listExports.save({ source, shape: wanted, format, file: target.token })
    return `${rowsWords(rows)} saved in ${target.name}`
  }
  async function print(wanted: ExportShape, to: 'printer' | 'pdf'): Promise<string | null> {
    const { ticket, rows } = await client.listExports.print({ source, shape: wanted, to })
    const outcome = await (to === 'pdf' ? bridge.savePage(ticket) : bridge.printPage(ticket))
    if (outcome === 'cancelled') return null
    if (outcome !== 'done') {
      const message =
        to === 'pdf'
          ? 'The PDF could not be written. Choose another place, or close the file if it is open.'
          : 'The list could not be printed. Check the printer, or save it as a PDF.'
      showProblem({ kind: 'unavailable', message })
      return null
    }
    return `${rowsWords(rows)} ${to === 'pdf' ? 'saved as a PDF' : 'sent to the printer'}`
  }
  const acting = useMutation({
    mutationFn: ({ act, wanted }: { act: Act; wanted: ExportShape }) =>
      act === 'file' ? save(wanted) : print(wanted, act),
    onSuccess: (told) => {
      if (told === null) return
      onDone()
      showDone(told)
    },
  })
  const doing = acting.isPending ? acting.variables.act : null
  const buttonOf = (act: Act) => ({
    loading: doing === act,
    disabled: shape === null || (doing !== null && doing !== act),
    onClick: () => shape !== null && acting.mutate({ act, wanted: shape }),
  })
  const canPrint = form !== 'pseudonymised'
  return (
    <>
      {acting.error && <Problem refusal={refusalOf(acting.error)} title="Nothing was saved or printed" />}
      <div className={classes.acts}>
        <span className={classes.print}>
          {canPrint ? (
            <>
              <Button
                variant="default"
                leftSection={<IconPrinter size={16} aria-hidden />}
                {...buttonOf('printer')}
              >
                Print
              </Button>
              <Button
                variant="default"
                leftSection={<IconFileTypePdf size={16} aria-hidden />}
                {...buttonOf('pdf')}
              >
                Save as PDF
              </Button>
            </>
          ) : (
            <span className={classes.formWords}>Rows under pseudonyms are for computers: not printed.</span>
          )}
        </span>
        <SegmentedControl
          aria-label="Kind of file"
          size="xs"
          value={format}
          data={[
            { value: 'xlsx', label: 'Excel workbook' },
            { value: 'csv', label: 'CSV' },
          ]}
          onChange={(value) => setFormat(value === 'csv' ? 'csv' : 'xlsx')}
        />
        <Button leftSection={<IconDeviceFloppy size={16} aria-hidden />} {...buttonOf('file')}>
          Save the file
        </Button>
      </div>
    </>
  )
}
