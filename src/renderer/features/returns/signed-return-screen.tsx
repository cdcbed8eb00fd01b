import { Anchor, Button, Loader } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { IconArrowLeft, IconRotate } from '@tabler/icons-react'
import { useMemo, useState } from 'react'
import { Link, useParams } from 'wouter'
import type { SignedReturn } from '../../../shared/contract/signed-returns.ts'
import { formatLongDate } from '../../../shared/format/dates.ts'
import { refusalOf } from '../../app/refusal-of.ts'
import { useProcedures } from '../../app/rpc.tsx'
import { Notice } from '../../components/notice.tsx'
import { PageHeader } from '../../components/page-header.tsx'
import { Problem } from '../../components/problem.tsx'
import { type Behind, type FigureSource, OpenBehindProvider } from './behind.ts'
import { ChecksList } from './checks-list.tsx'
import { ChildrenDrawer } from './children-drawer.tsx'
import { ExportPanel } from './export-step.tsx'
import { FigureSourceProvider } from './figure.tsx'
import { FiguresTable } from './figures-table.tsx'
import { LateCorrections } from './late-corrections.tsx'
import { ReconciliationLedger } from './reconciliation-ledger.tsx'
import { ReturnPrint } from './return-print.tsx'
import classes from './returns.module.css'
import { ReturnsTabs } from './returns-tabs.tsx'
import { SignedFacts, VerifySigned } from './signed-facts.tsx'
import { SignedMark } from './signed-list-screen.tsx'
import { instantWords, monthWords } from './wording.ts'

/** A signed return as it was signed, and what today’s records would say instead. */
export default function SignedReturnScreen() {
  const { id = '' } = useParams<{ id: string }>()
  const procedures = useProcedures()
  const signed = useQuery(procedures.signedReturns.get.queryOptions({ input: { id } }))
  return (
    <div className={classes.screen}>
      <PageHeader
        title="Returns"
        {...(signed.data && {
          description: `Signed return for ${monthWords(signed.data.month)}: children waiting at the end of ${formatLongDate(signed.data.censusDate)}, as it was signed. Every number opens the children behind it.`,
        })}
        actions={
          <Button
            component={Link}
            href="/returns/signed"
            variant="default"
            leftSection={<IconArrowLeft size={16} aria-hidden />}
          >
            All signed returns
          </Button>
        }
      />
      <ReturnsTabs />
      {signed.error && !signed.data ? (
        <Problem
          refusal={refusalOf(signed.error)}
          title="The signed return could not be opened"
          onRetry={() => void signed.refetch()}
        />
      ) : signed.data ? (
        <Opened key={id} signed={signed.data} />
      ) : (
        <Loader aria-label="Opening the signed return" />
      )}
    </div>
  )
}

function Opened({ signed }: { signed: SignedReturn }) {
  const { id, month, document } = signed
  const [behind, setBehind] = useState<Behind | null>(null)
  const source = useMemo((): FigureSource => ({ kind: 'signed', month, id }), [month, id])
  return (
    <OpenBehindProvider value={setBehind}>
      <FigureSourceProvider value={source}>
        <About signed={signed} />
        <FiguresTable shown={document} />
        <LateCorrections
          signed={signed}
          title={`Recorded since ${monthWords(month)} was signed`}
          nothingSigned=""
        />
        <ChecksList month={month} checks={document.checks} isSigned />
        <ReconciliationLedger
          month={month}
          lines={document.lines}
          reconciliation={document.reconciliation}
          hasCorrections={false}
        />
        <ExportPanel month={month} of={{ kind: 'signed', id }} checks={document.checks} isSigned />
        <ReturnPrint
          shown={{ ...document, provider: `${document.provider.name} (${document.provider.code})` }}
          mark={`Signed off by ${signed.signedBy} on ${instantWords(signed.signedAt)}, version ${signed.version}. SHA-256 ${signed.sha256}`}
        />
        <ChildrenDrawer behind={behind} onClose={() => setBehind(null)} />
      </FigureSourceProvider>
    </OpenBehindProvider>
  )
}

function About({ signed }: { signed: SignedReturn }) {
  const { document, reopened, month } = signed
  const { settings, ruleSetVersions, opensFrom, rows } = document
  return (
    <>
      {reopened && (
        <Notice
          tone="warning"
          icon={IconRotate}
          title={`Re-opened by ${reopened.by} on ${instantWords(reopened.at)}`}
        >
          <span>{reopened.reason}</span>
        </Notice>
      )}
      <section className="cw-panel" aria-labelledby="signed-about">
        <h2 id="signed-about" className={classes.heading} tabIndex={-1} data-arrival>
          {monthWords(month)}, version {signed.version} <SignedMark signed={signed} />
        </h2>
        <div className={classes.padded}>
          <SignedFacts signed={signed} appVersion={document.appVersion} />
          <p className={classes.plain}>
            {document.signatures.length > 1 && (
              <>
                Signatures:{' '}
                {document.signatures.map(({ name, at }) => `${name}, ${instantWords(at)}`).join('; ')}.{' '}
              </>
            )}
            {rows.count.toLocaleString('en-GB')} names kept. Rules:{' '}
            {ruleSetVersions.length === 0
              ? 'no published version'
              : `version ${ruleSetVersions.at(-1)!.toString()} in force`}
            . Settings of the checks:{' '}
            {settings.version === 0 ? 'as first installed' : `version ${settings.version}`}.
            {document.reopened && (
              <>
                {' '}
                Version {document.reopened.version} was re-opened by {document.reopened.by}: “
                {document.reopened.reason}”.
              </>
            )}
            {opensFrom && (
              <>
                {' '}
                <Anchor component={Link} href={`/returns/signed/${opensFrom.id}`}>
                  It opens from the signed month before
                </Anchor>
                .
              </>
            )}
          </p>
          <VerifySigned id={signed.id} />
        </div>
      </section>
    </>
  )
}
