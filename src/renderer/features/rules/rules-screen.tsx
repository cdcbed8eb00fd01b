import { Button, Checkbox, Loader, SegmentedControl, Select, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { IconAlertTriangle, IconDownload, IconPlus, IconSearch } from '@tabler/icons-react'
import { useEffect, useMemo, useRef, useState } from 'react'
import { useLocation, useParams } from 'wouter'
import { ruleKindLabels, ruleKinds } from '../../../shared/codes/rule-kinds.ts'
import type { RuleInWords } from '../../../shared/contract/rules.ts'
import { foldForSearch } from '../../../shared/format/names.ts'
import { refusalOf } from '../../app/refusal-of.ts'
import { useClient, useProcedures } from '../../app/rpc.tsx'
import { useWork } from '../../app/work-context.tsx'
import { Confirm } from '../../components/confirm.tsx'
import { EmptyState } from '../../components/empty-state.tsx'
import { Notice } from '../../components/notice.tsx'
import { Problem } from '../../components/problem.tsx'
import { showDone, showProblem } from '../../components/undo-toast.tsx'
import { DecisionsDrawer } from './decisions-drawer.tsx'
import { type DraftMark, RuleCard } from './rule-card.tsx'
import classes from './rules.module.css'
import { RulesLayout } from './rules-layout.tsx'
import { changeCount, useDraft, useDraftChange, useMayChangeRules } from './use-draft.ts'
import { counted, dayOf } from './words.ts'
import { useExport } from './use-export.ts'

const everyKind = 'all'
type Shown = 'published' | 'draft'

function textOf({ id, name, sentence, notes, source, note }: RuleInWords): string {
  return foldForSearch([id, name, sentence, ...notes, source, note].join(' '))
}

/** The rules in use and those of the draft, grouped by service and by what a rule leads to, and searchable. */
export default function RulesScreen() {
  const client = useClient()
  const procedures = useProcedures()
  const [, navigate] = useLocation()
  const { services, serviceId } = useWork()
  const { ruleId } = useParams<{ ruleId?: string }>()
  const mayChange = useMayChangeRules()
  const rules = useQuery(procedures.rules.current.queryOptions())
  const draft = useDraft()
  const [chosen, setChosen] = useState<Shown | null>(null)
  const [text, setText] = useState('')
  const [kind, setKind] = useState<string>(everyKind)
  const [onlyDisputed, setOnlyDisputed] = useState(false)
  const [behind, setBehind] = useState<RuleInWords | null>(null)
  const [retiring, setRetiring] = useState<RuleInWords | null>(null)
  const exporting = useExport()
  const retire = useDraftChange((id: string, draftVersion) =>
    client.rules.removeRule({ draftVersion, ruleId: id }),
  )
  const asked = useRef<HTMLElement>(null)
  const hasDraft = draft.data !== undefined && changeCount(draft.data) > 0
  const shownSet: Shown = hasDraft ? (chosen ?? (mayChange ? 'draft' : 'published')) : 'published'
  const isRead = rules.data !== undefined && draft.data !== undefined
  useEffect(() => {
    if (!isRead || ruleId === undefined) return undefined
    // After the frame has taken the screen to its top.
    const frame = requestAnimationFrame(() => {
      asked.current?.scrollIntoView({ block: 'center' })
      asked.current?.focus({ preventScroll: true })
    })
    return () => cancelAnimationFrame(frame)
  }, [isRead, ruleId])

  const published = useMemo(() => rules.data?.rules ?? [], [rules.data])
  const all = useMemo(
    () => (shownSet === 'draft' ? (draft.data?.inWords ?? []) : published),
    [shownSet, draft.data, published],
  )
  const marks = useMemo(() => marksOf(all, published), [all, published])
  const words = foldForSearch(text).split(/\s+/).filter(Boolean)
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
    <RulesLayout
      part="rules"
      title="Rules"
      description="What triage suggests and why. A rule suggests; a clinician decides. What nobody asked never sends a child away."
      actions={
        <>
          <Button
            variant="default"
            leftSection={<IconDownload size={16} aria-hidden />}
            loading={exporting.isPending}
            onClick={() =>
              rules.data &&
              exporting.mutate(
                shownSet === 'draft' ? { kind: 'draft' } : { kind: 'version', version: rules.data.version },
              )
            }
          >
            Export
          </Button>
          {mayChange && (
            <Button
              leftSection={<IconPlus size={16} aria-hidden />}
              onClick={() => navigate('/rules/new/rule')}
            >
              New rule
            </Button>
          )}
        </>
      }
    >
      {rules.error || draft.error ? (
        <Problem
          refusal={refusalOf(rules.error ?? draft.error)}
          onRetry={() => {
            void rules.refetch()
            void draft.refetch()
          }}
        />
      ) : rules.data === undefined || draft.data === undefined ? (
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
                `, in this store since ${dayOf(rules.data.publishedAt)}`}. {published.length} rules,{' '}
              {published.filter((rule) => rule.enabled).length} switched on.
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
            {hasDraft && (
              <SegmentedControl
                size="xs"
                aria-label="Which rules are shown"
                data={[
                  { value: 'draft', label: 'Draft' },
                  { value: 'published', label: 'In use' },
                ]}
                value={shownSet}
                onChange={(value) => setChosen(value as Shown)}
              />
            )}
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
                        mark={shownSet === 'draft' ? (marks.get(rule.id) ?? null) : null}
                        mayChange={mayChange}
                        onDecisions={() => setBehind(rule)}
                        onRetire={() => setRetiring(rule)}
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
      <DecisionsDrawer rule={behind} onClose={() => setBehind(null)} />
      <Confirm
        opened={retiring !== null}
        title={`Retire rule ${retiring?.id ?? ''}?`}
        action={`Retire ${retiring?.id ?? ''} in the draft`}
        cancel="Keep the rule"
        destructive
        onConfirm={async () => {
          if (retiring === null) return
          try {
            await retire.mutateAsync(retiring.id)
            showDone(`Rule ${retiring.id} is retired in the draft.`)
          } catch (error) {
            showProblem(refusalOf(error), 'The rule was not retired')
          }
        }}
        onClose={() => setRetiring(null)}
      >
        {retiring?.name}. It goes on firing until the draft is published. Past decisions keep the rules they
        saw
        {retiring !== null && retiring.decisions.made > 0
          ? `: ${counted(retiring.decisions.made, 'decision')} in the last 12 months.`
          : '.'}
      </Confirm>
    </RulesLayout>
  )
}

/** Rules of the draft that the published set does not hold, or holds otherwise. */
function marksOf(all: readonly RuleInWords[], published: readonly RuleInWords[]): Map<string, DraftMark> {
  const before = new Map(published.map((rule) => [rule.id, wordsOf(rule)]))
  return new Map(
    all.map((rule) => {
      const was = before.get(rule.id)
      return [rule.id, was === undefined ? 'added' : was === wordsOf(rule) ? null : 'changed'] as const
    }),
  )
}

function wordsOf({
  name,
  sentence,
  source,
  note,
  enabled,
  services,
  confidence,
  detailConfidence,
}: RuleInWords): string {
  return JSON.stringify([name, sentence, source, note, enabled, services, confidence, detailConfidence])
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
