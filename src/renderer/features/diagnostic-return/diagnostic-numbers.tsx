import type { ReactNode } from 'react'
import type { DiagnosticReturn } from '../../../shared/contract/diagnostic-return.ts'
import classes from './diagnostic-return.module.css'
import { daysWords, type DiagnosticFigure, percentWords } from './figures.ts'
import { OpeningNumber } from './opening-number.tsx'

interface NumbersProps {
  figures: DiagnosticReturn
  onOpen: (figure: DiagnosticFigure) => void
}

function Group({ id, title, children }: { id: string; title: string; children: ReactNode }) {
  return (
    <section className={`cw-panel ${classes.group}`} aria-labelledby={id}>
      <h2 id={id}>{title}</h2>
      <dl>{children}</dl>
    </section>
  )
}

/** The figures beside the bands: totals, how long, and what was done in the month. */
export function DiagnosticNumbers({ figures, onOpen }: NumbersProps) {
  const { total, sixWeeksOrMore, thirteenWeeksOrMore, activity, laterContacts } = figures
  const number = (cell: string, count: number, words: string) => (
    <OpeningNumber figure={{ cell, count, words }} onOpen={onOpen} />
  )
  const share = percentWords(sixWeeksOrMore, total)
  return (
    <div className={classes.numbers}>
      <Group id="six-weeks-waiting" title="Waiting">
        <dt>In total</dt>
        <dd className={classes.main}>{number('total', total, 'waiting')}</dd>
        <dt>Six weeks or more</dt>
        <dd className={classes.main}>
          {number('six_weeks_or_more', sixWeeksOrMore, 'waiting six weeks or more')}
        </dd>
        <dt>Share of six weeks or more</dt>
        <dd>{share === '' ? '–' : share}</dd>
        <dt>13 weeks or more</dt>
        <dd>{number('thirteen_weeks_or_more', thirteenWeeksOrMore, 'waiting 13 weeks or more')}</dd>
      </Group>
      <Group id="six-weeks-long" title="How long they have waited">
        <dt>Half, at most</dt>
        <dd className={classes.main}>{daysWords(figures.medianDays)}</dd>
        <dt>95 in 100, at most</dt>
        <dd>{daysWords(figures.ninetyFifthDays)}</dd>
        <dt>National standard</dt>
        <dd>Under 1 % reach six weeks</dd>
      </Group>
      <Group id="six-weeks-activity" title="First assessments in the month">
        <dt>From the waiting list</dt>
        <dd>{number('waiting_list', activity.waitingList, 'assessed from the waiting list')}</dd>
        <dt>Planned</dt>
        <dd>{number('planned', activity.planned, 'assessed as planned')}</dd>
        <dt>Unscheduled (drop-in)</dt>
        <dd>{number('unscheduled', activity.unscheduled, 'assessed at a drop-in')}</dd>
        <dt>In all</dt>
        <dd className={classes.main}>{number('activity', activity.total, 'assessed in the month')}</dd>
        <dt>Later contacts, not counted</dt>
        <dd>{number('later_contacts', laterContacts, 'seen again in the month')}</dd>
      </Group>
    </div>
  )
}
