import { Button } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import {
  IconAlertTriangle,
  IconCircleCheck,
  IconInfoCircle,
  IconUserCheck,
  IconXboxX,
} from '@tabler/icons-react'
import { useState } from 'react'
import { access, mayCall } from '../../../shared/contract/access.ts'
import type { ReturnCheckFound } from '../../../shared/contract/returns.ts'
import { refusalOf } from '../../app/refusal-of.ts'
import { useClient } from '../../app/rpc.tsx'
import { useWork } from '../../app/work-context.tsx'
import { formatCount } from '../../components/format-count.ts'
import { type IconComponent, ToneBadge } from '../../components/tone-badge.tsx'
import { showDone, showProblem } from '../../components/undo-toast.tsx'
import type { Tone } from '../../app/tokens.ts'
import { useOpenBehind } from './behind.ts'
import { OverrideDialog } from './override-dialog.tsx'
import classes from './returns.module.css'
import { useReturnsRefresh } from './use-returns-refresh.ts'
import { counted, instantWords } from './wording.ts'

const levels: Record<ReturnCheckFound['level'], { words: string; tone: Tone; icon: IconComponent }> = {
  error: { words: 'Error', tone: 'danger', icon: IconXboxX },
  warning: { words: 'Warning', tone: 'warning', icon: IconAlertTriangle },
  info: { words: 'For information', tone: 'info', icon: IconInfoCircle },
}
const order = ['error', 'warning', 'info'] as const

/** What the checks found in one sentence: "1 error and 2 warnings to look at." */
export function verdict(checks: readonly ReturnCheckFound[]): string {
  const parts = (['error', 'warning'] as const).flatMap((level) => {
    const count = checks.filter((check) => check.level === level && check.override === null).length
    return count === 0 ? [] : [counted(count, level)]
  })
  const overridden = checks.filter(({ override }) => override !== null).length
  const kept =
    overridden === 0 ? '' : ` ${counted(overridden, 'error')} signed off in spite of, with a reason.`
  return `${parts.length === 0 ? 'The checks found nothing wrong.' : `${parts.join(' and ')} to look at.`}${kept}`
}

function keyOf({ code, line, subject, message }: ReturnCheckFound): string {
  return `${code} ${line} ${subject ?? ''} ${message}`
}

export interface ChecksListProps {
  month: string
  checks: readonly ReturnCheckFound[]
  /** A signed copy: nothing can be opened or decided any more. */
  isSigned?: boolean
}

/** What to look at before the figures go out, the most serious first. */
export function ChecksList({ month, checks, isSigned = false }: ChecksListProps) {
  const { person } = useWork()
  const [overriding, setOverriding] = useState<ReturnCheckFound | null>(null)
  const mayOverride = !isSigned && mayCall(access.signedReturns.override, person.roles)
  return (
    <section className="cw-panel" aria-labelledby="return-checks">
      <h3 id="return-checks" className={classes.heading}>
        What the checks found
      </h3>
      <p className={classes.verdict}>
        {checks.every((check) => check.level === 'info') && (
          <ToneBadge tone="success" icon={IconCircleCheck}>
            Passed
          </ToneBadge>
        )}{' '}
        {verdict(checks)}
      </p>
      {checks.length > 0 && (
        <ul className={classes.checks}>
          {order
            .flatMap((level) => checks.filter((check) => check.level === level))
            .map((check) => (
              <Check
                key={keyOf(check)}
                check={check}
                {...{ month, isSigned }}
                onOverride={mayOverride ? () => setOverriding(check) : undefined}
              />
            ))}
        </ul>
      )}
      {overriding && <OverrideDialog month={month} check={overriding} onClose={() => setOverriding(null)} />}
    </section>
  )
}

interface CheckProps {
  month: string
  check: ReturnCheckFound
  isSigned: boolean
  onOverride: (() => void) | undefined
}

function Check({ month, check, isSigned, onOverride }: CheckProps) {
  const open = useOpenBehind()
  const level = levels[check.level]
  const { override } = check
  return (
    <li data-level={check.level}>
      <span className={classes.level}>
        <ToneBadge tone={level.tone} icon={level.icon}>
          {level.words}
        </ToneBadge>
      </span>
      <div className={classes.sentence}>
        <span>{check.message}</span>
        {override && <Override override={override} isSigned={isSigned} />}
      </div>
      {check.count > 0 && (
        <span className={classes.count}>
          <span className="cw-hidden">Count: </span>
          {formatCount(check.count)}
        </span>
      )}
      {!isSigned && (
        <span className={classes.checkActions}>
          <Button
            variant="default"
            size="xs"
            aria-label={`${check.hasRecords ? 'Open the records' : 'See the figures'}: ${check.message}`}
            onClick={() => open({ kind: 'check', month, check })}
          >
            {check.hasRecords ? 'Open the records' : 'See the figures'}
          </Button>
          {check.level === 'error' && override === null && onOverride && (
            <Button
              variant="subtle"
              size="xs"
              aria-label={`Give a reason to sign off in spite of it: ${check.message}`}
              onClick={onOverride}
            >
              Give a reason
            </Button>
          )}
        </span>
      )}
    </li>
  )
}

function Override({
  override,
  isSigned,
}: {
  override: NonNullable<ReturnCheckFound['override']>
  isSigned: boolean
}) {
  const { person } = useWork()
  const client = useClient()
  const refresh = useReturnsRefresh()
  const withdrawing = useMutation({
    mutationFn: () => client.signedReturns.withdrawOverride({ id: override.id }),
    async onSuccess() {
      showDone('The reason is withdrawn. The error blocks sign-off again.')
      await refresh()
    },
    onError: (error) => showProblem(refusalOf(error), 'The reason was not withdrawn'),
  })
  const mayWithdraw = !isSigned && mayCall(access.signedReturns.withdrawOverride, person.roles)
  return (
    <div className={classes.override}>
      <IconUserCheck size={16} aria-hidden />
      <span>
        <strong>Does not block: </strong>
        {override.madeBy}, {instantWords(override.madeAt)}: “{override.reason}”
      </span>
      {mayWithdraw && (
        <Button
          variant="subtle"
          size="compact-xs"
          loading={withdrawing.isPending}
          aria-label={`Withdraw the reason: ${override.reason}`}
          onClick={() => withdrawing.mutate()}
        >
          Withdraw
        </Button>
      )}
    </div>
  )
}
