import { Button, Group } from '@mantine/core'
import { IconArrowsSplit2, IconTrash } from '@tabler/icons-react'
import { useState } from 'react'
import type { RuleBranch, RuleOutcome } from '../../../shared/triage/rules.ts'
import { ConditionEditor } from './condition-editor.tsx'
import classes from './editor.module.css'
import { OutcomeEditor } from './outcome-editor.tsx'
import type { PlaceProblems } from './place-problems.ts'

export interface BranchEditorProps {
  outcome: RuleOutcome
  onChange: (outcome: RuleOutcome) => void
  problems: PlaceProblems
}

const newBranch: RuleBranch = { if: { all: [{ field: '', op: 'eq' }] }, outcome: {} }

/** Effects that depend on a further condition: the first part that applies adds its own to those of the rule. */
export function BranchEditor({ outcome, onChange, problems }: BranchEditorProps) {
  const branches = outcome.branch ?? []
  // Parts have no ids of their own; these keep each editor with its part when one before it goes.
  const [keys, setKeys] = useState(() => branches.map((_, index) => index))
  function setBranches(next: RuleBranch[]): void {
    const { branch: _, otherwise, ...rest } = outcome
    onChange(next.length === 0 ? rest : { ...rest, branch: next, ...(otherwise && { otherwise }) })
  }
  function add(): void {
    setKeys([...keys, Math.max(-1, ...keys) + 1])
    setBranches([...branches, newBranch])
  }
  function remove(at: number): void {
    setKeys(keys.filter((_, index) => index !== at))
    setBranches(branches.filter((_, index) => index !== at))
  }
  function change(at: number, part: Partial<RuleBranch>): void {
    setBranches(branches.map((branch, index) => (index === at ? { ...branch, ...part } : branch)))
  }
  return (
    <>
      {branches.map((branch, index) => {
        const place = `outcome.branch[${index}]`
        return (
          <section key={keys[index]} className={classes.branch} aria-label={`Part ${index + 1}`}>
            <Group justify="space-between">
              <h4>{index === 0 ? 'If' : 'Otherwise, if'}</h4>
              <Button
                variant="subtle"
                size="compact-sm"
                leftSection={<IconTrash size={14} aria-hidden />}
                onClick={() => remove(index)}
              >
                Remove part {index + 1}
              </Button>
            </Group>
            <ConditionEditor
              start={branch.if}
              onChange={(condition) => change(index, { if: condition })}
              place={`${place}.if`}
              of="branch"
              problems={problems}
            />
            <h4>then as well</h4>
            <OutcomeEditor
              outcome={branch.outcome}
              onChange={(next) => change(index, { outcome: next })}
              place={`${place}.outcome`}
              problems={problems}
            />
          </section>
        )
      })}
      {outcome.otherwise && (
        <section className={classes.branch} aria-label="When no part applies">
          <Group justify="space-between">
            <h4>When no part applies</h4>
            <Button
              variant="subtle"
              size="compact-sm"
              leftSection={<IconTrash size={14} aria-hidden />}
              onClick={() => {
                const { otherwise: _, ...rest } = outcome
                onChange(rest)
              }}
            >
              Remove this part
            </Button>
          </Group>
          <OutcomeEditor
            outcome={outcome.otherwise}
            onChange={(otherwise) => onChange({ ...outcome, otherwise })}
            place="outcome.otherwise"
            problems={problems}
          />
        </section>
      )}
      <Group gap="xs">
        <Button
          variant="default"
          size="compact-sm"
          leftSection={<IconArrowsSplit2 size={14} aria-hidden />}
          onClick={add}
        >
          Add a part with its own condition
        </Button>
        {branches.length > 0 && !outcome.otherwise && (
          <Button variant="subtle" size="compact-sm" onClick={() => onChange({ ...outcome, otherwise: {} })}>
            Add what happens when no part applies
          </Button>
        )}
      </Group>
    </>
  )
}
