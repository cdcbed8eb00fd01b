import { RulesLayout } from './rules-layout.tsx'
import { useTriageFigures } from './triage-figures.tsx'

/** The figures of triage beside the rules they speak of. */
export default function FiguresScreen() {
  const { description, actions, body } = useTriageFigures('Rules')
  return (
    <RulesLayout part="figures" title="Figures of triage" description={description} actions={actions}>
      {body}
    </RulesLayout>
  )
}
