import { Anchor } from '@mantine/core'
import {
  IconAlertOctagon,
  IconAlertTriangle,
  IconArrowForwardUp,
  IconCalendarTime,
  IconChevronsUp,
  IconChevronUp,
  IconGavel,
  IconMessageQuestion,
  IconMinus,
} from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { type ReactNode, useState } from 'react'
import { Link } from 'wouter'
import { taskKindLabels } from '../../../shared/codes/task-kinds.ts'
import { priorityLabels } from '../../../shared/codes/priorities.ts'
import { rejectReasonLabels } from '../../../shared/codes/reject-reasons.ts'
import type { TriageItem, TriageSuggestion } from '../../../shared/contract/triage.ts'
import { formatAge } from '../../../shared/format/age.ts'
import { formatDate, longMonths } from '../../../shared/format/dates.ts'
import type { IconComponent } from '../../components/tone-badge.tsx'
import type { Tone } from '../../app/tokens.ts'
import { useProcedures } from '../../app/rpc.tsx'
import { useWork } from '../../app/work-context.tsx'
import { labelOf } from '../forms/index.ts'
import { SaveExampleDialog, useMayChangeRules } from '../rules/index.ts'
import classes from './triage.module.css'
import { noPrioritySuggested, suggestionTitle } from './words.ts'

function lookOf({ step, priority }: TriageSuggestion): { tone: Tone; icon: IconComponent } {
  if (step === 'ask') return { tone: 'info', icon: IconMessageQuestion }
  if (step === 'redirect') return { tone: 'info', icon: IconArrowForwardUp }
  if (priority === 'same_day') return { tone: 'danger', icon: IconAlertOctagon }
  if (priority === 'urgent') return { tone: 'danger', icon: IconChevronsUp }
  if (priority === 'soon') return { tone: 'warning', icon: IconChevronUp }
  if (priority === 'planned') return { tone: 'info', icon: IconCalendarTime }
  return { tone: 'neutral', icon: IconMinus }
}

function subtitleOf({ suggestion, dueByFor }: TriageItem, today: string): string | null {
  const { step, priority, plannedDueOn, targetInWords } = suggestion
  if (step === 'ask') {
    const then =
      priority === null ? '' : ` Then ${priorityLabels[priority].toLowerCase()}: ${targetInWords ?? ''}`
    return `Missing: ${suggestion.askFor.join(', ')}.${then}`
  }
  if (step === 'redirect') {
    const code = suggestion.redirect?.reasonCode ?? null
    return code === null ? null : labelOf(rejectReasonLabels, code)
  }
  if (priority === 'planned')
    return plannedDueOn === null ? 'Planned follow-up' : `Due on ${formatDate(plannedDueOn)}`
  if (priority === null) {
    const past = dueByFor.routine < today ? ', already past' : ''
    return `The rules suggest no priority; routine is the service’s own target: due by ${formatDate(dueByFor.routine)}${past}`
  }
  if (targetInWords === null) return 'The service’s own target'
  return targetInWords.charAt(0).toUpperCase() + targetInWords.slice(1)
}

function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className={classes.part}>
      <h3>{title}</h3>
      {children}
    </section>
  )
}

/** What the rules make of the referral, why in sentences, and what they would have people do. Never a decision. */
export function SuggestionView({ item }: { item: TriageItem }) {
  const { today } = useWork()
  const mayChangeRules = useMayChangeRules()
  const [isSavingCase, setIsSavingCase] = useState(false)
  const { suggestion } = item
  const { tone, icon: Icon } = lookOf(suggestion)
  const title = suggestionTitle(suggestion)
  const subtitle = subtitleOf(item, today)
  return (
    <div className={classes.suggestionBody}>
      <div className={classes.headline} data-tone={tone}>
        <Icon size={24} aria-hidden />
        <div>
          <h2>
            {title === null ? (
              noPrioritySuggested
            ) : (
              <>
                <span className={classes.suggested}>Suggested:</span> {title}
              </>
            )}
          </h2>
          {subtitle && <p>{subtitle}</p>}
        </div>
      </div>
      {suggestion.statutoryDueOn !== null && (
        <p className={classes.remark} data-tone="danger">
          <IconGavel size={16} aria-hidden />
          <span>
            <strong>Due by law on {formatDate(suggestion.statutoryDueOn)}</strong>, whatever the list
          </span>
        </p>
      )}
      {suggestion.cautions.map((caution) => (
        <p key={caution} className={classes.remark} data-tone="warning">
          <IconAlertTriangle size={16} aria-hidden />
          <span>{caution}</span>
        </p>
      ))}
      <Part title="Why">
        {suggestion.sentences.length === 0 ? (
          <p>No rule fired. Without one a referral is routine, in the order it was received.</p>
        ) : (
          <ul className={classes.reasons}>
            {suggestion.sentences.map(({ ruleId, text }) => (
              <li key={ruleId}>
                <Anchor component={Link} href={`/rules/${ruleId}`} aria-label={`Rule ${ruleId}`}>
                  {ruleId}
                </Anchor>
                {text.slice(ruleId.length)}
              </li>
            ))}
          </ul>
        )}
        {suggestion.suppressed !== null && <p className={classes.quiet}>{suggestion.suppressed}</p>}
      </Part>
      {suggestion.askFor.length > 0 && suggestion.step !== 'ask' && (
        <Part title="Missing">
          <p>{sentence(suggestion.askFor)}</p>
        </Part>
      )}
      <OpenTasks childId={item.child.childId} referralId={item.referral.referralId} />
      {item.firstContact !== null && (
        <Part title="Likely first contact">
          <p>
            {item.firstContact.on !== null && (
              <>
                About <strong>{monthWords(item.firstContact.on)}</strong>, aged{' '}
                {formatAge(item.child.dateOfBirth, item.firstContact.on)}.{' '}
              </>
            )}
            <span className={classes.quiet}>{item.firstContact.assumption}</span>
          </p>
        </Part>
      )}
      {isSavingCase && (
        <SaveExampleDialog referralId={item.referral.referralId} onClose={() => setIsSavingCase(false)} />
      )}
      <p className={classes.draft}>
        A suggestion, never a decision. Rules version {suggestion.ruleSetVersion}
        {suggestion.ruleSetNote === '' ? '.' : `: ${suggestion.ruleSetNote}`}
        {mayChangeRules && (
          <>
            {' '}
            <Anchor component="button" type="button" inherit onClick={() => setIsSavingCase(true)}>
              Save as worked case…
            </Anchor>
          </>
        )}
      </p>
    </div>
  )
}

/** Tasks that are shown; the tasks screen has the rest. */
const mostTasks = 3

/** What is to be done about the referral already, each with its date; why is on the child's page. */
function OpenTasks({ childId, referralId }: { childId: string; referralId: string }) {
  const procedures = useProcedures()
  const tasks = useQuery(procedures.tasks.forChild.queryOptions({ input: { childId } }))
  const open = (tasks.data ?? []).filter((task) => task.state === 'open' && task.referralId === referralId)
  if (open.length === 0) return null
  return (
    <Part title={open.length === 1 ? 'Open task' : `Open tasks: ${open.length}`}>
      <ul className={classes.lines}>
        {open.slice(0, mostTasks).map((task) => (
          <li key={task.id}>
            <span>
              {taskKindLabels[task.kind]} <span className={classes.quiet}>by {formatDate(task.dueOn)}</span>
            </span>
          </li>
        ))}
      </ul>
    </Part>
  )
}

/** "August 2027": a projection is never said to the day. */
function monthWords(date: string): string {
  return `${longMonths[Number(date.slice(5, 7)) - 1]} ${date.slice(0, 4)}`
}

function sentence(items: readonly string[]): string {
  const text = items.join(', ')
  return text.charAt(0).toUpperCase() + text.slice(1)
}
