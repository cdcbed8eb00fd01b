import { Radio, Select, Stack } from '@mantine/core'
import {
  type DisclosurePolicyId,
  disclosurePolicies,
  disclosurePolicyIds,
} from '../../../shared/codes/disclosure-policies.ts'
import type { ListDescription } from '../../../shared/contract/list-exports.ts'
import classes from './list-export.module.css'
import type { Percentages, ShapeDraft } from './shape-draft.ts'

const nothing = 'nothing'

const percentageWords: Record<Percentages, string> = {
  none: 'No percentages',
  of_row: 'Percentages of each row',
  of_column: 'Percentages of each column',
  of_total: 'Percentages of all',
}

export interface CountFieldsProps {
  groupings: ListDescription['groupings']
  draft: ShapeDraft
  onChange: (part: Partial<ShapeDraft>) => void
}

/** What children are counted by, and what becomes of small numbers. */
export function CountFields({ groupings, draft, onChange }: CountFieldsProps) {
  const options = groupings.map(({ id, label }) => ({ value: id, label }))
  const others = options.filter(({ value }) => value !== draft.rows)
  return (
    <Stack gap="md">
      <div className={classes.fields}>
        <Select
          label="Rows"
          allowDeselect={false}
          searchable
          value={draft.rows}
          data={options}
          onChange={(rows) =>
            rows !== null && onChange({ rows, columns: draft.columns === rows ? null : draft.columns })
          }
        />
        <Select
          label="Columns"
          allowDeselect={false}
          searchable
          value={draft.columns ?? nothing}
          data={[{ value: nothing, label: 'None: one count for each row' }, ...others]}
          onChange={(columns) => onChange({ columns: columns === nothing ? null : columns })}
        />
        <Select
          label="Percentages"
          description="Worked from what is shown"
          inputWrapperOrder={['label', 'input', 'description']}
          allowDeselect={false}
          value={draft.percentages}
          data={Object.entries(percentageWords).map(([value, label]) => ({ value, label }))}
          onChange={(value) => value !== null && onChange({ percentages: value as Percentages })}
        />
      </div>
      <Radio.Group
        label="Small numbers"
        value={draft.policy}
        onChange={(policy) => onChange({ policy: policy as DisclosurePolicyId })}
      >
        <div className={classes.policies}>
          {disclosurePolicyIds.map((id) => (
            <Radio
              key={id}
              value={id}
              classNames={{ description: classes.small! }}
              label={disclosurePolicies[id].label}
              description={`${disclosurePolicies[id].sentence} ${disclosurePolicies[id].use}`}
            />
          ))}
        </div>
      </Radio.Group>
    </Stack>
  )
}
