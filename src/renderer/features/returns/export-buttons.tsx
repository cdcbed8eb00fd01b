import { Button } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { IconCircleCheck, IconFileSpreadsheet } from '@tabler/icons-react'
import { useState } from 'react'
import type { ReturnCheck } from '../../../shared/contract/returns.ts'
import { useAnnounce } from '../../app/announcer.tsx'
import { refusalOf } from '../../app/refusal-of.ts'
import { useClient } from '../../app/rpc.tsx'
import { Confirm } from '../../components/confirm.tsx'
import { Notice } from '../../components/notice.tsx'
import { Problem } from '../../components/problem.tsx'
import classes from './returns.module.css'
import { monthWords } from './wording.ts'

type Format = 'xlsx' | 'csv' | 'json'
const formats: { format: Format; label: string }[] = [
  { format: 'csv', label: 'CSV' },
  { format: 'json', label: 'JSON' },
  { format: 'xlsx', label: 'XLSX' },
]

interface Wanted {
  month: string
  format: Format
}

/** Exports a month: asks where to save, writes the file and keeps the figures. Nothing when no place was chosen. */
export function useReturnExport() {
  const client = useClient()
  const announce = useAnnounce()
  return useMutation({
    async mutationFn({ month, format }: Wanted) {
      const target = await window.cypWaits.chooseWhereToSave(`chs-return-${month}.${format}`)
      if (target === null) return null
      const { sha256 } = await client.returns.export({ month, format, file: target.token })
      return { name: target.name, sha256 }
    },
    onSuccess: (saved) => {
      if (saved) announce(`Saved ${saved.name}. The figures are kept.`)
    },
  })
}

export type ReturnExport = ReturnType<typeof useReturnExport>

export interface ExportButtonsProps {
  month: string
  checks: readonly ReturnCheck[]
  exporting: ReturnExport
}

/** Exports in three forms. With errors in the return it asks first. */
export function ExportButtons({ month, checks, exporting }: ExportButtonsProps) {
  const [asking, setAsking] = useState<Format | null>(null)
  const errors = checks.filter((check) => check.level === 'error').length
  const words = errors === 1 ? '1 error' : `${errors} errors`
  return (
    <>
      {formats.map(({ format, label }) => (
        <Button
          key={format}
          variant={format === 'xlsx' ? 'filled' : 'default'}
          leftSection={format === 'xlsx' ? <IconFileSpreadsheet size={16} aria-hidden /> : undefined}
          loading={exporting.isPending && exporting.variables.format === format}
          disabled={exporting.isPending}
          onClick={() => (errors > 0 ? setAsking(format) : exporting.mutate({ month, format }))}
        >
          Export {label}
        </Button>
      ))}
      <Confirm
        opened={asking !== null}
        title={`Export ${monthWords(month)} with ${words}?`}
        action={`Export with ${words}`}
        cancel="Look at the checks first"
        onConfirm={() => asking !== null && exporting.mutate({ month, format: asking })}
        onClose={() => setAsking(null)}
      >
        The checks found {words}: figures that are wrong or incomplete. The file would say so on its Checks
        sheet.
      </Confirm>
    </>
  )
}

/** How the export of this month went. */
export function ExportOutcome({ month, exporting }: { month: string; exporting: ReturnExport }) {
  const { data, error, variables, mutate } = exporting
  if (variables?.month !== month) return null
  if (error) {
    return (
      <Problem
        refusal={refusalOf(error)}
        title="The return was not exported"
        onRetry={() => mutate(variables)}
      />
    )
  }
  if (!data) return null
  return (
    <Notice tone="success" icon={IconCircleCheck} title={`Saved ${data.name}`} role="status">
      <span>
        The figures and the children behind them are kept, to compare with later. The file’s SHA-256 is{' '}
        <code className={classes.hash}>{data.sha256}</code>.
      </span>
    </Notice>
  )
}
