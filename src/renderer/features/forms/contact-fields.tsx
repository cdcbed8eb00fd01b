import { Button, TextInput } from '@mantine/core'
import { IconPlus, IconTrash } from '@tabler/icons-react'
import type { ContactInput } from '../../../shared/contract/children.ts'
import { AskedField } from './asked-field.tsx'
import classes from './forms.module.css'
import type { FieldProblems } from './use-field-problems.ts'

export interface ContactFieldsProps {
  contacts: readonly ContactInput[]
  onChange: (contacts: ContactInput[]) => void
  problems: FieldProblems
}

const mostContacts = 10
const nobody: ContactInput = {
  name: '',
  relationship: null,
  phone: null,
  email: null,
  parentalResponsibility: null,
  safeToContact: null,
}

/** The people around a child: who they are, whether they hold parental responsibility and are safe to contact. */
export function ContactFields({ contacts, onChange, problems }: ContactFieldsProps) {
  function change(index: number, part: Partial<ContactInput>): void {
    onChange(contacts.map((contact, at) => (at === index ? { ...contact, ...part } : contact)))
  }
  return (
    <div className={classes.fields}>
      {contacts.map((contact, index) => {
        const field = (name: string) => ({
          id: problems.idOf(`contacts.${index}.${name}`),
          error: problems.of(`contacts.${index}.${name}`),
          autoComplete: 'off',
        })
        const who = contact.name.trim() === '' ? `contact ${index + 1}` : contact.name
        return (
          <div
            key={`contact-${index + 1}`}
            className={`${classes.contact} ${classes.wide}`}
            role="group"
            aria-label={`Contact ${index + 1}`}
          >
            <div className={classes.fields}>
              <TextInput
                label="Name"
                maxLength={100}
                value={contact.name}
                onChange={(event) => change(index, { name: event.currentTarget.value })}
                {...field('name')}
              />
              <TextInput
                label="Relationship"
                placeholder="Mother, foster carer…"
                maxLength={100}
                value={contact.relationship ?? ''}
                onChange={(event) => change(index, { relationship: event.currentTarget.value || null })}
                {...field('relationship')}
              />
              <TextInput
                label="Telephone"
                inputMode="tel"
                maxLength={40}
                value={contact.phone ?? ''}
                onChange={(event) => change(index, { phone: event.currentTarget.value || null })}
                {...field('phone')}
              />
              <TextInput
                label="Email"
                inputMode="email"
                maxLength={200}
                value={contact.email ?? ''}
                onChange={(event) => change(index, { email: event.currentTarget.value || null })}
                {...field('email')}
              />
              <AskedField
                label="Holds parental responsibility"
                value={contact.parentalResponsibility}
                onChange={(parentalResponsibility) => change(index, { parentalResponsibility })}
              />
              <AskedField
                label="Safe to contact"
                description="No letters or calls to somebody who is not"
                value={contact.safeToContact}
                onChange={(safeToContact) => change(index, { safeToContact })}
              />
            </div>
            <Button
              mt="sm"
              variant="subtle"
              size="compact-sm"
              leftSection={<IconTrash size={14} aria-hidden />}
              aria-label={`Remove ${who}`}
              onClick={() => onChange(contacts.filter((_, at) => at !== index))}
            >
              Remove
            </Button>
          </div>
        )
      })}
      {contacts.length < mostContacts && (
        <div className={classes.wide}>
          <Button
            variant="default"
            leftSection={<IconPlus size={16} aria-hidden />}
            onClick={() => onChange([...contacts, nobody])}
          >
            Add a contact
          </Button>
        </div>
      )}
    </div>
  )
}
