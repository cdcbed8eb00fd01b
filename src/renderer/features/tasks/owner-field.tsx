import { Select } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { type Role, roleLabels } from '../../../shared/codes/roles.ts'
import { useProcedures } from '../../app/rpc.tsx'
import { useWork } from '../../app/work-context.tsx'

export interface OwnerFieldProps {
  label: string
  /** Account id, or null for the team. */
  value: string | null
  onChange: (ownerId: string | null) => void
  /** The team it goes back to with nobody chosen. */
  teamRole?: Role
  takesFocus?: boolean
}

/** Chooses who has a task: oneself first, then everybody who works here, or the team. */
export function OwnerField({ label, value, onChange, teamRole, takesFocus = false }: OwnerFieldProps) {
  const procedures = useProcedures()
  const { person } = useWork()
  const people = useQuery(procedures.tasks.people.queryOptions())
  const others = (people.data ?? []).filter(({ id, roles }) => id !== person.id && roles.length > 0)
  const data = [
    { value: person.id, label: `${person.displayName} (you)` },
    {
      value: 'team',
      label: teamRole === undefined ? 'Back to the team' : `The team: ${roleLabels[teamRole].toLowerCase()}`,
    },
    ...others.map(({ id, name, roles }) => ({
      value: id,
      label: `${name} (${roles.map((role) => roleLabels[role].toLowerCase()).join(', ')})`,
    })),
  ]
  return (
    <Select
      label={label}
      data={data}
      value={value ?? 'team'}
      onChange={(chosen) => onChange(chosen === null || chosen === 'team' ? null : chosen)}
      allowDeselect={false}
      searchable
      {...(takesFocus ? { 'data-autofocus': true } : {})}
    />
  )
}
