import { PageHeader } from '../../components/page-header.tsx'
import { useTriageFigures } from '../rules/index.ts'
import { TriageParts } from './triage-parts.tsx'

/** How triage is doing, for the people who triage. */
export default function TriageFiguresScreen() {
  const { description, actions, body } = useTriageFigures('Triage')
  return (
    <>
      <PageHeader title="How triage is doing" description={description} actions={actions} />
      <TriageParts current="figures" />
      {body}
    </>
  )
}
