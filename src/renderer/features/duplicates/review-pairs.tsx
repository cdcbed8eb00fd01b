import { Button, Group, Kbd, Loader, Text } from '@mantine/core'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { IconArrowLeft, IconArrowRight, IconCopyCheck } from '@tabler/icons-react'
import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { Link } from 'wouter'
import { refusalOf } from '../../app/refusal-of.ts'
import { useProcedures } from '../../app/rpc.tsx'
import { type Shortcut, useShortcuts } from '../../app/shortcuts.tsx'
import { EmptyState } from '../../components/empty-state.tsx'
import { formatCount } from '../../components/format-count.ts'
import { Problem } from '../../components/problem.tsx'
import { DecidePair } from './decide-pair.tsx'
import classes from './duplicates.module.css'
import { PairList } from './pair-list.tsx'

const pageSize = 100

/** The pairs nobody has decided: a list to pick from, and one of them to decide. */
export function ReviewPairs() {
  const procedures = useProcedures()
  const [at, setAt] = useState(0)
  const panel = useRef<HTMLElement>(null)
  const offset = Math.floor(at / pageSize) * pageSize
  const pairs = useQuery(
    procedures.children.duplicates.queryOptions({
      input: { offset, limit: pageSize },
      placeholderData: keepPreviousData,
    }),
  )
  const total = pairs.data?.total
  const isSettled = !pairs.isPlaceholderData
  const pair = pairs.data?.rows[at - offset]
  useEffect(() => {
    if (total !== undefined && isSettled && at > 0 && at >= total) setAt(Math.max(0, total - 1))
  }, [total, isSettled, at])
  const step = useCallback(
    (by: number) => setAt((before) => Math.min(Math.max(0, before + by), Math.max(0, (total ?? 1) - 1))),
    [total],
  )
  useShortcuts(
    useMemo<Shortcut[]>(
      () => [
        { keys: 'Alt+J', label: 'Later: the next pair', group: 'Possible duplicates', run: () => step(1) },
        { keys: 'Alt+K', label: 'The pair before', group: 'Possible duplicates', run: () => step(-1) },
      ],
      [step],
    ),
  )
  if (pairs.error) return <Problem refusal={refusalOf(pairs.error)} onRetry={() => void pairs.refetch()} />
  if (total === undefined || pairs.data === undefined) return <Loader aria-label="Reading the pairs" />
  if (total === 0)
    return (
      <EmptyState
        icon={IconCopyCheck}
        title="No pairs to review"
        actions={
          <Button component={Link} href="/referrals" variant="default">
            Back to referrals
          </Button>
        }
      >
        Pairs appear here when a child who is registered or imported looks like one already on the list.
      </EmptyState>
    )
  return (
    <div className={classes.review}>
      <PairList
        pairs={pairs.data.rows}
        offset={offset}
        total={total}
        current={pair?.pairId}
        onChoose={setAt}
      />
      <section
        ref={panel}
        tabIndex={-1}
        className={classes.pair}
        aria-label={`Pair ${Math.min(at + 1, total)} of ${total}`}
        aria-busy={!isSettled}
      >
        <Group justify="space-between" gap={8}>
          <Text fw={700}>
            Pair {formatCount(Math.min(at + 1, total))} of {formatCount(total)}
          </Text>
          <Group gap={8}>
            <Button
              variant="default"
              disabled={at === 0}
              aria-keyshortcuts="Alt+K"
              leftSection={<IconArrowLeft size={16} aria-hidden />}
              onClick={() => step(-1)}
            >
              Pair before
              <Kbd size="xs" ml={8}>
                Alt + K
              </Kbd>
            </Button>
            <Button
              variant="default"
              disabled={at + 1 >= total}
              aria-keyshortcuts="Alt+J"
              rightSection={<IconArrowRight size={16} aria-hidden />}
              onClick={() => step(1)}
            >
              Later
              <Kbd size="xs" ml={8}>
                Alt + J
              </Kbd>
            </Button>
          </Group>
        </Group>
        {pair && isSettled && (
          <DecidePair
            key={pair.pairId}
            leftId={pair.left.childId}
            rightId={pair.right.childId}
            foundOn={pair.foundOn}
            onDecided={() => panel.current?.focus()}
          />
        )}
      </section>
    </div>
  )
}
