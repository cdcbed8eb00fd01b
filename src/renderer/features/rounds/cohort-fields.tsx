import { Button, MultiSelect, NumberInput } from '@mantine/core'
import { validationWeeks } from '../../../shared/codes/rounds.ts'
import { useWork } from '../../app/work-context.tsx'
import { formatCount } from '../../components/format-count.ts'
import { mostAsked, type RoundDraft } from './round-draft.ts'
import classes from './rounds.module.css'

export interface CohortFieldsProps {
  draft: RoundDraft
  onChange: (part: Partial<RoundDraft>) => void
}

interface WeeksProps {
  label: string
  description: string
  value: number | null
  offered: readonly number[]
  onChange: (weeks: number | null) => void
}

/** A number of weeks, typed or taken from the usual ones; empty does not narrow. */
function Weeks({ label, description, value, offered, onChange }: WeeksProps) {
  return (
    <div className={classes.weeks}>
      <NumberInput
        label={label}
        description={description}
        placeholder="Any"
        suffix={value === 1 ? ' week' : ' weeks'}
        min={1}
        max={520}
        allowDecimal={false}
        allowNegative={false}
        clampBehavior="strict"
        value={value ?? ''}
        onChange={(typed) => onChange(typeof typed === 'number' && typed >= 1 ? typed : null)}
      />
      {offered.map((weeks) => (
        <Button
          key={weeks}
          variant={value === weeks ? 'light' : 'default'}
          size="sm"
          aria-pressed={value === weeks}
          aria-label={`${label}: ${weeks} weeks`}
          onClick={() => onChange(weeks)}
        >
          {weeks}
        </Button>
      ))}
      <Button
        variant={value === null ? 'light' : 'default'}
        size="sm"
        aria-pressed={value === null}
        aria-label={`${label}: any`}
        onClick={() => onChange(null)}
      >
        Any
      </Button>
    </div>
  )
}

/** Who is asked: rows chosen on the list, or by service, wait and silence. */
export function CohortFields({ draft, onChange }: CohortFieldsProps) {
  const { services } = useWork()
  if (draft.chosen !== null)
    return (
      <fieldset className={classes.fieldset}>
        <legend>Who is asked</legend>
        <p className={classes.quiet}>
          {formatCount(draft.chosen.count)} {draft.chosen.count === 1 ? 'referral' : 'referrals'} chosen on
          the waiting list.
        </p>
        <div>
          <Button variant="default" size="xs" onClick={() => onChange({ chosen: null, except: [] })}>
            Choose by wait instead
          </Button>
        </div>
      </fieldset>
    )
  return (
    <fieldset className={classes.fieldset}>
      <legend>Who is asked</legend>
      <MultiSelect
        label="Services"
        placeholder={draft.services.length === 0 ? 'All services' : undefined}
        data={services.map(({ id, name }) => ({ value: id, label: name }))}
        value={draft.services}
        searchable
        clearable
        clearButtonProps={{ 'aria-label': 'All services' }}
        onChange={(chosen) => onChange({ services: chosen })}
      />
      <Weeks
        label="Waited at least"
        description="Since the clock started."
        value={draft.waitedWeeks}
        offered={validationWeeks}
        onChange={(waitedWeeks) => onChange({ waitedWeeks })}
      />
      <Weeks
        label="Silent for at least"
        description="No two-way contact with the family."
        value={draft.silentWeeks}
        offered={[12]}
        onChange={(silentWeeks) => onChange({ silentWeeks })}
      />
      <NumberInput
        label="At most"
        description="Families, the longest waits first. As many as the team can answer."
        min={1}
        max={mostAsked}
        allowDecimal={false}
        allowNegative={false}
        thousandSeparator=","
        value={draft.atMost}
        onChange={(typed) => {
          if (typeof typed === 'number' && typed >= 1 && typed <= mostAsked) onChange({ atMost: typed })
        }}
      />
    </fieldset>
  )
}
