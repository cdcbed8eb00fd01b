import { Group, MultiSelect, Select, Switch, Text, Textarea, TextInput } from '@mantine/core'
import { IconGavel } from '@tabler/icons-react'
import { useId } from 'react'
import type { RuleDraft } from '../../../shared/contract/rules.ts'
import { type RuleConfidence, ruleConfidences, type TriageRule } from '../../../shared/triage/rules.ts'
import { useWork } from '../../app/work-context.tsx'
import { Notice } from '../../components/notice.tsx'
import classes from './editor.module.css'
import type { PlaceProblems } from './place-problems.ts'
import { nextRuleId } from './rule-form.ts'
import { criterionWords, detailWords } from './words.ts'

interface FieldsProps {
  rule: TriageRule
  set: (part: Partial<TriageRule>) => void
  problems: PlaceProblems
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}

/** What the rule is called, whom it is for, and whether it is switched on. */
export function RuleAboutFields(props: FieldsProps & { isNew: boolean; draft: RuleDraft }) {
  const { rule, set, problems, isNew, draft } = props
  const { services } = useWork()
  const title = useId()
  const known = new Set(['all', ...services.map(({ id }) => id)])
  const data = [
    { value: 'all', label: 'Every service' },
    ...services.map(({ id, name }) => ({ value: id, label: name })),
    ...rule.services.filter((id) => !known.has(id)).map((id) => ({ value: id, label: id })),
  ]
  function chooseServices(next: string[]): void {
    const chosen = next.at(-1) === 'all' ? ['all'] : next.filter((id) => id !== 'all')
    const isOwnId = isNew && rule.id === nextRuleId(draft.rules, rule.services)
    set({ services: chosen, ...(isOwnId && { id: nextRuleId(draft.rules, chosen) }) })
  }
  return (
    <section className={classes.panel} aria-labelledby={title}>
      <h2 id={title}>About the rule</h2>
      {!rule.locallyConfigurable && (
        <Notice tone="warning" icon={IconGavel} title="This rule follows a law or a national standard">
          <Text size="md">
            It is not meant to differ from place to place. Say in the note why it has to here.
          </Text>
        </Notice>
      )}
      <Group align="flex-start" gap="md" wrap="nowrap">
        <TextInput
          id={problems.idOf('id')}
          className={classes.ruleId}
          label="Short id"
          required
          readOnly={!isNew}
          variant={isNew ? 'default' : 'filled'}
          maxLength={20}
          value={rule.id}
          onChange={(event) => set({ id: event.currentTarget.value.trim() })}
          error={problems.at('id')}
        />
        <TextInput
          id={problems.idOf('name')}
          className={classes.ruleName}
          label="Name"
          required
          maxLength={500}
          value={rule.name}
          onChange={(event) => set({ name: event.currentTarget.value })}
          error={problems.at('name')}
        />
      </Group>
      <MultiSelect
        id={problems.idOf('services')}
        label="Services"
        required
        data={data}
        value={rule.services}
        onChange={chooseServices}
        error={problems.at('services') ?? problems.at('service')}
      />
      <Switch
        id={problems.idOf('enabled')}
        label={rule.enabled ? 'Switched on' : 'Switched off: kept, but never fires'}
        checked={rule.enabled}
        onChange={(event) => set({ enabled: event.currentTarget.checked })}
      />
    </section>
  )
}

const confidenceOptions = (words: Record<RuleConfidence, string>) =>
  ruleConfidences.map((value) => ({ value, label: capital(words[value]) }))

/** Where the rule comes from and how well it is founded. */
export function RuleSourceFields({ rule, set, problems }: FieldsProps) {
  const title = useId()
  return (
    <section className={classes.panel} aria-labelledby={title}>
      <h2 id={title}>Where it comes from</h2>
      <Textarea
        id={problems.idOf('source')}
        label="Source"
        description="The guideline, policy or person that asks for it"
        rows={2}
        maxLength={1000}
        value={rule.source}
        onChange={(event) => set({ source: event.currentTarget.value })}
        error={problems.at('source')}
      />
      <Group align="flex-start" gap="md" grow>
        <Select
          id={problems.idOf('confidence')}
          label="The criterion is"
          allowDeselect={false}
          data={confidenceOptions(criterionWords)}
          value={rule.confidence}
          onChange={(value) => value !== null && set({ confidence: value as RuleConfidence })}
          error={problems.at('confidence')}
        />
        <Select
          id={problems.idOf('detailConfidence')}
          label="Its number or exact action is"
          allowDeselect={false}
          data={confidenceOptions(detailWords)}
          value={rule.detailConfidence}
          onChange={(value) => value !== null && set({ detailConfidence: value as RuleConfidence })}
          error={problems.at('detailConfidence')}
        />
      </Group>
      <Textarea
        id={problems.idOf('note')}
        label="Note"
        description="Why it is as it is here; what to keep in mind"
        rows={3}
        maxLength={2000}
        value={rule.note}
        onChange={(event) => set({ note: event.currentTarget.value })}
        error={problems.at('note')}
      />
    </section>
  )
}
