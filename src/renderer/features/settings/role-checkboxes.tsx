import { Checkbox } from '@mantine/core'
import { type Role, roleLabels, roles } from '../../../shared/codes/roles.ts'
import { roleWords } from '../session/role-words.ts'
import classes from './settings.module.css'

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
      <div className={classes.roles}>
        {roles.map((role) => (
          <Checkbox key={role} value={role} label={roleLabels[role]} description={roleWords[role]} />
        ))}
      </div>
    </Checkbox.Group>
  )
}
