import { Button, Kbd, Loader } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { IconChartBar, IconTable } from '@tabler/icons-react'
import { type ReactNode, useMemo, useState } from 'react'
import { formatDate } from '../../../shared/format/dates.ts'
import { refusalOf } from '../../app/refusal-of.ts'
import { useProcedures } from '../../app/rpc.tsx'
import { useShortcuts } from '../../app/shortcuts.tsx'
import { useServiceScope, useWork } from '../../app/work-context.tsx'
import { EmptyState } from '../../components/empty-state.tsx'
import { Problem } from '../../components/problem.tsx'
import { DecisionFigure, OverridesFigure, ReturnsFigure, WaitsFigure } from './figure-charts.tsx'
import { Charts } from './chart-panel.tsx'
import chartsClasses from './charts.module.css'
import { DecisionsDrawer, type RuleWithDecisions } from './decisions-drawer.tsx'

export interface TriageFigures {
  description: string
  /** The button between charts and tables. */
  actions: ReactNode
  body: ReactNode
}

/**
 * How triage went in the last 12 months: what was departed from, how soon, and what came back. `group` is the heading
 * of its key in the help sheet, the name of the screen.
 */
export function useTriageFigures(group: string): TriageFigures {
  const { rules } = useProcedures()
  const { services } = useWork()
  const scope = useServiceScope()
  const [asTables, setAsTables] = useState(false)
  const [behind, setBehind] = useState<RuleWithDecisions | null>(null)
  const measures = useQuery(rules.measures.queryOptions({ input: { ...(scope && { services: scope }) } }))
  useShortcuts(
    useMemo(
      () => [
        {
          keys: 'Alt+T',
          label: 'Charts or tables',
          group,
          run: () => setAsTables((before) => !before),
        },
      ],
      [group],
    ),
  )
  const { data } = measures
  const isEmpty =
    data !== undefined &&
    data.achievedWaits.length +
      data.overrides.length +
      data.timeToDecision.length +
      data.returnRates.length ===
      0
  return {
    description: data
      ? `From ${formatDate(data.from)} to ${formatDate(data.asAt)}.`
      : 'What the last 12 months show.',
    actions: (
      <Button
        variant="default"
        aria-keyshortcuts="Alt+T"
        leftSection={asTables ? <IconChartBar size={16} aria-hidden /> : <IconTable size={16} aria-hidden />}
        rightSection={<Kbd size="xs">Alt + T</Kbd>}
        onClick={() => setAsTables(!asTables)}
      >
        {asTables ? 'Show charts' : 'Show tables'}
      </Button>
    ),
    body: (
      <>
        {measures.error ? (
          <Problem refusal={refusalOf(measures.error)} onRetry={() => void measures.refetch()} />
        ) : data === undefined ? (
          <Loader aria-label="Counting" />
        ) : isEmpty ? (
          <EmptyState icon={IconChartBar} title="Nothing to show yet">
            Figures appear once referrals have been decided on the Triage screen and children have been seen.
          </EmptyState>
        ) : (
          <Charts key={String(asTables)}>
            {data.overrides.length > 0 && (
              <OverridesFigure measures={data} asTables={asTables} onDecisions={setBehind} />
            )}
            {data.timeToDecision.length > 0 && (
              <DecisionFigure measures={data} asTables={asTables} services={services} />
            )}
            {data.achievedWaits.length > 0 && <WaitsFigure measures={data} asTables={asTables} />}
            {data.returnRates.length > 0 && <ReturnsFigure measures={data} asTables={asTables} />}
            {data.overrides.length === 0 && (
              <section className={chartsClasses.chart}>
                <h2>Decisions otherwise than suggested, by rule</h2>
                <p className={chartsClasses.missing}>
                  Nobody has decided on the Triage screen while a rule fired in these 12 months.
                </p>
              </section>
            )}
          </Charts>
        )}
        <DecisionsDrawer rule={behind} onClose={() => setBehind(null)} />
      </>
    ),
  }
}
