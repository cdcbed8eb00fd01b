import { Checkbox, Loader, Select, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { IconAlertTriangle, IconSearch } from '@tabler/icons-react'
import { useEffect, useMemo, useRef, useState } from 'react'
import { useParams } from 'wouter'
import { ruleKindLabels, ruleKinds } from '../../../shared/codes/rule-kinds.ts'
import type { RuleInWords } from '../../../shared/contract/triage.ts'
import { formatDate } from '../../../shared/format/dates.ts'
import { foldForSearch } from '../../../shared/format/names.ts'
import { refusalOf } from '../../app/refusal-of.ts'
import { useProcedures } from '../../app/rpc.tsx'
import { useWork } from '../../app/work-context.tsx'
import { EmptyState } from '../../components/empty-state.tsx'
import { Notice } from '../../components/notice.tsx'
import { PageHeader } from '../../components/page-header.tsx'
import { Problem } from '../../components/problem.tsx'
import { RuleCard } from './rule-card.tsx'
import classes from './rules.module.css'

const everyKind = 'all'

function textOf({ id, name, sentence, notes, source, note }: RuleInWords): string {
  return foldForSearch([id, name, sentence, ...notes, source, note].join(' '))
}

/** The rule set in use, grouped by service and by what a rule leads to, and searchable. */
export default function RulesScreen() {
  const procedures = useProcedures()
  const { services, serviceId } = useWork()
  const { ruleId } = useParams<{ ruleId?: string }>()
  const rules = useQuery(procedures.triage.rules.queryOptions())
  const [text, setText] = useState('')
  const [kind, setKind] = useState<string>(everyKind)
  const [onlyDisputed, setOnlyDisputed] = useState(false)
  const asked = useRef<HTMLElement>(null)
  const isRead = rules.data !== undefined
  useEffect(() => {
    if (!isRead || ruleId === undefined) return undefined
    // After the frame has taken the screen to its top.
    const frame = requestAnimationFrame(() => {
      asked.current?.scrollIntoView({ block: 'center' })
      asked.current?.focus({ preventScroll: true })
    })
    return () => cancelAnimationFrame(frame)
  }, [isRead, ruleId])

  const words = foldForSearch(text).split(/\s+/).filter(Boolean)
  const all = useMemo(() => rules.data?.rules ?? [], [rules.data])
  const shown = all.filter(
    (rule) =>
      (kind === everyKind || rule.kind === kind) &&
      (serviceId === null || rule.services.includes('all') || rule.services.includes(serviceId)) &&
      (!onlyDisputed || rule.decisions.otherwise > 0) &&
      words.every((word) => textOf(rule).includes(word)),
  )
  const groups = [
    { id: 'all', name: 'Every service' },
    ...services.filter(({ id }) => serviceId === null || id === serviceId),
    ...unlisted(all, services),
  ]
    .map((group) => ({ ...group, rules: shown.filter((rule) => rule.services.includes(group.id)) }))
    .filter((group) => group.rules.length > 0)

  return (
    <>
      <PageHeader
        title="Rules"
        description="What triage suggests and why. A rule suggests; a clinician decides. What nobody asked never sends a child away."
      />
      {rules.error ? (
        <Problem refusal={refusalOf(rules.error)} onRetry={() => void rules.refetch()} />
      ) : rules.data === undefined ? (
        <Loader aria-label="Reading the rules" />
      ) : (
        <>
          <Notice
            tone="warning"
            icon={IconAlertTriangle}
            title={rules.data.note || 'No note was left with these rules.'}
          >
            <span>
              Version {rules.data.version} by {rules.data.author || 'an author not recorded'}
              {rules.data.publishedAt !== null &&
                `, in this store since ${formatDate(rules.data.publishedAt.slice(0, 10))}`}
              . {all.length} rules, {all.filter((rule) => rule.enabled).length} switched on.
            </span>
          </Notice>
          <div className={classes.filters} role="search" aria-label="Rules">
            <TextInput
              className={classes.search}
              aria-label="Search in the rules"
              placeholder="Search: choking, 28 days, S01…"
              leftSection={<IconSearch size={16} aria-hidden />}
              value={text}
              onChange={(event) => setText(event.currentTarget.value)}
            />
            <Select
              aria-label="What the rule leads to"
              allowDeselect={false}
              data={[
                { value: everyKind, label: 'Whatever it leads to' },
                ...ruleKinds.map((each) => ({ value: each, label: ruleKindLabels[each] })),
              ]}
              value={kind}
              onChange={(next) => setKind(next ?? everyKind)}
            />
            <Checkbox
              label="Only where people decided otherwise"
              checked={onlyDisputed}
              onChange={(event) => setOnlyDisputed(event.currentTarget.checked)}
            />
            <span className={classes.count} role="status">
              {shown.length} of {all.length}
            </span>
          </div>
          {groups.length === 0 && (
            <EmptyState title="No rule fits">Search for fewer words, or show every kind of rule.</EmptyState>
          )}
          {groups.map((group) => (
            <section key={group.id} className={classes.group} aria-labelledby={`rules-${group.id}`}>
              <h2 id={`rules-${group.id}`}>{group.name}</h2>
              {ruleKinds.map((each) => {
                const ofKind = group.rules.filter((rule) => rule.kind === each)
                if (ofKind.length === 0) return null
                return (
                  <div key={each} className={classes.kind}>
                    <h3>{ruleKindLabels[each]}</h3>
                    {ofKind.map((rule) => (
                      <RuleCard
                        key={rule.id}
                        rule={rule}
                        {...(rule.id === ruleId ? { cardRef: asked } : {})}
                      />
                    ))}
                  </div>
                )
              })}
            </section>
          ))}
        </>
      )}
    </>
  )
}

/** Services that rules name and this store does not list. */
function unlisted(
  rules: readonly RuleInWords[],
  services: readonly { id: string }[],
): { id: string; name: string }[] {
  const known = new Set(['all', ...services.map(({ id }) => id)])
  const named = new Set(rules.flatMap((rule) => rule.services).filter((id) => !known.has(id)))
  return [...named].map((id) => ({ id, name: id }))
}
