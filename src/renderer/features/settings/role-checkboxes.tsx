import { Checkbox, Stack } from '@mantine/core'
import { type Role, roleLabels, roles } from '../../../shared/codes/roles.ts'
import { roleWords } from '../session/role-words.ts'

/** Which roles somebody has, each with what it allows. */
export function RoleCheckboxes({
  value,
  error,
  onChange,
}: {
  value: readonly Role[]
  error?: string | undefined
  onChange: (roles: Role[]) => void
}) {
  return (
    <Checkbox.Group
      label="Roles"
      description="More than one may be given."
      value={[...value]}
      error={error}
      onChange={(chosen) => onChange(roles.filter((role) => chosen.includes(role)))}
    >
      <Stack gap="sm" mt="sm">
        {roles.map((role) => (
          <Checkbox key={role} value={role} label={roleLabels[role]} description={roleWords[role]} />
        ))}
      </Stack>
    </Checkbox.Group>
  )
}
