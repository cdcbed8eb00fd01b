import { Button, Drawer, Group, List, Loader } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useLocation } from 'wouter'
import { ruleChangeLabels, type RuleBenchRow } from '../../../shared/contract/rule-bench.ts'
import { displayName } from '../../../shared/format/names.ts'
import { refusalOf } from '../../app/refusal-of.ts'
import { useProcedures } from '../../app/rpc.tsx'
import { Problem } from '../../components/problem.tsx'
import benchClasses from './bench.module.css'
import classes from './rules.module.css'
import { SaveExampleDialog } from './save-example-dialog.tsx'
import { useMayChangeRules } from './use-draft.ts'

/** A sentence without the version it names, so that two versions can be compared. */
function bare(sentence: string): string {
  return sentence.replace(/ \(v\d+\)/, '')
}

function Sentences({
  title,
  ruleSet,
  sentences,
  others,
}: {
  title: string
  ruleSet: string
  sentences: readonly string[]
  /** Those of the other side: what is not among them stands out. */
  others: readonly string[]
}) {
  const known = new Set(others.map(bare))
  return (
    <section className={benchClasses.why}>
      <h3>{title}</h3>
      <p className={classes.hint}>{ruleSet}</p>
      {sentences.length === 0 ? (
        <p>No rule fires.</p>
      ) : (
        <List spacing={4}>
          {sentences.map((sentence) => (
            <List.Item key={sentence}>
              {known.has(bare(sentence)) ? sentence : <strong>{sentence}</strong>}
            </List.Item>
          ))}
        </List>
      )}
    </section>
  )
}

function Why({ token, row }: { token: string; row: RuleBenchRow }) {
  const { rules } = useProcedures()
  const [, navigate] = useLocation()
  const mayChange = useMayChangeRules()
  const [isSaving, setIsSaving] = useState(false)
  const why = useQuery(rules.benchWhy.queryOptions({ input: { token, referralId: row.referralId } }))
  return (
    <>
      <table className={classes.table} aria-label="What would change">
        <thead>
          <tr>
            <th scope="col">What</th>
            <th scope="col">Now</th>
            <th scope="col">With these rules</th>
          </tr>
        </thead>
        <tbody>
          {row.changes.map(({ kind, before, after }) => (
            <tr key={kind}>
              <th scope="row">{ruleChangeLabels[kind]}</th>
              <td>{before}</td>
              <td>{after}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {why.error ? (
        <Problem refusal={refusalOf(why.error)} onRetry={() => void why.refetch()} />
      ) : why.data === undefined ? (
        <Loader aria-label="Reading the reasons" />
      ) : (
        <div className={benchClasses.whyPair}>
          <Sentences title="Why now" {...why.data.before} others={why.data.after.sentences} />
          <Sentences title="Why with these rules" {...why.data.after} others={why.data.before.sentences} />
        </div>
      )}
      <Group gap="sm">
        <Button
          variant="default"
          onClick={() => navigate(`/children/${row.childId}/referrals/${row.referralId}`)}
        >
          Open the child
        </Button>
        {mayChange && (
          <Button variant="default" onClick={() => setIsSaving(true)}>
            Save as a worked case…
          </Button>
        )}
      </Group>
      {isSaving && <SaveExampleDialog referralId={row.referralId} onClose={() => setIsSaving(false)} />}
    </>
  )
}

/** One child of the result: what would change, and why before and after, rule by rule. */
export function BenchWhyDrawer({
  token,
  row,
  onClose,
}: {
  token: string
  row: RuleBenchRow | null
  onClose: () => void
}) {
  return (
    <Drawer
      opened={row !== null}
      onClose={onClose}
      position="right"
      size="min(60rem, 92vw)"
      title={row && displayName(row)}
      closeButtonProps={{ 'aria-label': 'Close' }}
      classNames={{ title: classes.drawerTitle! }}
    >
      {row && (
        <div className={benchClasses.whyBody}>
          <Why token={token} row={row} />
        </div>
      )}
    </Drawer>
  )
}
