import { Button, Group, Select } from '@mantine/core'
import { IconFolderPlus, IconPlus } from '@tabler/icons-react'
import { useRef } from 'react'
import type { RuleGroupProps } from 'react-querybuilder'
import { useCondition } from './condition-context.ts'
import { ConditionTest } from './condition-test.tsx'
import { conditionPath, type ConditionTree, emptyTest, isBare, isGroup } from './condition-tree.ts'
import { focusSoon, placeName } from './condition-focus.ts'
import classes from './editor.module.css'
import { MoveAndRemove } from './move-and-remove.tsx'

const combinators = [
  { value: 'and', label: 'All of these' },
  { value: 'or', label: 'Any of these' },
]

/** Tests that must all hold, or of which one is enough. */
export function ConditionGroup(props: RuleGroupProps) {
  const { path, actions, schema, translations } = props
  const group = props.ruleGroup as ConditionTree
  const { tree, place, problems } = useCondition()
  const box = useRef<HTMLDivElement>(null)
  const isRoot = path.length === 0
  const at = [place, isRoot ? '' : conditionPath(tree, path)].filter(Boolean).join('.')
  const own = `${at}.${group.combinator === 'or' ? 'any' : 'all'}`
  const name = placeName(path)
  const problem = problems.at(own) ?? (isBare(tree) ? undefined : problems.at(at))

  function add(kind: 'test' | 'group'): void {
    if (kind === 'test') actions.onRuleAdd({ ...emptyTest }, path)
    else
      actions.onGroupAdd(
        { combinator: group.combinator === 'or' ? 'and' : 'or', rules: [{ ...emptyTest }] },
        path,
      )
    focusSoon(box, `[data-part="${[...path, group.rules.length].join('-')}"] input`)
  }
  return (
    <div
      ref={box}
      role="group"
      aria-label={isRoot ? 'Condition' : `Group ${name}`}
      className={classes.group}
      data-nested={!isRoot || undefined}
      data-part={isRoot ? undefined : path.join('-')}
      data-id={props.id}
    >
      <Group gap="xs" justify="space-between" wrap="nowrap">
        <Select
          id={problems.idOf(own)}
          aria-label={isRoot ? 'How the tests count' : `How the tests of group ${name} count`}
          w={150}
          allowDeselect={false}
          data={combinators}
          value={group.combinator}
          onChange={(value) => value !== null && actions.onPropChange('combinator', value, path)}
          error={problem}
        />
        {!isRoot && (
          <MoveAndRemove
            {...props}
            what={`group ${name}`}
            box={box}
            onRemove={() => actions.onGroupRemove(path)}
          />
        )}
      </Group>
      {group.rules.map((part, index) => {
        const common = {
          path: [...path, index],
          actions,
          schema,
          translations,
          shiftUpDisabled: index === 0 && isRoot,
          shiftDownDisabled: index === group.rules.length - 1 && isRoot,
        }
        return isGroup(part) ? (
          <ConditionGroup
            key={part.id ?? index}
            {...common}
            {...(part.id ? { id: part.id } : {})}
            ruleGroup={part}
          />
        ) : (
          <ConditionTest
            key={part.id ?? index}
            {...common}
            {...(part.id ? { id: part.id } : {})}
            rule={part}
          />
        )
      })}
      <Group gap="xs">
        <Button
          variant="default"
          size="compact-sm"
          leftSection={<IconPlus size={14} aria-hidden />}
          onClick={() => add('test')}
        >
          Add a test{isRoot ? '' : ` to group ${name}`}
        </Button>
        <Button
          variant="subtle"
          size="compact-sm"
          leftSection={<IconFolderPlus size={14} aria-hidden />}
          onClick={() => add('group')}
        >
          Add a group{isRoot ? '' : ` inside ${name}`}
        </Button>
      </Group>
    </div>
  )
}
