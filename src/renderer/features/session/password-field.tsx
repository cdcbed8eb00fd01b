import { PasswordInput, type PasswordInputProps } from '@mantine/core'
import { useState } from 'react'

/** Characters a new password needs; the backend refuses shorter ones. */
export const shortestPassword = 12

export interface PasswordFieldProps extends Pick<PasswordInputProps, 'label' | 'name' | 'error' | 'size'> {
  value: string
  onChange: (value: string) => void
  /** Whether it is chosen here rather than typed from memory. */
  isNew?: boolean
  /** Whether the cursor starts here. */
  isFirst?: boolean
}

/** A password that can be shown while typing, pasted, and filled in by a password manager. */
export function PasswordField({
  value,
  onChange,
  isNew = false,
  isFirst = false,
  ...input
}: PasswordFieldProps) {
  const [visible, setVisible] = useState(false)
  return (
    <PasswordInput
      size="md"
      {...input}
      aria-invalid={input.error ? true : undefined}
      data-first={isFirst || undefined}
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
      visible={visible}
      onVisibilityChange={setVisible}
      visibilityToggleButtonProps={{
        'aria-label': visible ? 'Hide the password' : 'Show the password',
        'aria-pressed': visible,
        tabIndex: 0,
      }}
      autoComplete={isNew ? 'new-password' : 'current-password'}
      {...(isNew ? { description: strengthWords(value) } : {})}
    />
  )
}

/** What a new password still needs, or that it is long enough. */
export function strengthWords(password: string): string {
  const length = [...password].length
  if (length === 0) {
    return `At least ${shortestPassword} characters. Three or four unrelated words work well.`
  }
  if (length < shortestPassword) {
    const more = shortestPassword - length
    return `${more} more ${more === 1 ? 'character' : 'characters'} needed. Spaces count.`
  }
  return length < shortestPassword + 4
    ? 'Long enough. One more word makes it much stronger.'
    : 'Long enough, and hard to guess if the words have nothing to do with you or the service.'
}
