import { Button, Group, Select, Text, TextInput } from '@mantine/core'
import { IconAlertTriangle, IconCircleCheck, IconHistory } from '@tabler/icons-react'
import { type ReactNode, useId, useMemo } from 'react'
import { importColumns, type ImportHeader } from '../../../shared/codes/import-columns.ts'
import type { ImportInspection, ImportMapping } from '../../../shared/contract/imports.ts'
import type { Refusal } from '../../../shared/result.ts'
import { formatCount } from '../../components/format-count.ts'
import { Notice } from '../../components/notice.tsx'
import { Problem } from '../../components/problem.tsx'
import { aboutWords, columnName, fedBy, feed, missingColumns } from './column-words.ts'
import classes from './import.module.css'
import { instantText } from '../child/instant.ts'

export interface MapColumnsProps {
  inspection: ImportInspection
  mapping: ImportMapping
  source: string
  /** Sources used before, offered while typing. */
  knownSources: readonly string[]
  refusal: Refusal | null
  onSheet: (sheet: string) => void
  onSource: (source: string) => void
  onSourceLeft: () => void
  onMapping: (mapping: ImportMapping) => void
  onCheck: () => void
  onLeave: () => void
  /** Stands between the columns and the buttons. */
  children?: ReactNode
}

const leftOut = 'left-out'

/** Bytes as people read them: `412 KB`, `3.1 MB`. */
function sizeText(bytes: number): string {
  if (bytes < 1024) return `${bytes} bytes`
  if (bytes < 1024 * 1024) return `${formatCount(Math.round(bytes / 1024))} KB`
  return `${(bytes / (1024 * 1024)).toFixed(1)} MB`
}

/** Which column of the file holds what, with examples of each. */
export function MapColumns(props: MapColumnsProps) {
  const { inspection, mapping, source, onMapping } = props
  const listId = useId()
  const missing = missingColumns(mapping)
  const needsSource = source.trim() === ''
  const used = new Set(
    importColumns
      .filter((column) => mapping[column.header] !== undefined && mapping[column.header] !== null)
      .map((column) => column.header),
  )
  const choices = useMemo(
    () => [
      { value: leftOut, label: 'Leave out' },
      ...(['child', 'contact', 'referral'] as const).map((about) => ({
        group: aboutWords[about],
        items: importColumns
          .filter((column) => column.about === about)
          .map((column) => ({ value: column.header as string, label: columnName(column.header) })),
      })),
    ],
    [],
  )
  const recognised = inspection.headers.filter((_, index) => fedBy(mapping, index) !== null).length

  return (
    <>
      {inspection.importedBefore && (
        <Notice tone="warning" icon={IconHistory} title="This very file was imported before">
          <span>
            On {instantText(inspection.importedBefore.at)} by {inspection.importedBefore.by}. Importing it
            again leaves unchanged rows as they are; the check shows what would change.
          </span>
        </Notice>
      )}
      {props.refusal && <Problem refusal={props.refusal} title="The file could not be checked" />}
      {missing.length > 0 ? (
        <Notice tone="danger" icon={IconAlertTriangle} title={`Not matched yet: ${missing.join(', ')}`}>
          <span>Say below which columns hold them. Without them no row can be imported.</span>
        </Notice>
      ) : (
        <Notice tone="success" icon={IconCircleCheck} title="Every needed column is matched">
          <span>
            {recognised} of {inspection.headers.length} columns are used
            {inspection.remembered ? ', as remembered from the last file of this source' : ''}. Look them
            over, then check the file.
          </span>
        </Notice>
      )}

      <div className={classes.fileFacts}>
        <TextInput
          className={classes.short}
          label="Where the file comes from"
          description="The system or team, in your own words: “SystmOne”, “School nursing list”. Columns are remembered under this name."
          required
          maxLength={60}
          list={listId}
          autoComplete="off"
          value={source}
          error={source !== '' && needsSource ? 'Name where the file comes from' : undefined}
          onChange={(event) => props.onSource(event.currentTarget.value)}
          onBlur={props.onSourceLeft}
        />
        <datalist id={listId}>
          {props.knownSources.map((known) => (
            <option key={known} value={known}>
              {known}
            </option>
          ))}
        </datalist>
        {inspection.sheets.length > 1 && (
          <Select
            className={classes.short}
            label="Sheet"
            description={`${inspection.sheets.length} sheets in this file`}
            data={inspection.sheets}
            value={inspection.sheet}
            allowDeselect={false}
            onChange={(sheet) => sheet !== null && props.onSheet(sheet)}
          />
        )}
        <div>
          <Text fw={700}>{inspection.fileName}</Text>
          <Text c="dimmed" size="sm">
            {inspection.kind === 'csv' ? 'CSV' : 'Excel'}, {sizeText(inspection.sizeBytes)},{' '}
            {inspection.headers.length} columns
          </Text>
        </div>
      </div>

      <div className={classes.tableRoom} data-tall role="region" aria-label="Columns of the file">
        <table className={classes.table}>
          <thead>
            <tr>
              <th scope="col">Column in the file</th>
              <th scope="col">Examples</th>
              <th scope="col">Is read as</th>
            </tr>
          </thead>
          <tbody>
            {inspection.headers.map((header, index) => {
              const feeds = fedBy(mapping, index)
              const name = header.trim() === '' ? `Column ${index + 1} (no heading)` : header
              return (
                <tr key={`${index}-${header}`} data-left-out={feeds === null || undefined}>
                  <th scope="row">{name}</th>
                  <td className={classes.examples}>
                    {(inspection.examples[index] ?? []).map((example, place) => (
                      <span key={`${place}-${example}`}>{example}</span>
                    ))}
                    {(inspection.examples[index] ?? []).length === 0 && (
                      <span className={classes.blank}>blank</span>
                    )}
                  </td>
                  <td>
                    <Select
                      size="sm"
                      aria-label={`${name} is read as`}
                      data={choices.map((choice) =>
                        'items' in choice
                          ? {
                              ...choice,
                              items: choice.items.map((item) => ({
                                ...item,
                                disabled: used.has(item.value as ImportHeader) && item.value !== feeds,
                              })),
                            }
                          : choice,
                      )}
                      value={feeds ?? leftOut}
                      searchable
                      allowDeselect={false}
                      nothingFoundMessage="Nothing by that name"
                      comboboxProps={{ withinPortal: true }}
                      onChange={(value) =>
                        onMapping(
                          feed(
                            mapping,
                            index,
                            value === leftOut || value === null ? null : (value as ImportHeader),
                          ),
                        )
                      }
                    />
                  </td>
                </tr>
              )
            })}
          </tbody>
        </table>
      </div>
      {props.children}
      <Group className={classes.footer}>
        <Button disabled={missing.length > 0 || needsSource} onClick={props.onCheck}>
          Check the file
        </Button>
        <Button variant="default" onClick={props.onLeave}>
          Choose another file
        </Button>
        <Text size="sm" c="dimmed">
          {missing.length > 0
            ? 'Match the needed columns first.'
            : needsSource
              ? 'Name where the file comes from first.'
              : 'Checking changes nothing.'}
        </Text>
      </Group>
    </>
  )
}
