import { ActionIcon, Group, Select } from '@mantine/core'
import { IconChevronLeft, IconChevronRight } from '@tabler/icons-react'
import { monthWords } from './wording.ts'

export interface MonthPickerProps {
  /** Newest first. */
  months: readonly string[]
  month: string
  onChoose: (month: string) => void
}

/** Chooses the month of the return, one step at a time or from the list. */
export function MonthPicker({ months, month, onChoose }: MonthPickerProps) {
  const place = months.indexOf(month)
  const earlier = months[place + 1]
  const later = months[place - 1]
  return (
    <Group gap={4} wrap="nowrap" data-keeps-focus>
      <ActionIcon
        size={32}
        variant="default"
        aria-label={earlier === undefined ? 'No earlier month' : `Earlier: ${monthWords(earlier)}`}
        disabled={earlier === undefined}
        onClick={() => earlier !== undefined && onChoose(earlier)}
      >
        <IconChevronLeft size={16} />
      </ActionIcon>
      <Select
        aria-label="Month of the return"
        w={176}
        searchable
        allowDeselect={false}
        nothingFoundMessage="No such month"
        data={months.map((each) => ({ value: each, label: monthWords(each) }))}
        value={month}
        onChange={(chosen) => chosen !== null && onChoose(chosen)}
      />
      <ActionIcon
        size={32}
        variant="default"
        aria-label={later === undefined ? 'No later month' : `Later: ${monthWords(later)}`}
        disabled={later === undefined}
        onClick={() => later !== undefined && onChoose(later)}
      >
        <IconChevronRight size={16} />
      </ActionIcon>
    </Group>
  )
}
