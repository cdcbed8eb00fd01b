import { Button, Group } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { IconArchive, IconChevronRight, IconCircleCheck, IconCircleX } from '@tabler/icons-react'
import { formatDate } from '../../../shared/format/dates.ts'
import type { RuleExample } from '../../../shared/contract/rules.ts'
import { refusalOf } from '../../app/refusal-of.ts'
import { useClient } from '../../app/rpc.tsx'
import { showDone, showProblem } from '../../components/undo-toast.tsx'
import { ToneBadge } from '../../components/tone-badge.tsx'
import { caseName, faultWords, resultWords } from './cases-result.tsx'
import casesClasses from './cases.module.css'
import classes from './rules.module.css'
import { useRulesRefresh } from './use-draft.ts'

export interface ExampleCardProps {
  example: RuleExample
  mayChange: boolean
  onChange: () => void
  onRetire: () => void
}

function Result({ example: { retired, result } }: { example: RuleExample }) {
  if (retired !== null)
    return (
      <ToneBadge tone="neutral" icon={IconArchive}>
        Retired
      </ToneBadge>
    )
  return result.passes ? (
    <ToneBadge tone="success" icon={IconCircleCheck}>
      Passes
    </ToneBadge>
  ) : (
    <ToneBadge tone="danger" icon={IconCircleX} strong>
      Fails
    </ToneBadge>
  )
}

function whence({ origin, changedBy, changedOn }: RuleExample): string {
  if (changedBy === null) return origin === 'shipped' ? 'Came with the app.' : 'Saved here.'
  const on = changedOn === null ? '' : ` on ${formatDate(changedOn)}`
  return origin === 'shipped'
    ? `Came with the app, changed by ${changedBy}${on}.`
    : `Saved here by ${changedBy}${on}.`
}

/** One worked case: its answers, what must fire, what fired and why. */
export function ExampleCard({ example, mayChange, onChange, onRetire }: ExampleCardProps) {
  const client = useClient()
  const refresh = useRulesRefresh()
  const { name, factsInWords, result, retired, exampleId, version } = example
  const restoring = useMutation({
    mutationFn: () => client.rules.restoreExample({ exampleId, version }),
    onSuccess: () => {
      showDone(`“${name}” runs again.`)
      void refresh()
    },
    onError: (error) => showProblem(refusalOf(error), 'The case was not taken back'),
  })
  return (
    <details className={casesClasses.case}>
      <summary>
        <IconChevronRight size={14} aria-hidden />
        <Result example={example} />
        <strong>{caseName(example)}</strong>
        <span className={casesClasses.caseResult}>{resultWords(example)}</span>
      </summary>
      <div className={casesClasses.caseBody}>
        {!result.passes && retired === null && <p className={classes.fault}>{faultWords(example)}</p>}
        <dl className={casesClasses.facts}>
          {factsInWords.map(({ label, value }) => (
            <div key={label}>
              <dt>{label}</dt>
              <dd>{value}</dd>
            </div>
          ))}
        </dl>
        {result.sentences.length > 0 && (
          <ul>
            {result.sentences.map((sentence) => (
              <li key={sentence}>{sentence}</li>
            ))}
          </ul>
        )}
        <p className={classes.hint}>
          {whence(example)}
          {retired && ` Retired by ${retired.by} on ${formatDate(retired.on)}: ${retired.reason}`}
        </p>
        {mayChange && (
          <Group gap="xs">
            {retired === null ? (
              <>
                <Button variant="default" size="compact-sm" onClick={onChange}>
                  Change what must fire…
                </Button>
                <Button variant="subtle" size="compact-sm" onClick={onRetire}>
                  Retire…
                </Button>
              </>
            ) : (
              <Button
                variant="default"
                size="compact-sm"
                loading={restoring.isPending}
                onClick={() => restoring.mutate()}
              >
                Run it again
              </Button>
            )}
          </Group>
        )}
      </div>
    </details>
  )
}
