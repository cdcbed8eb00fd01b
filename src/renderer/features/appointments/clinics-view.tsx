import { Button, Group, Loader, Switch } from '@mantine/core'
import { useMutation, useQuery } from '@tanstack/react-query'
import { IconCalendarOff, IconPlus } from '@tabler/icons-react'
import { useState } from 'react'
import type { Clinic, ClinicChange, ClinicInput, ExceptionInput } from '../../../shared/contract/clinics.ts'
import { refusalOf } from '../../app/refusal-of.ts'
import { useClient, useProcedures } from '../../app/rpc.tsx'
import { useServiceScope } from '../../app/work-context.tsx'
import { Confirm } from '../../components/confirm.tsx'
import { EmptyState } from '../../components/empty-state.tsx'
import { Problem } from '../../components/problem.tsx'
import { showDone } from '../../components/undo-toast.tsx'
import classes from './appointments.module.css'
import { ClinicCard } from './clinic-card.tsx'
import { ClinicDialog } from './clinic-dialog.tsx'
import { DisplacedDialog } from './displaced-dialog.tsx'
import { ExceptionDialog } from './exception-dialog.tsx'
import { useRefreshBooking } from './use-booking.ts'

type Open = { kind: 'add' } | { kind: 'change' | 'exception' | 'end'; clinic: Clinic } | null

/** A change that somebody asked for, so that it can be asked for again with the service's reason. */
interface Asked {
  words: string
  send: (rebookReason: string | null) => Promise<ClinicChange>
}

/** The clinics themselves: who they suit, the weeks they are held and the days that differ. */
export function ClinicsView() {
  const client = useClient()
  const procedures = useProcedures()
  const services = useServiceScope()
  const refresh = useRefreshBooking()
  const [open, setOpen] = useState<Open>(null)
  const [ended, setEnded] = useState(false)
  const [asked, setAsked] = useState<Asked | null>(null)
  const list = useQuery(
    procedures.clinics.list.queryOptions({ input: { ended, ...(services ? { services } : {}) } }),
  )
  const changing = useMutation({
    mutationFn: async ({ change, reason }: { change: Asked; reason: string | null }) => {
      setAsked(change)
      return change.send(reason)
    },
    onSuccess: async (done, { change }) => {
      if (!done.saved) return
      setOpen(null)
      setAsked(null)
      changing.reset()
      await refresh()
      const count = done.cancelled.length
      showDone(
        count === 0
          ? change.words
          : `${change.words} ${count} ${count === 1 ? 'child is' : 'children are'} to be re-booked first.`,
      )
    },
    onError: async (error) => {
      if (refusalOf(error).kind === 'conflict') await refresh()
    },
  })
  const displaced = changing.data?.saved === false ? changing.data.displaced : null
  const refusal = changing.error ? refusalOf(changing.error) : null
  const ask = (words: string, send: Asked['send']) =>
    changing.mutate({ change: { words, send }, reason: null })
  function close(): void {
    setOpen(null)
    changing.reset()
  }
  const shown =
    open !== null && open.kind !== 'add'
      ? (list.data?.find(({ id }) => id === open.clinic.id) ?? open.clinic)
      : null

  return (
    <div className={classes.stack}>
      <Group className={classes.toolbar}>
        <Switch
          label="Show clinics that have ended"
          checked={ended}
          onChange={(event) => setEnded(event.currentTarget.checked)}
        />
        <span className={classes.total} role="status">
          {list.data ? `${list.data.length} ${list.data.length === 1 ? 'clinic' : 'clinics'}` : ''}
        </span>
        <Button leftSection={<IconPlus size={16} aria-hidden />} onClick={() => setOpen({ kind: 'add' })}>
          Add a clinic
        </Button>
      </Group>
      {list.error && <Problem refusal={refusalOf(list.error)} onRetry={() => void list.refetch()} />}
      {list.data === undefined && !list.error && <Loader aria-label="Reading the clinics" />}
      {list.data?.length === 0 && (
        <EmptyState title="No clinics yet" icon={IconCalendarOff}>
          Add the first one: who holds it, where, whom it suits and in which weeks.
        </EmptyState>
      )}
      <ul className={classes.cards}>
        {list.data?.map((clinic) => (
          <li key={clinic.id}>
            <ClinicCard
              clinic={clinic}
              onChange={() => setOpen({ kind: 'change', clinic })}
              onException={() => setOpen({ kind: 'exception', clinic })}
              onEnd={() => setOpen({ kind: 'end', clinic })}
              onRemoveException={(exceptionId) =>
                ask(`The usual weeks of ${clinic.name} hold again.`, (rebookReason) =>
                  client.clinics.removeException({
                    id: clinic.id,
                    version: clinic.version,
                    exceptionId,
                    rebookReason,
                  }),
                )
              }
            />
          </li>
        ))}
      </ul>
      {open === null && refusal && <Problem refusal={refusal} />}
      {open?.kind === 'add' && (
        <ClinicDialog
          clinic={null}
          opened={displaced === null}
          isSaving={changing.isPending}
          refusal={refusal}
          onClose={close}
          onSave={(clinic: ClinicInput) =>
            ask(`${clinic.name} was added.`, (rebookReason) =>
              client.clinics.save({ id: null, version: null, clinic, rebookReason }),
            )
          }
        />
      )}
      {open?.kind === 'change' && shown && (
        <ClinicDialog
          clinic={open.clinic}
          opened={displaced === null}
          isSaving={changing.isPending}
          refusal={refusal}
          onClose={close}
          onSave={(clinic: ClinicInput) =>
            ask(`${clinic.name} was changed.`, (rebookReason) =>
              client.clinics.save({ id: shown.id, version: shown.version, clinic, rebookReason }),
            )
          }
        />
      )}
      {open?.kind === 'exception' && shown && (
        <ExceptionDialog
          clinic={shown}
          opened={displaced === null}
          isSaving={changing.isPending}
          refusal={refusal}
          onClose={close}
          onSave={(exception: ExceptionInput, wholeClinician) =>
            ask(`The day was noted for ${shown.name}.`, (rebookReason) =>
              client.clinics.addException({
                id: shown.id,
                version: shown.version,
                exception,
                wholeClinician,
                rebookReason,
              }),
            )
          }
        />
      )}
      <Confirm
        opened={open?.kind === 'end'}
        title={`End ${shown?.name ?? 'this clinic'}?`}
        action="End the clinic"
        cancel="Keep it"
        destructive
        onConfirm={() => {
          if (shown)
            ask(`${shown.name} has ended.`, (rebookReason) =>
              client.clinics.end({ id: shown.id, version: shown.version, rebookReason }),
            )
        }}
        onClose={() => setOpen(null)}
      >
        From today on it is held no more. Its past days stay readable. If children are booked, you are shown
        who they are before anything changes.
      </Confirm>
      {displaced !== null && asked !== null && (
        <DisplacedDialog
          displaced={displaced}
          isSaving={changing.isPending}
          onRebook={(reason) => changing.mutate({ change: asked, reason })}
          onClose={() => changing.reset()}
        />
      )}
    </div>
  )
}
