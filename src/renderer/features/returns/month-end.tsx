import { Anchor, Button, Loader } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import {
  IconAlertTriangle,
  IconCircleCheck,
  IconLock,
  IconReportAnalytics,
  IconSettings,
} from '@tabler/icons-react'
import { type ReactNode, useCallback, useMemo, useState } from 'react'
import { Link, useLocation } from 'wouter'
import { access, mayCall } from '../../../shared/contract/access.ts'
import type { ChsReturnView } from '../../../shared/contract/returns.ts'
import { formatLongDate } from '../../../shared/format/dates.ts'
import { refusalOf } from '../../app/refusal-of.ts'
import { useProcedures } from '../../app/rpc.tsx'
import { type Shortcut, useShortcuts } from '../../app/shortcuts.tsx'
import { useWork } from '../../app/work-context.tsx'
import { EmptyState } from '../../components/empty-state.tsx'
import { Notice } from '../../components/notice.tsx'
import { PageHeader } from '../../components/page-header.tsx'
import { Problem } from '../../components/problem.tsx'
import { type Behind, type FigureSource, OpenBehindProvider } from './behind.ts'
import { ChecksList } from './checks-list.tsx'
import { ChildrenDrawer } from './children-drawer.tsx'
import { ChooseMonth, useSignedMonths } from './choose-month.tsx'
import { Differences } from './differences.tsx'
import { ExportStep } from './export-step.tsx'
import { FigureSourceProvider } from './figure.tsx'
import { FiguresTable, LeftOut } from './figures-table.tsx'
import { useLargeChange } from './large-change.ts'
import { LateCorrections } from './late-corrections.tsx'
import { LoudChecks } from './loud-checks.tsx'
import { MonthChart } from './month-chart.tsx'
import { MonthDifferences } from './month-differences.tsx'
import { MonthPicker } from './month-picker.tsx'
import pathClasses from './path.module.css'
import { ReconciliationLedger } from './reconciliation-ledger.tsx'
import classes from './returns.module.css'
import { ReturnsTabs } from './returns-tabs.tsx'
import { SignOffStep } from './sign-off-step.tsx'
import { isSigned, standingsOf } from './standings.ts'
import { StepRail } from './step-rail.tsx'
import { stepAddress, type StepId, steps } from './steps.ts'
import { allLines, counted, instantWords, monthBefore, monthWords } from './wording.ts'

interface Months {
  months: string[]
  latestEnded: string | null
}

export interface MonthEndProps {
  months: Months
  month: string
  step: StepId
}

/** One month on its way to a signed return: the path, what blocks it, and the step that is open. */
export function MonthEnd({ months, month, step }: MonthEndProps) {
  const { person, serviceId } = useWork()
  const procedures = useProcedures()
  const [, navigate] = useLocation()
  const answer = useQuery(procedures.returns.chs.queryOptions({ input: { month } }))
  const large = useLargeChange()
  const shown = answer.data
  const standings = useMemo(() => shown && standingsOf(shown, large), [shown, large])
  const signed = useSignedMonths()
  return (
    <div className={classes.screen}>
      <PageHeader
        title="Returns"
        description={
          <>
            {shown
              ? `Children waiting at the end of ${formatLongDate(shown.censusDate)}, as known at ${instantWords(shown.computedAt)}.`
              : `Children waiting at the end of ${monthWords(month)}.`}
            {serviceId !== null && ' The return covers every service, whichever is chosen at the top.'}
          </>
        }
        actions={
          <>
            <MonthPicker
              months={months.months}
              month={month}
              onChoose={(chosen) => navigate(stepAddress(chosen, step), { replace: true })}
            />
            {mayCall(access.signedReturns.saveSettings, person.roles) && (
              <Button
                component={Link}
                href="/settings/returns"
                variant="default"
                leftSection={<IconSettings size={16} aria-hidden />}
              >
                Settings of the return
              </Button>
            )}
          </>
        }
      />
      <ReturnsTabs />
      <StepRail month={month} current={step} standings={standings} />
      {shown && <StandingLine answer={shown} />}
      <StepHead
        month={month}
        step={step}
        isLead={step !== 'sign-off' || (shown !== undefined && isSigned(shown))}
      />
      {answer.error && !shown ? (
        <Problem
          refusal={refusalOf(answer.error)}
          title="The return could not be counted"
          onRetry={() => void answer.refetch()}
        />
      ) : (
        <>
          {step === 'month' && <ChooseMonth {...months} month={month} signed={signed} />}
          {shown ? (
            <Step key={month} answer={shown} step={step} />
          ) : (
            <Loader aria-label={`Counting ${monthWords(month)}`} />
          )}
        </>
      )}
    </div>
  )
}

/** What blocks sign-off, or that nothing does, on every step. */
function StandingLine({ answer: { month, state, blockedBy, lines } }: { answer: ChsReturnView }) {
  if (state.state === 'signed' && state.signed) {
    return (
      <p className={classes.standing} data-tone="success">
        <IconCircleCheck size={16} aria-hidden />
        <span>
          <strong>{state.sentence}</strong> What is shown here is counted today.{' '}
          <Anchor component={Link} href={`/returns/signed/${state.signed.id}`}>
            Open the signed return
          </Anchor>
        </span>
      </p>
    )
  }
  if (state.state === 'not_ended') {
    return (
      <p className={classes.standing} data-tone="warning">
        <IconLock size={16} aria-hidden />
        <strong>{state.sentence}</strong>
      </p>
    )
  }
  const [first, ...others] = blockedBy
  if (first !== undefined) {
    return (
      <p className={classes.standing} data-tone="danger">
        <IconLock size={16} aria-hidden />
        <span>
          <strong>Sign-off is blocked by {counted(blockedBy.length, 'error')}:</strong> {first.message}
          {others.length > 0 && ` And ${others.length} more.`}{' '}
          <Anchor component={Link} href={stepAddress(month, 'checks')}>
            See {blockedBy.length === 1 ? 'it' : 'them'} under Checks
          </Anchor>
        </span>
      </p>
    )
  }
  if (lines.length === 0) return null
  return (
    <p className={classes.standing} data-tone="success">
      <IconCircleCheck size={16} aria-hidden />
      <span>
        <strong>Nothing blocks sign-off.</strong> {state.sentence}
      </span>
    </p>
  )
}

/** The open step: its name, what to do and why, and the way to the next. */
function StepHead({
  month,
  step,
  isLead,
}: {
  month: string
  step: StepId
  /** Whether going on is the main thing to do here; on the step to sign, signing is. */
  isLead: boolean
}) {
  const [, navigate] = useLocation()
  const place = steps.findIndex(({ id }) => id === step)
  const before = steps[place - 1]
  const after = steps[place + 1]
  useShortcuts(
    useMemo<Shortcut[]>(() => {
      const turn = (keys: string, label: string, to: { id: StepId } | undefined): Shortcut[] =>
        to === undefined
          ? []
          : [{ keys, label, group: 'Month end', run: () => navigate(stepAddress(month, to.id)) }]
      return [...turn('Alt+J', 'Next step', after), ...turn('Alt+K', 'Previous step', before)]
    }, [month, before, after, navigate]),
  )
  const { name, purpose } = steps[place]!
  return (
    <div className={pathClasses.head}>
      <div>
        <h2 tabIndex={-1} data-arrival>
          {place + 1}. {name}
        </h2>
        <p className={pathClasses.purpose}>{purpose}</p>
      </div>
      <div className={pathClasses.turns}>
        {before && (
          <Turn month={month} to={before} words="Back" keys="Alt + K" shortcut="Alt+K" variant="default" />
        )}
        {after && (
          <Turn
            month={month}
            to={after}
            words="Next"
            keys="Alt + J"
            shortcut="Alt+J"
            variant={isLead ? 'filled' : 'default'}
          />
        )}
      </div>
    </div>
  )
}

interface TurnProps {
  month: string
  to: { id: StepId; name: string }
  words: string
  keys: string
  shortcut: string
  variant: 'default' | 'filled'
}

function Turn({ month, to, words, keys, shortcut, variant }: TurnProps) {
  return (
    <Button
      component={Link}
      href={stepAddress(month, to.id)}
      variant={variant}
      aria-keyshortcuts={shortcut}
      rightSection={
        <span aria-hidden className={pathClasses.keys}>
          {keys}
        </span>
      }
    >
      {words}: {to.name}
    </Button>
  )
}

/** Says when the figures are no longer those that were looked at, until they are looked at again. */
function useChangedSince(answer: ChsReturnView): [boolean, () => void] {
  const figures = JSON.stringify([answer.lines, answer.reconciliation])
  const [looked, setLooked] = useState(figures)
  return [looked !== figures, () => setLooked(figures)]
}

function Step({ answer, step }: { answer: ChsReturnView; step: StepId }) {
  const [opened, setOpened] = useState<{ step: StepId; behind: Behind } | null>(null)
  const open = useCallback((behind: Behind) => setOpened({ step, behind }), [step])
  const { month } = answer
  const source = useMemo((): FigureSource => ({ kind: 'month', month }), [month])
  const [hasChanged, look] = useChangedSince(answer)
  const isSignedOff = isSigned(answer)
  return (
    <OpenBehindProvider value={open}>
      <FigureSourceProvider value={source}>
        {hasChanged && !isSignedOff && (
          <Notice
            tone="warning"
            icon={IconAlertTriangle}
            title="The figures changed while you were looking"
            role="alert"
          >
            <span>
              Somebody recorded something that counts in this month. What is shown is counted again.
            </span>
            <span>
              <Button
                component={Link}
                href={stepAddress(month, 'figures')}
                variant="default"
                size="xs"
                onClick={look}
              >
                Look at the figures again
              </Button>
            </span>
          </Notice>
        )}
        <StepBody answer={answer} step={step} />
        <ChildrenDrawer
          behind={opened?.step === step ? opened.behind : null}
          onClose={() => setOpened(null)}
        />
      </FigureSourceProvider>
    </OpenBehindProvider>
  )
}

function StepBody({ answer, step }: { answer: ChsReturnView; step: StepId }): ReactNode {
  const large = useLargeChange()
  const { month, lines, checks, differences } = answer
  const previous = monthBefore(month)
  switch (step) {
    case 'month':
      return null
    case 'figures':
      if (lines.length === 0) {
        return (
          <>
            <EmptyState title="No service reports here" icon={IconReportAnalytics}>
              Every service is reported through another data set or has no service line. The settings say
              where each is reported.
            </EmptyState>
            <LeftOut services={answer.reportedElsewhere} />
          </>
        )
      }
      return (
        <>
          <LoudChecks checks={checks} />
          <FiguresTable shown={answer} />
        </>
      )
    case 'checks':
      return <ChecksList month={month} checks={checks} />
    case 'reconciliation':
      return (
        <>
          <ReconciliationLedger
            month={month}
            lines={lines}
            reconciliation={answer.reconciliation}
            hasCorrections
          />
          <LateCorrections
            signed={answer.lastSigned}
            title={
              answer.lastSigned
                ? `Recorded after ${monthWords(answer.lastSigned.month)} was signed`
                : `Recorded after ${monthWords(previous)} was signed`
            }
            nothingSigned="No earlier month has been signed, so there is nothing that later records could have changed. From the first signed month on, every later change to it is listed here with the children."
          />
        </>
      )
    case 'differences':
      return (
        <>
          <LoudChecks checks={checks} />
          {differences === null ? (
            <EmptyState title="No earlier month" icon={IconReportAnalytics}>
              {monthWords(month)} is the first month with referrals, so there is nothing to compare with.
            </EmptyState>
          ) : (
            <MonthDifferences shown={differences} large={large} />
          )}
          <MonthChart month={month} total={allLines(lines).total} />
          {answer.sinceLastExport && <Differences since={answer.sinceLastExport} />}
        </>
      )
    case 'sign-off':
      return (
        <>
          {!isSigned(answer) && <LoudChecks checks={checks} />}
          <SignOffStep answer={answer} />
        </>
      )
    case 'export':
      return <ExportStep answer={answer} />
  }
}
