import { Anchor, Button, Checkbox } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { IconLock, IconRotate, IconSignature } from '@tabler/icons-react'
import { useState } from 'react'
import { Link, useLocation } from 'wouter'
import { access, mayCall } from '../../../shared/contract/access.ts'
import type { ChsReturnView } from '../../../shared/contract/returns.ts'
import { formatLongDate } from '../../../shared/format/dates.ts'
import { useAnnounce } from '../../app/announcer.tsx'
import { refusalOf } from '../../app/refusal-of.ts'
import { useClient } from '../../app/rpc.tsx'
import { useWork } from '../../app/work-context.tsx'
import { formatCount } from '../../components/format-count.ts'
import { Notice } from '../../components/notice.tsx'
import { Problem } from '../../components/problem.tsx'
import { ReopenDialog } from './reopen-dialog.tsx'
import classes from './returns.module.css'
import { SignedFacts, VerifySigned } from './signed-facts.tsx'
import { isSigned } from './standings.ts'
import { stepAddress } from './steps.ts'
import { useReturnsRefresh } from './use-returns-refresh.ts'
import { allLines, counted, instantWords, monthWords } from './wording.ts'

/** Everything that signing freezes, what stands in the way, and the signature itself. */
export function SignOffStep({ answer }: { answer: ChsReturnView }) {
  return (
    <>
      {isSigned(answer) ? <Signed answer={answer} /> : <Blockers answer={answer} />}
      {!isSigned(answer) && (
        <>
          <SummarySheet answer={answer} />
          <Sign key={answer.seen} answer={answer} />
        </>
      )}
    </>
  )
}

function Signed({ answer: { state } }: { answer: ChsReturnView }) {
  const { person } = useWork()
  const [reopening, setReopening] = useState(false)
  const { signed } = state
  if (signed === null) return null
  return (
    <section className="cw-panel" aria-labelledby="return-signed">
      <h3 id="return-signed" className={classes.heading}>
        {state.sentence}
      </h3>
      <div className={classes.padded}>
        <SignedFacts signed={signed} />
        <p className={classes.plain}>
          The figures and the children behind them are frozen. What is recorded from now on shows as a late
          correction next month and changes nothing here.
        </p>
        <div className={classes.buttons}>
          <Button component={Link} href={`/returns/signed/${signed.id}`} variant="filled">
            Open the signed return
          </Button>
          {mayCall(access.signedReturns.reopen, person.roles) && (
            <Button
              variant="default"
              leftSection={<IconRotate size={16} aria-hidden />}
              onClick={() => setReopening(true)}
            >
              Re-open with a reason
            </Button>
          )}
        </div>
        <VerifySigned id={signed.id} />
      </div>
      {reopening && <ReopenDialog signed={signed} onClose={() => setReopening(false)} />}
    </section>
  )
}

/** The errors between this month and its signature, in sentences. Nothing when there is none. */
function Blockers({ answer: { month, blockedBy } }: { answer: ChsReturnView }) {
  if (blockedBy.length === 0) return null
  return (
    <Notice
      tone="danger"
      icon={IconLock}
      title={`${counted(blockedBy.length, 'error')} ${blockedBy.length === 1 ? 'stands' : 'stand'} in the way of signing`}
    >
      <ul className={classes.loud}>
        {blockedBy.map(({ code, line, subject, message }) => (
          <li key={`${code} ${line} ${subject ?? ''}`}>{message}</li>
        ))}
      </ul>
      <Anchor component={Link} href={stepAddress(month, 'checks')}>
        Correct the records, or give a reason, under Checks
      </Anchor>
    </Notice>
  )
}

function SummarySheet({ answer }: { answer: ChsReturnView }) {
  const { lines, checks, overrides, reconciliation } = answer
  const all = allLines(lines)
  const warnings = checks.filter(({ level }) => level === 'warning').length
  const balances = Object.values(reconciliation).every((each) => each.balances)
  const entries: [string, string][] = [
    ['Month', monthWords(answer.month)],
    ['Counted at the end of', formatLongDate(answer.censusDate)],
    ['Provider', answer.provider === '' ? 'Not set' : answer.provider],
    ['Service lines', formatCount(lines.length)],
    ['Children waiting', formatCount(all.total)],
    ['Waiting over 52 weeks', formatCount(all.over52Weeks)],
    ['Reconciliation', balances ? 'Balances on every line' : 'Does not balance'],
    ['Warnings', warnings === 0 ? 'None' : formatCount(warnings)],
    ['Errors signed off with a reason', overrides.length === 0 ? 'None' : formatCount(overrides.length)],
  ]
  return (
    <section className="cw-panel" aria-labelledby="return-summary">
      <h3 id="return-summary" className={classes.heading}>
        What is signed
      </h3>
      <div className={classes.padded}>
        <dl className={classes.facts2}>
          {entries.map(([label, value]) => (
            <div key={label}>
              <dt>{label}</dt>
              <dd>{value}</dd>
            </div>
          ))}
        </dl>
        {overrides.length > 0 && (
          <ul className={classes.loud}>
            {overrides.map(({ id, madeBy, madeAt, reason }) => (
              <li key={id}>
                {madeBy}, {instantWords(madeAt)}: “{reason}”
              </li>
            ))}
          </ul>
        )}
        <p className={classes.plain}>
          Kept for good: every figure, the names behind each, the checks and reasons, the bands, rules and
          settings in force, the version of the app, who signs and when, and a hash over all of it.
        </p>
      </div>
    </section>
  )
}

function Sign({ answer }: { answer: ChsReturnView }) {
  const { month, seen, state, blockedBy } = answer
  const { person } = useWork()
  const client = useClient()
  const refresh = useReturnsRefresh()
  const announce = useAnnounce()
  const [, navigate] = useLocation()
  const [isConfirmed, setIsConfirmed] = useState(false)
  const signing = useMutation({
    mutationFn: () => client.signedReturns.sign({ month, seen }),
    async onSuccess(done) {
      announce(
        done.state === 'signed'
          ? `${monthWords(month)} is signed off.`
          : `Your signature is kept. Another manager has to sign ${monthWords(month)}.`,
      )
      await refresh()
    },
  })
  const withdrawing = useMutation({
    mutationFn: () => client.signedReturns.withdrawSignature({ month }),
    onSuccess: refresh,
  })
  if (!mayCall(access.signedReturns.sign, person.roles)) {
    return <p className={classes.plain}>A manager signs the return off.</p>
  }
  const first = state.firstSignature
  const isFirst = first !== null && !first.void
  if (isFirst && first.accountId === person.id) {
    return (
      <section className="cw-panel" aria-labelledby="return-sign">
        <h3 id="return-sign" className={classes.heading}>
          You have signed; another manager has to sign the same figures
        </h3>
        <div className={classes.padded}>
          <p className={classes.plain}>Signed on {instantWords(first.at)}.</p>
          {withdrawing.error && <Problem refusal={refusalOf(withdrawing.error)} />}
          <div className={classes.buttons}>
            <Button variant="default" loading={withdrawing.isPending} onClick={() => withdrawing.mutate()}>
              Take my signature back
            </Button>
          </div>
        </div>
      </section>
    )
  }
  const refusal = signing.error ? refusalOf(signing.error) : null
  const isStale = refusal?.kind === 'conflict'
  const cannot = state.state === 'not_ended' || blockedBy.length > 0 || answer.lines.length === 0
  return (
    <section className="cw-panel" aria-labelledby="return-sign">
      <h3 id="return-sign" className={classes.heading}>
        {isFirst ? `Second signature, after ${first.by}` : 'Signature'}
      </h3>
      <div className={classes.padded}>
        {refusal && (
          <Problem
            refusal={refusal}
            {...(isStale && {
              title: 'The figures changed while you looked at them',
              retryLabel: 'Look at the figures again',
              onRetry: () => void refresh().then(() => navigate(stepAddress(month, 'figures'))),
            })}
          />
        )}
        {state.twoPeople && !isFirst && (
          <p className={classes.plain}>Two managers have to sign. Yours is the first signature.</p>
        )}
        <Checkbox
          label={`I have looked at the figures, the checks and the reconciliation for ${monthWords(month)}. They are right as far as I know.`}
          checked={isConfirmed}
          disabled={cannot}
          onChange={(event) => setIsConfirmed(event.currentTarget.checked)}
        />
        <div className={classes.buttons}>
          <Button
            leftSection={<IconSignature size={16} aria-hidden />}
            disabled={cannot || !isConfirmed}
            loading={signing.isPending}
            onClick={() => signing.mutate()}
          >
            {state.twoPeople && !isFirst ? `Sign ${monthWords(month)}` : `Sign off ${monthWords(month)}`}
          </Button>
        </div>
        <p className={classes.plain}>As {person.displayName}.</p>
      </div>
    </section>
  )
}
