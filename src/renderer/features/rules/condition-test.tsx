import { Select } from '@mantine/core'
import { IconHelpCircle, IconShieldCheck } from '@tabler/icons-react'
import { useMemo, useRef } from 'react'
import type { RuleProps } from 'react-querybuilder'
import { triageField, triageFieldGroups, triageFields } from '../../../shared/codes/triage-fields.ts'
import { blankMeaning, blankWords } from '../../../shared/triage/blank-meaning.ts'
import { protectiveOperators } from '../../../shared/triage/rules.ts'
import { useCondition } from './condition-context.ts'
import { placeName } from './condition-focus.ts'
import { chosenTest, conditionPath, type TreeTest } from './condition-tree.ts'
import classes from './editor.module.css'
import { MoveAndRemove } from './move-and-remove.tsx'
import { operatorLabels, operatorsFor, takesValue, valueFor } from './operators.ts'
import { TestValue } from './test-value.tsx'

const groupNames: Record<(typeof triageFieldGroups)[number], string> = {
  identity: 'Child',
  catchment: 'Area',
  referral: 'Referral',
  consent: 'Consent',
  circumstances: 'Circumstances',
  history: 'History and waiting',
  'target dates': 'Dates that targets count from',
}

const fieldOptions = triageFieldGroups.map((group) => ({
  group: groupNames[group],
  items: triageFields
    // The last run's figure belongs to "has just passed" and is never asked about alone.
    .filter((field) => field.group === group && field.name !== 'weeksWaitingLastRun')
    .map(({ name, label }) => ({ value: name, label: label.charAt(0).toUpperCase() + label.slice(1) })),
}))

/** One question about one field, with what a blank does to the whole in words. */
export function ConditionTest(props: RuleProps) {
  const { path, actions } = props
  const test = props.rule as TreeTest
  const { tree, condition, place, of, problems } = useCondition()
  const box = useRef<HTMLDivElement>(null)
  const name = placeName(path)
  const at = [place, conditionPath(tree, path)].filter(Boolean).join('.')
  const field = triageField(test.field)
  const chosen = chosenTest(test)
  const words = useMemo(() => {
    if (chosen === null) return null
    return {
      text: blankWords(blankMeaning(condition, chosen), of),
      isKept: protectiveOperators.includes(chosen.op),
    }
  }, [chosen, condition, of])
  const Icon = words?.isKept ? IconShieldCheck : IconHelpCircle

  function change(next: TreeTest): void {
    if (next.field !== test.field) actions.onPropChange('field', next.field, path)
    if (next.operator !== test.operator) actions.onPropChange('operator', next.operator, path)
    actions.onPropChange('value', next.value, path)
  }
  function chooseField(to: string): void {
    const chosenField = triageField(to)
    if (!chosenField || to === test.field) return
    const [first = 'present'] = operatorsFor(chosenField, '')
    change({ field: to, operator: first, value: valueFor(chosenField, first, undefined) })
  }
  function chooseOperator(to: string): void {
    if (!field) return
    const op = operatorsFor(field, to).find((each) => each === to)
    if (op) change({ ...test, operator: op, value: valueFor(field, op, test.value) })
  }
  return (
    <div
      ref={box}
      role="group"
      aria-label={`Test ${name}`}
      className={classes.test}
      data-part={path.join('-')}
      data-id={props.id}
    >
      <div className={classes.testRow}>
        <Select
          id={problems.idOf(`${at}.field`)}
          className={classes.field}
          aria-label={`Test ${name}: what it asks about`}
          placeholder="Choose a field"
          searchable
          allowDeselect={false}
          maxDropdownHeight={320}
          nothingFoundMessage="No field by that name"
          data={fieldOptions}
          value={test.field === '' ? null : test.field}
          onChange={(value) => value !== null && chooseField(value)}
          error={problems.at(`${at}.field`) ?? problems.at(at)}
        />
        {field && (
          <Select
            id={problems.idOf(`${at}.op`)}
            className={classes.operator}
            aria-label={`Test ${name}: how it compares`}
            allowDeselect={false}
            data={operatorsFor(field, test.operator).map((op) => ({ value: op, label: operatorLabels[op] }))}
            value={test.operator}
            onChange={(value) => value !== null && chooseOperator(value)}
            error={problems.at(`${at}.op`)}
          />
        )}
        {field && chosen && takesValue(chosen.op) && (
          <TestValue
            id={problems.idOf(`${at}.value`)}
            label={`Test ${name}: answer`}
            field={field}
            op={chosen.op}
            value={test.value}
            onChange={(value) => actions.onPropChange('value', value, path)}
            error={problems.at(`${at}.value`)}
          />
        )}
        <span className={classes.testActions}>
          <MoveAndRemove
            {...props}
            what={`test ${name}`}
            box={box}
            onRemove={() => actions.onRuleRemove(path)}
          />
        </span>
      </div>
      {words && (
        <p className={classes.blank} data-kept={words.isKept || undefined}>
          <Icon size={14} aria-hidden />
          {words.text}
        </p>
      )}
    </div>
  )
}
