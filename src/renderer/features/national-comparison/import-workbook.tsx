import { Button, Group, List, Stack, Text } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { IconAlertTriangle, IconFileSpreadsheet } from '@tabler/icons-react'
import type { OpenedFile } from '../../../shared/bridge.ts'
import type { WorkbookInspection } from '../../../shared/contract/national-figures.ts'
import { formatLongDate } from '../../../shared/format/dates.ts'
import { useAnnounce } from '../../app/announcer.tsx'
import { refusalOf } from '../../app/refusal-of.ts'
import { useClient } from '../../app/rpc.tsx'
import { FileDrop } from '../../components/file-drop.tsx'
import { formatCount } from '../../components/format-count.ts'
import { Notice } from '../../components/notice.tsx'
import { Problem } from '../../components/problem.tsx'
import { showDone } from '../../components/undo-toast.tsx'
import classes from './comparison.module.css'
import { instantWords, monthWords, organisationsWords } from './words.ts'

interface Looked {
  file: OpenedFile
  inspection: WorkbookInspection
}

/** Chooses or drops a published workbook, shows what it holds and what it would change, and takes it. */
export function ImportWorkbook({ onImported }: { onImported: (month: string) => void }) {
  const client = useClient()
  const announce = useAnnounce()
  const looking = useMutation({
    async mutationFn(file: OpenedFile): Promise<Looked> {
      return { file, inspection: await client.nationalFigures.inspect({ file: file.token }) }
    },
  })
  const importing = useMutation({
    mutationFn: ({ file, inspection }: Looked) =>
      client.nationalFigures.import({
        file: file.token,
        sha256: inspection.sha256,
        replaces: inspection.replaces?.id ?? null,
      }),
    onSuccess({ month }) {
      const words = `The figures of ${monthWords(month)} are in use.`
      showDone(words)
      announce(words)
      looking.reset()
      onImported(month)
    },
  })
  function look(file: OpenedFile): void {
    importing.reset()
    looking.mutate(file)
  }

  return (
    <Stack gap="md">
      {looking.error && (
        <Problem
          title={`“${looking.variables?.name}” could not be used`}
          refusal={refusalOf(looking.error)}
        />
      )}
      {looking.data ? (
        <Preview
          inspection={looking.data.inspection}
          problem={
            importing.error ? (
              <Problem refusal={refusalOf(importing.error)} title="It was not imported" />
            ) : null
          }
          isImporting={importing.isPending}
          onImport={() => importing.mutate(looking.data)}
          onCancel={() => {
            importing.reset()
            looking.reset()
          }}
        />
      ) : (
        <FileDrop
          purpose="published"
          words="Drop the published workbook here"
          overWords="Let go to look at it"
          chooseWords="Choose the workbook"
          loading={looking.isPending}
          onFile={look}
        >
          <p className={classes.hint}>
            Community Health Services Waiting Times, as NHS England publishes it each month (.xlsx). You see
            what it holds before anything is saved.
          </p>
        </FileDrop>
      )}
    </Stack>
  )
}

interface PreviewProps {
  inspection: WorkbookInspection
  problem: React.ReactNode
  isImporting: boolean
  onImport: () => void
  onCancel: () => void
}

function Preview({ inspection, problem, isImporting, onImport, onCancel }: PreviewProps) {
  const { month, organisations, sameFile, replaces, notes } = inspection
  const stopped = sameFile !== null
  return (
    <section className={classes.panel} aria-label={`What “${inspection.fileName}” holds`}>
      <h2>{monthWords(month)}</h2>
      <dl className={classes.facts}>
        <dt>File</dt>
        <dd>{inspection.fileName}</dd>
        <dt>Published</dt>
        <dd>
          {inspection.publishedOn === null
            ? 'The cover does not say'
            : formatLongDate(inspection.publishedOn)}
          {inspection.revisedOn !== null && `, revised ${formatLongDate(inspection.revisedOn)}`}
        </dd>
        <dt>Holds</dt>
        <dd>
          {organisationsWords(organisations)}; {inspection.lines}{' '}
          {inspection.lines === 1 ? 'children’s service line' : 'children’s service lines'}
        </dd>
        <dt>Our provider</dt>
        <dd>{inspection.ownProvider ?? 'Not found in it by our code'}</dd>
      </dl>
      {notes.length > 0 && (
        <Notice tone="warning" icon={IconAlertTriangle} title="What to know of this workbook">
          <List size="md">
            {notes.map((note) => (
              <List.Item key={note}>{note}</List.Item>
            ))}
          </List>
        </Notice>
      )}
      {sameFile && (
        <Notice tone="info" icon={IconFileSpreadsheet} title="This very file is here already" role="status">
          Imported {instantWords(sameFile.importedAt)}
          {sameFile.importedBy === null ? '' : ` by ${sameFile.importedBy}`}.{' '}
          {sameFile.state === 'current'
            ? 'It is in use, so there is nothing to do.'
            : 'It is kept but not in use; use it again from the list below.'}
        </Notice>
      )}
      {!stopped && replaces && <Replacing month={month} replaces={replaces} />}
      {problem}
      <Group>
        {!stopped && (
          <Button loading={isImporting} onClick={onImport}>
            {replaces
              ? `Replace the figures of ${monthWords(month)}`
              : `Use the figures of ${monthWords(month)}`}
          </Button>
        )}
        <Button variant="default" onClick={onCancel}>
          {stopped ? 'Choose another' : 'Do not import'}
        </Button>
      </Group>
    </section>
  )
}

/** Rows of differences shown before "and so many more". */
const shown = 12

function Replacing({
  month,
  replaces,
}: {
  month: string
  replaces: NonNullable<WorkbookInspection['replaces']>
}) {
  const { differences, differenceCount, importedAt, source } = replaces
  const words =
    differenceCount === 0
      ? 'Every figure is the same'
      : `${formatCount(differenceCount)} ${differenceCount === 1 ? 'figure differs' : 'figures differ'}`
  return (
    <div>
      <Text>
        {monthWords(month)} is here already (
        {source === 'supplied' ? 'supplied with the app' : `imported ${instantWords(importedAt)}`}). {words};
        the earlier figures are kept and can be used again.
      </Text>
      {differenceCount > 0 && (
        <div className={classes.tableBox}>
          <table className={classes.table} aria-label="Figures that differ">
            <thead>
              <tr>
                <th scope="col">Organisation</th>
                <th scope="col" data-text>
                  Line
                </th>
                <th scope="col" data-text>
                  Figure
                </th>
                <th scope="col">Before</th>
                <th scope="col">Now</th>
              </tr>
            </thead>
            <tbody>
              {differences.slice(0, shown).map(({ organisation, line, measure, before, now }) => (
                <tr key={`${organisation} ${line} ${measure}`}>
                  <th scope="row">{organisation}</th>
                  <td data-text>{line}</td>
                  <td data-text>{measure}</td>
                  <td>{before}</td>
                  <td>{now}</td>
                </tr>
              ))}
            </tbody>
          </table>
          {differenceCount > shown && (
            <p className={classes.hint}>And {formatCount(differenceCount - shown)} more.</p>
          )}
        </div>
      )}
    </div>
  )
}
