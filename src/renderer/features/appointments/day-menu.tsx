import { Button, Menu } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { IconCalendarDown, IconPrinter } from '@tabler/icons-react'
import type { DayList } from '../../../shared/contract/clinics.ts'
import { shiftDays } from '../../../shared/format/dates.ts'
import { refusalOf } from '../../app/refusal-of.ts'
import { useClient } from '../../app/rpc.tsx'
import { showDone, showProblem } from '../../components/undo-toast.tsx'

/** Takes a day elsewhere: to paper, with or without names, or to a calendar without anything about a child. */
export function DayMenu({ list, namesOff }: { list: DayList; namesOff: boolean }) {
  const client = useClient()
  const saving = useMutation({
    mutationFn: async (days: number) => {
      const target = await window.cypWaits.chooseWhereToSave(`clinic-calendar-${list.on}.ics`)
      if (target === null) return null
      const done = await client.clinics.calendar({
        clinicId: list.clinic.id,
        from: list.on,
        to: shiftDays(list.on, days),
        file: target.token,
      })
      return { ...done, name: target.name }
    },
    onSuccess: (done) => {
      if (done)
        showDone(`${done.sessions} ${done.sessions === 1 ? 'session' : 'sessions'} saved in ${done.name}`)
    },
    onError: (error) => showProblem(refusalOf(error), 'The calendar was not saved'),
  })
  return (
    <>
      <Button
        variant="default"
        leftSection={<IconPrinter size={16} aria-hidden />}
        onClick={() => window.cypWaits.print()}
      >
        {namesOff ? 'Print without names' : 'Print'}
      </Button>
      <Menu position="bottom-end" width={320}>
        <Menu.Target>
          <Button
            variant="default"
            loading={saving.isPending}
            leftSection={<IconCalendarDown size={16} aria-hidden />}
          >
            Calendar file
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Label>Name, place, times and how many are booked. Nothing about a child.</Menu.Label>
          <Menu.Item onClick={() => saving.mutate(0)}>This day</Menu.Item>
          <Menu.Item onClick={() => saving.mutate(27)}>4 weeks from this day</Menu.Item>
          <Menu.Item onClick={() => saving.mutate(91)}>13 weeks from this day</Menu.Item>
        </Menu.Dropdown>
      </Menu>
    </>
  )
}
