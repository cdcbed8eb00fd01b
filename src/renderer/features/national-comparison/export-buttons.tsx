import { Button } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { IconFileSpreadsheet, IconPrinter } from '@tabler/icons-react'
import { useAnnounce } from '../../app/announcer.tsx'
import { refusalOf } from '../../app/refusal-of.ts'
import { useClient } from '../../app/rpc.tsx'
import { showDone, showProblem } from '../../components/undo-toast.tsx'

export interface Compared {
  line: string
  ownMonth: string
  publishedMonth: string
  figures: 'signed' | 'counted'
}

/** Saves what is shown as CSV or as a workbook, or prints it. */
export function ExportButtons({ compared, mayExport }: { compared: Compared; mayExport: boolean }) {
  const client = useClient()
  const announce = useAnnounce()
  const saving = useMutation({
    async mutationFn(format: 'csv' | 'xlsx') {
      const target = await window.cypWaits.chooseWhereToSave(
        `national-comparison-${compared.ownMonth}.${format}`,
      )
      if (target === null) return null
      await client.nationalFigures.export({ ...compared, format, file: target.token })
      return target.name
    },
    onSuccess(name) {
      if (name === null) return
      showDone(`Saved ${name}.`)
      announce(`Saved ${name}.`)
    },
    onError: (error) => showProblem(refusalOf(error), 'The comparison was not saved'),
  })
  return (
    <>
      <Button
        variant="default"
        leftSection={<IconPrinter size={16} aria-hidden />}
        onClick={() => window.cypWaits.print()}
      >
        Print
      </Button>
      {mayExport && (
        <>
          <Button
            variant="default"
            loading={saving.isPending && saving.variables === 'csv'}
            onClick={() => saving.mutate('csv')}
          >
            Export CSV
          </Button>
          <Button
            leftSection={<IconFileSpreadsheet size={16} aria-hidden />}
            loading={saving.isPending && saving.variables === 'xlsx'}
            onClick={() => saving.mutate('xlsx')}
          >
            Export XLSX
          </Button>
        </>
      )}
    </>
  )
}
