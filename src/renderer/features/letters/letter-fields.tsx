import { Checkbox, Select, Textarea } from '@mantine/core'
import { IconAlertTriangle, IconBan, IconHandStop } from '@tabler/icons-react'
import { letterFormatLabels, letterFormats } from '../../../shared/codes/letter-purposes.ts'
import type { LetterPreview, LetterWanted, Signatory } from '../../../shared/contract/letters.ts'
import { Notice } from '../../components/notice.tsx'
import classes from './letters.module.css'
import { SuppliedFields } from './supplied-fields.tsx'
import { languageWords } from './words.ts'

export interface LetterFieldsProps {
  wanted: LetterWanted
  preview: LetterPreview
  signatories: readonly Signatory[]
  /** Languages some template is written in. */
  languages: readonly string[]
  onChange: (wanted: LetterWanted) => void
}

function Stops({ wanted, preview, onChange }: LetterFieldsProps) {
  const confirmed = wanted.confirmed ?? []
  if (preview.refused !== null)
    return (
      <Notice tone="danger" icon={IconBan} title="This letter cannot be made">
        <span>{preview.refused}</span>
      </Notice>
    )
  return (
    <>
      {preview.cautions.map(({ caution, text }) => (
        <Notice key={caution} tone="warning" icon={IconAlertTriangle} title="Look before you write">
          <Checkbox
            label={`${text} Write it all the same.`}
            checked={confirmed.includes(caution)}
            onChange={(event) =>
              onChange({
                ...wanted,
                confirmed: event.currentTarget.checked
                  ? [...confirmed, caution]
                  : confirmed.filter((each) => each !== caution),
              })
            }
          />
        </Notice>
      ))}
      {preview.holds.map(({ hold, text }) => (
        <Notice key={hold} tone="info" icon={IconHandStop} title="This letter will be held">
          <span>{text}</span>
        </Notice>
      ))}
    </>
  )
}

/** Everything about one letter that its writer decides: to whom, how, in which words, and what to confirm. */
export function LetterFields(props: LetterFieldsProps) {
  const { wanted, preview, signatories, languages, onChange } = props
  const isFamily = preview.audience === 'family'
  return (
    <>
      <Stops {...props} />
      <SuppliedFields wanted={wanted} missing={preview.missing} onChange={onChange} />
      <div className={classes.fields}>
        {isFamily && preview.addressees.length > 0 && (
          <Select
            className={classes.whole ?? ''}
            label="To"
            value={wanted.contactId ?? preview.contactId}
            data={preview.addressees.flatMap(({ contactId, name, relationship, whyNot }) =>
              contactId === null
                ? []
                : [
                    {
                      value: contactId,
                      label: `${name}${relationship ? ` (${relationship})` : ''}${whyNot ? ': not safe to contact' : ''}`,
                      disabled: whyNot !== null,
                    },
                  ],
            )}
            allowDeselect={false}
            onChange={(contactId) => onChange({ ...wanted, contactId, confirmed: [] })}
          />
        )}
        <Select
          label="Signed by"
          value={wanted.signatoryId ?? null}
          placeholder="You"
          clearable
          clearButtonProps={{ 'aria-label': 'Sign it yourself' }}
          data={signatories.map(({ accountId, name, role }) => ({
            value: accountId,
            label: `${name}, ${role}`,
          }))}
          onChange={(signatoryId) => onChange({ ...wanted, signatoryId })}
        />
        {isFamily && (
          <>
            <Select
              label="Language"
              value={wanted.language ?? null}
              placeholder={`The family’s: ${languageWords(preview.language)}`}
              clearable
              clearButtonProps={{ 'aria-label': 'Take the family’s language' }}
              data={languages.map((tag) => ({ value: tag, label: languageWords(tag) }))}
              onChange={(language) => onChange({ ...wanted, language })}
            />
            <Select
              label="Format"
              value={wanted.format ?? null}
              placeholder={`As asked: ${letterFormatLabels[preview.format]}`}
              clearable
              clearButtonProps={{ 'aria-label': 'Take the format asked for' }}
              data={letterFormats.map((format) => ({ value: format, label: letterFormatLabels[format] }))}
              onChange={(format) => onChange({ ...wanted, format })}
            />
          </>
        )}
      </div>
      {!isFamily && (
        <Textarea
          label="Postal address"
          description="One line for each line. Kept for the next letter to the same addressee."
          autosize
          minRows={2}
          maxRows={6}
          maxLength={300}
          value={wanted.address ?? ''}
          onChange={(event) => onChange({ ...wanted, address: event.currentTarget.value || null })}
        />
      )}
      <Textarea
        label="Added words"
        description="A paragraph of your own for this one letter. It goes out as typed."
        autosize
        minRows={2}
        maxRows={10}
        maxLength={4000}
        value={wanted.addedWords ?? ''}
        onChange={(event) => onChange({ ...wanted, addedWords: event.currentTarget.value })}
      />
    </>
  )
}
