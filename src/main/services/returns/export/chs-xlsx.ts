import type { Result } from '../../../../shared/result.ts'
import type { CheckLevel } from '../../../domain/returns/chs-return.ts'
import { monthInWords } from '../../../domain/returns/months.ts'
import { removalLabels, type Reconciliation, type RemovalReason } from '../../../domain/returns/reconcile.ts'
import { writeXlsx, type XlsxColumn, type XlsxSheet } from '../../spreadsheets/xlsx-writer.ts'
import { contentsLines, localLinesTable, providerInWords, table3, tables4 } from './chs-tables.ts'
import {
  dateInWords,
  type ExportContext,
  type ExportedReturn,
  overrideInWords,
  statusInWords,
  timeInWords,
} from './export-context.ts'

const levelLabels: Record<CheckLevel, string> = {
  error: 'Error',
  warning: 'Warning',
  info: 'For information',
}
const reasons = Object.keys(removalLabels) as RemovalReason[]

/**
 * The return as an XLSX workbook laid out as NHS England publishes the figures (Cover page, Contents, Table 3,
 * Tables 4 and 4a to 4h), followed by what the publication has not: means and shares, the reconciliation and the
 * checks. Published Tables 1 and 2 (who did not submit, twelve months of England) say nothing about one provider
 * and one month and are left out. Figures are numbers, nothing is a formula, and no sheet names a child.
 */
export async function writeChsXlsx(
  document: ExportedReturn,
  context: ExportContext,
): Promise<Result<Uint8Array>> {
  const local = localLinesTable(document, context)
  return writeXlsx({
    title: `Community waiting list, ${monthInWords(document.month)}`,
    sheets: [
      cover(document, context),
      contents(document),
      table3(document, context),
      ...tables4(document, context),
      ...(local === null ? [] : [local]),
      summary(document),
      reconciliation(document),
      checks(document),
      ...elsewhere(document),
    ],
  })
}

function cover(document: ExportedReturn, context: ExportContext): XlsxSheet {
  const { signedOff } = context
  return {
    name: 'Cover page',
    columns: [
      { header: '', width: 18 },
      { header: '', width: 100 },
    ],
    showHeader: false,
    rows: [
      ['Title:', 'Community Health Services Waiting Times'],
      [
        'Summary:',
        "Children and young people waiting for a first contact with this provider's community services.",
      ],
      ['Period:', monthInWords(document.month)],
      ['As at:', `The end of ${dateInWords(document.censusDate)}`],
      ['Basis:', 'Provider'],
      ['Provider:', providerInWords(document, context)],
      ['Status:', statusInWords(context)],
      ...(signedOff === null ? [] : [['SHA-256:', signedOff.sha256]]),
      ...document.overrides.map((each) => ['Overridden:', overrideInWords(each)]),
      ['Produced:', `${timeInWords(context.producedAt)} by ${context.producedBy}`],
      ['Classification:', 'Contains figures only; no names.'],
    ],
  }
}

function contents(document: ExportedReturn): XlsxSheet {
  const own = [
    ...(document.localLines.length === 0 ? [] : ["Local lines: Lines of the provider's own, not published"]),
    'Summary: Shares within 18 and over 52 weeks and mean wait by service line',
    'Reconciliation: From the last count to this one, by service line',
    'Checks: What to look at before the figures are signed off',
    ...(document.reportedElsewhere.length === 0
      ? []
      : ['Reported elsewhere: Services left out of this return']),
  ]
  return {
    name: 'Contents',
    columns: [{ header: 'Contents', width: 100 }],
    rows: [...contentsLines(document.month), ...own].map((line) => [line]),
  }
}

function summary(document: ExportedReturn): XlsxSheet {
  const share = (part: number, total: number) => (total === 0 ? null : part / total)
  return {
    name: 'Summary',
    columns: [
      { header: 'Service line', width: 72 },
      { header: 'Total waiting list', kind: 'whole' },
      { header: 'Within 18 weeks', kind: 'whole' },
      { header: 'Share within 18 weeks', kind: 'decimal', numberFormat: '0.0%' },
      { header: 'Over 52 weeks', kind: 'whole' },
      { header: 'Share over 52 weeks', kind: 'decimal', numberFormat: '0.0%' },
      { header: 'Mean wait (days)', kind: 'decimal' },
      { header: 'Data quality score', kind: 'decimal' },
    ],
    rows: document.lines.map((line) => [
      line.line,
      line.total,
      line.within18Weeks,
      share(line.within18Weeks, line.total),
      line.over52Weeks,
      share(line.over52Weeks, line.total),
      line.meanDays,
      document.dataQuality[line.line] ?? null,
    ]),
    frozenColumns: 1,
  }
}

const reconciliationColumns: [header: string, figure: (each: Reconciliation) => number][] = [
  ['Opening', (each) => each.opening],
  ['Received', (each) => each.received],
  ['Transferred in', (each) => each.transferredIn],
  ['Re-opened or due', (each) => each.reopened],
  ['First contacts', (each) => each.firstContacts],
  ...reasons.map((reason): [string, (each: Reconciliation) => number] => [
    removalLabels[reason],
    (each) => each.removals[reason] ?? 0,
  ]),
  ['Corrections', (each) => each.corrections],
  ['Closing', (each) => each.closing],
]

function reconciliation(document: ExportedReturn): XlsxSheet {
  const all = Object.values(document.reconciliation)
  const total = reconciliationColumns.map(([, figure]) => all.reduce((sum, each) => sum + figure(each), 0))
  const yesOrNo = (balances: boolean) => (balances ? 'Yes' : 'No')
  return {
    name: 'Reconciliation',
    columns: [
      { header: 'Service line', width: 72 },
      ...reconciliationColumns.map(([header]): XlsxColumn => ({ header, kind: 'whole', width: 14 })),
      { header: 'Balances', width: 10 },
    ],
    above: [
      [`Reconciliation, ${monthInWords(document.month)}`],
      [
        'Opening + received + transferred in + re-opened or due - first contacts - every removal + corrections = closing.',
      ],
      [
        'Corrections are facts recorded since the opening figure was kept that changed the past, as a net number of children.',
      ],
    ],
    rows: [
      ...Object.entries(document.reconciliation).map(([line, each]) => [
        line,
        ...reconciliationColumns.map(([, figure]) => figure(each)),
        yesOrNo(each.balances),
      ]),
      ['All lines', ...total, yesOrNo(all.every((each) => each.balances))],
    ],
    frozenColumns: 1,
  }
}

function checks(document: ExportedReturn): XlsxSheet {
  const found = document.checks.map(({ level, code, message, count, override }) => [
    levelLabels[level],
    code,
    message,
    count,
    override === null ? null : `${override.madeBy}, ${timeInWords(override.madeAt)}: ${override.reason}`,
  ])
  return {
    name: 'Checks',
    columns: [
      { header: 'Level', width: 16 },
      { header: 'Check', width: 32 },
      { header: 'What was found', width: 120 },
      { header: 'Count', kind: 'whole' },
      { header: 'Signed off in spite of it', width: 80 },
    ],
    rows: found.length === 0 ? [[null, null, 'The checks found nothing.', 0]] : found,
  }
}

function elsewhere({ reportedElsewhere }: ExportedReturn): XlsxSheet[] {
  if (reportedElsewhere.length === 0) return []
  return [
    {
      name: 'Reported elsewhere',
      columns: [
        { header: 'Service', width: 48 },
        { header: 'Reported through', width: 48 },
        { header: 'Waiting there', kind: 'whole' },
      ],
      rows: reportedElsewhere.map((each) => [each.service, each.dataSetName, each.waiting]),
    },
  ]
}
