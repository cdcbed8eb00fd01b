import { Button } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { IconFileSpreadsheet } from '@tabler/icons-react'
import { useAnnounce } from '../../app/announcer.tsx'
import { refusalOf } from '../../app/refusal-of.ts'
import { useClient } from '../../app/rpc.tsx'

type Format = 'xlsx' | 'csv'

/** Saves the figures, without names, where somebody chooses. */
export function DiagnosticExport({ month }: { month: string }) {
  const client = useClient()
  const announce = useAnnounce()
  const exporting = useMutation({
    async mutationFn(format: Format) {
      const target = await window.cypWaits.chooseWhereToSave(`audiology-six-weeks-${month}.${format}`)
      if (target === null) return null
      await client.diagnosticReturn.export({ month, format, file: target.token })
      return target.name
    },
    onSuccess: (name) => {
      if (name !== null) announce(`Saved ${name}.`)
    },
  })
  const { data: saved, error, isPending, variables, mutate } = exporting
  return (
    <>
      <Button
        variant="default"
        loading={isPending && variables === 'csv'}
        disabled={isPending}
        onClick={() => mutate('csv')}
      >
        Export CSV
      </Button>
      <Button
        leftSection={<IconFileSpreadsheet size={16} aria-hidden />}
        loading={isPending && variables === 'xlsx'}
        disabled={isPending}
        onClick={() => mutate('xlsx')}
      >
        Export XLSX
      </Button>
      <span role="status">
        {error ? refusalOf(error).message : typeof saved === 'string' ? `Saved ${saved}` : ''}
      </span>
    </>
  )
}
