import { Loader } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import type { RuleSetDiff } from '../../../shared/contract/rules.ts'
import type { RuleSetRef } from '../../../shared/contract/rule-set-ref.ts'
import { refusalOf } from '../../app/refusal-of.ts'
import { useProcedures } from '../../app/rpc.tsx'
import { EmptyState } from '../../components/empty-state.tsx'
import { Problem } from '../../components/problem.tsx'
import classes from './rules.module.css'

type ChangedRule = RuleSetDiff['changed'][number]

function Whole({ title, rules }: { title: string; rules: RuleSetDiff['added'] }) {
  return rules.map(({ ruleId, name, sentence }) => (
    <article key={ruleId} className={classes.difference} aria-label={`${title}: ${ruleId} ${name}`}>
      <h3>
        {title}: <span className={classes.id}>{ruleId}</span> {name}
      </h3>
      <p>{sentence}</p>
    </article>
  ))
}

function Changed({ ruleId, name, fields }: ChangedRule) {
  return (
    <article className={classes.difference} aria-label={`Changed: ${ruleId} ${name}`}>
      <h3>
        Changed: <span className={classes.id}>{ruleId}</span> {name}
      </h3>
      <table>
        <thead>
          <tr>
            <th scope="col">What</th>
            <th scope="col">Before</th>
            <th scope="col">After</th>
          </tr>
        </thead>
        <tbody>
          {fields.map(({ what, before, after }) => (
            <tr key={what}>
              <th scope="row">{what}</th>
              <td>{before}</td>
              <td>{after}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </article>
  )
}

/** What one rule set changes against another, rule by rule in words. */
export function Diff({ from, to }: { from: RuleSetRef; to: RuleSetRef }) {
  const { rules } = useProcedures()
  const diff = useQuery(rules.diff.queryOptions({ input: { from, to } }))
  if (diff.error) return <Problem refusal={refusalOf(diff.error)} onRetry={() => void diff.refetch()} />
  if (!diff.data) return <Loader aria-label="Comparing" />
  const { added, removed, changed, summary } = diff.data
  if (added.length + removed.length + changed.length === 0)
    return <EmptyState title="The rules are the same">Nothing differs between the two.</EmptyState>
  return (
    <div className={classes.diff}>
      <p>
        <strong>{summary}</strong> From {diff.data.from} to {diff.data.to}.
      </p>
      {changed.map((rule) => (
        <Changed key={rule.ruleId} {...rule} />
      ))}
      <Whole title="Added" rules={added} />
      <Whole title="Retired" rules={removed} />
    </div>
  )
}
