import { Button } from '@mantine/core'
import { useMutation, useQuery } from '@tanstack/react-query'
import { IconCircleCheck, IconFileSpreadsheet, IconPencilOff, IconPrinter } from '@tabler/icons-react'
import { useState } from 'react'
import { access, mayCall } from '../../../shared/contract/access.ts'
import type { ChsReturnView, ReturnCheck } from '../../../shared/contract/returns.ts'
import { useAnnounce } from '../../app/announcer.tsx'
import { refusalOf } from '../../app/refusal-of.ts'
import { useClient, useProcedures } from '../../app/rpc.tsx'
import { useWork } from '../../app/work-context.tsx'
import { Confirm } from '../../components/confirm.tsx'
import { Notice } from '../../components/notice.tsx'
import { Problem } from '../../components/problem.tsx'
import { ReturnPrint } from './return-print.tsx'
import classes from './returns.module.css'
import { isSigned } from './standings.ts'
import { counted, instantWords, monthWords } from './wording.ts'

type Format = 'xlsx' | 'csv' | 'json'
const formats: { format: Format; label: string; holds: string }[] = [
  {
    format: 'xlsx',
    label: 'XLSX',
    holds: 'A workbook laid out as the published tables, with the reconciliation and the checks',
  },
  {
    format: 'csv',
    label: 'CSV',
    holds: 'One line for each service line, for a spreadsheet or another system',
  },
  { format: 'json', label: 'JSON', holds: 'Everything, for another system' },
]

/** Whose figures are saved: a month’s (its signed copy when it has one), or those of one signed version. */
export type ExportOf = { kind: 'month' } | { kind: 'signed'; id: string }

/** Saves a return where somebody chooses. Nothing when no place was chosen. */
export function useReturnExport(month: string, of: ExportOf) {
  const client = useClient()
  const announce = useAnnounce()
  return useMutation({
    async mutationFn(format: Format) {
      const target = await window.cypWaits.chooseWhereToSave(`chs-return-${month}.${format}`)
      if (target === null) return null
      const { token: file, name } = target
      if (of.kind === 'signed') {
        const { sha256 } = await client.signedReturns.export({ id: of.id, format, file })
        return { name, sha256, from: 'signed' as const }
      }
      return { name, ...(await client.returns.export({ month, format, file })) }
    },
    onSuccess: (saved) => {
      if (saved) announce(`Saved ${saved.name}.`)
    },
  })
}

export interface ExportPanelProps {
  month: string
  of: ExportOf
  checks: readonly ReturnCheck[]
  /** Whether what is saved is a signed copy. */
  isSigned: boolean
}

/** Saves a return in three forms, or prints it. A draft with errors asks first. */
export function ExportPanel({ month, of, checks, isSigned: signed }: ExportPanelProps) {
  const { person } = useWork()
  const exporting = useReturnExport(month, of)
  const [asking, setAsking] = useState<Format | null>(null)
  const errors = signed ? 0 : checks.filter((check) => check.level === 'error').length
  const words = counted(errors, 'error')
  const may = mayCall(access.returns.export, person.roles)
  return (
    <section className="cw-panel" aria-labelledby="return-files">
      <h3 id="return-files" className={classes.heading}>
        {signed ? 'Files of the signed copy' : 'Files, marked as a draft'}
      </h3>
      <div className={classes.padded}>
        {may ? (
          <ul className={classes.files}>
            {formats.map(({ format, label, holds }) => (
              <li key={format}>
                <Button
                  variant={format === 'xlsx' ? 'filled' : 'default'}
                  leftSection={format === 'xlsx' ? <IconFileSpreadsheet size={16} aria-hidden /> : undefined}
                  loading={exporting.isPending && exporting.variables === format}
                  disabled={exporting.isPending}
                  onClick={() => (errors > 0 ? setAsking(format) : exporting.mutate(format))}
                >
                  Export {label}
                </Button>
                <span>{holds}</span>
              </li>
            ))}
            <li>
              <Button
                variant="default"
                leftSection={<IconPrinter size={16} aria-hidden />}
                onClick={() => window.cypWaits.print()}
              >
                Print
              </Button>
              <span>Figures, reconciliation and checks, without names</span>
            </li>
          </ul>
        ) : (
          <p className={classes.plain}>A manager, clinical lead or administrator exports the return.</p>
        )}
        <Outcome exporting={exporting} />
      </div>
      <Confirm
        opened={asking !== null}
        title={`Export ${monthWords(month)} with ${words}?`}
        action={`Export with ${words}`}
        cancel="Look at the checks first"
        onConfirm={() => asking !== null && exporting.mutate(asking)}
        onClose={() => setAsking(null)}
      >
        The checks found {words}: figures that are wrong or incomplete. The file would say so on its Checks
        sheet.
      </Confirm>
    </section>
  )
}

function Outcome({ exporting }: { exporting: ReturnType<typeof useReturnExport> }) {
  const { data, error, variables, mutate } = exporting
  if (error) {
    return (
      <Problem
        refusal={refusalOf(error)}
        title="The return was not exported"
        onRetry={() => variables !== undefined && mutate(variables)}
      />
    )
  }
  if (!data) return null
  return (
    <Notice tone="success" icon={IconCircleCheck} title={`Saved ${data.name}`} role="status">
      <span>
        {data.from === 'signed'
          ? 'Written from the signed copy.'
          : 'Marked as a draft. The figures and the children behind them are kept, to compare with later.'}{' '}
        The file’s SHA-256 is <code className={classes.hash}>{data.sha256}</code>.
      </span>
    </Notice>
  )
}

/** The last step: files and paper, from the signed copy where there is one. */
export function ExportStep({ answer }: { answer: ChsReturnView }) {
  const procedures = useProcedures()
  const { month, state } = answer
  const signed = isSigned(answer) ? state.signed : null
  const copy = useQuery(
    procedures.signedReturns.get.queryOptions({ input: { id: signed?.id ?? '' }, enabled: signed !== null }),
  )
  const document = signed === null ? null : copy.data?.document
  return (
    <>
      {signed === null ? (
        <Notice tone="warning" icon={IconPencilOff} title={`${monthWords(month)} is not signed off`}>
          <span>
            Files and prints say that they are a draft. After signing, the same buttons give the signed copy.
          </span>
        </Notice>
      ) : (
        <Notice tone="success" icon={IconCircleCheck} title={state.sentence}>
          <span>Files and prints come from the signed copy, whatever is recorded later.</span>
        </Notice>
      )}
      {copy.error && !copy.data && (
        <Problem
          refusal={refusalOf(copy.error)}
          title="The signed copy could not be read"
          onRetry={() => void copy.refetch()}
        />
      )}
      <ExportPanel
        key={month}
        month={month}
        of={{ kind: 'month' }}
        checks={answer.checks}
        isSigned={signed !== null}
      />
      {signed === null ? (
        <ReturnPrint
          shown={answer}
          mark={`Draft, not signed off. Counted ${instantWords(answer.computedAt)}.`}
        />
      ) : (
        document && (
          <ReturnPrint
            shown={{ ...document, provider: `${document.provider.name} (${document.provider.code})` }}
            mark={`Signed off by ${signed.signedBy} on ${instantWords(signed.signedAt)}, version ${signed.version}. SHA-256 ${signed.sha256}`}
          />
        )
      )}
    </>
  )
}
