import { Button, Kbd, Loader, Text } from '@mantine/core'
import { useMutation, useQuery } from '@tanstack/react-query'
import { IconUsers } from '@tabler/icons-react'
import { useMemo, useState } from 'react'
import { access, mayCall } from '../../../shared/contract/access.ts'
import type { LinkKind } from '../../../shared/contract/people.ts'
import { refusalOf } from '../../app/refusal-of.ts'
import { useClient, useProcedures } from '../../app/rpc.tsx'
import { type Shortcut, useShortcuts } from '../../app/shortcuts.tsx'
import { useWork } from '../../app/work-context.tsx'
import { Notice } from '../../components/notice.tsx'
import { Problem } from '../../components/problem.tsx'
import classes from './duplicates.module.css'
import { MergeDialog } from './merge-dialog.tsx'
import { SideBySide } from './side-by-side.tsx'
import { usePeopleDone } from './use-people.ts'

interface Choice {
  kind: LinkKind
  label: string
  keys: string
  sentence: string
}

const choices: readonly Choice[] = [
  {
    kind: 'twin',
    label: 'Twins',
    keys: 'Alt+W',
    sentence: 'Two children born together, named on both pages.',
  },
  {
    kind: 'sibling',
    label: 'Siblings',
    keys: 'Alt+B',
    sentence: 'Two children of one family, named on both pages.',
  },
  { kind: 'not_same', label: 'Not the same', keys: 'Alt+N', sentence: 'Remembered, and not asked again.' },
]

const mergeKeys = 'Alt+M'
const buttonId = (what: string) => `decide-as-${what}`

export interface DecidePairProps {
  leftId: string
  rightId: string
  foundOn: string | null
  /** The pair was decided: the caller shows the next. */
  onDecided: () => void
}

/** Two records side by side and what a person can decide about them, each by a button and a key. */
export function DecidePair({ leftId, rightId, foundOn, onDecided }: DecidePairProps) {
  const { person } = useWork()
  const client = useClient()
  const procedures = useProcedures()
  const done = usePeopleDone()
  const [isMerging, setIsMerging] = useState(false)
  const canDecide = mayCall(access.people.merge, person.roles)
  const pair = useQuery(procedures.people.compare.queryOptions({ input: { leftId, rightId } }))
  const linking = useMutation({
    mutationFn: (kind: LinkKind) => client.people.link({ leftId, rightId, kind }),
    onSuccess: async ({ linkId }, kind) => {
      onDecided()
      await done.linked(linkId, kind)
    },
  })
  useShortcuts(
    useMemo<Shortcut[]>(
      () =>
        canDecide
          ? [
              { keys: mergeKeys, label: 'Merge the two records', what: 'merge' },
              ...choices.map(({ keys, label, kind }) => ({ keys, label, what: kind })),
            ].map(({ keys, label, what }) => ({
              keys,
              label,
              group: 'Possible duplicates',
              // Through the button, so that a key does what a click would and nothing while it is disabled.
              run: () => document.getElementById(buttonId(what))?.click(),
            }))
          : [],
      [canDecide],
    ),
  )
  if (pair.error) return <Problem refusal={refusalOf(pair.error)} onRetry={() => void pair.refetch()} />
  if (!pair.data) return <Loader aria-label="Reading the two records" />
  const { whyNot, links } = pair.data
  return (
    <>
      {linking.error && <Problem refusal={refusalOf(linking.error)} title="Nothing was decided" />}
      <SideBySide pair={pair.data} foundOn={foundOn} />
      {whyNot !== null && <Notice tone="info" icon={IconUsers} title={`These cannot be merged. ${whyNot}`} />}
      {canDecide ? (
        <div className={classes.choices} role="group" aria-label="Decide">
          <div>
            <Button
              fullWidth
              id={buttonId('merge')}
              disabled={linking.isPending || whyNot !== null}
              aria-keyshortcuts={mergeKeys}
              aria-describedby="decide-merge-words"
              onClick={() => setIsMerging(true)}
            >
              Merge…
              <Kbd size="xs" ml={8}>
                Alt + M
              </Kbd>
            </Button>
            <Text id="decide-merge-words" size="sm" c="dimmed">
              One child, one record. Asks which details hold and why.
            </Text>
          </div>
          {choices.map((choice) => (
            <div key={choice.kind}>
              <Button
                variant="default"
                fullWidth
                id={buttonId(choice.kind)}
                disabled={linking.isPending || links.some((link) => link.kind === choice.kind)}
                aria-keyshortcuts={choice.keys}
                aria-describedby={`decide-${choice.kind}-words`}
                onClick={() => linking.mutate(choice.kind)}
              >
                {choice.label}
                <Kbd size="xs" ml={8}>
                  {choice.keys.replace('+', ' + ')}
                </Kbd>
              </Button>
              <Text id={`decide-${choice.kind}-words`} size="sm" c="dimmed">
                {choice.sentence}
              </Text>
            </div>
          ))}
        </div>
      ) : (
        <Text c="dimmed">Administrators and clinicians decide.</Text>
      )}
      {isMerging && (
        <MergeDialog
          pair={pair.data}
          onClose={() => setIsMerging(false)}
          onMerged={(mergeId, twice) => {
            setIsMerging(false)
            onDecided()
            void done.merged(mergeId, twice)
          }}
        />
      )}
    </>
  )
}
