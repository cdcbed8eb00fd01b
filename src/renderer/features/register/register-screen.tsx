import { Anchor, Button, Group, Kbd, Loader, Text } from '@mantine/core'
import { useMutation, useQuery } from '@tanstack/react-query'
import { IconCircleCheck, IconHistory } from '@tabler/icons-react'
import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { Link, useLocation, useParams } from 'wouter'
import type { Refusal } from '../../../shared/result.ts'
import { refusalOf } from '../../app/refusal-of.ts'
import { useProcedures } from '../../app/rpc.tsx'
import { clockText } from '../../app/saved-at.ts'
import { type Shortcut, useShortcuts } from '../../app/shortcuts.tsx'
import { useWork } from '../../app/work-context.tsx'
import { ErrorSummary } from '../../components/error-summary.tsx'
import { Notice } from '../../components/notice.tsx'
import { PageHeader } from '../../components/page-header.tsx'
import { Problem } from '../../components/problem.tsx'
import { useFieldProblems } from '../forms/index.ts'
import { fieldsOfRefusal, readRegister } from './read-register.ts'
import {
  draftFromText,
  draftToText,
  emptyDraft,
  isWorthKeeping,
  type RegisterDraft,
} from './register-draft.ts'
import { RegisterForm } from './register-form.tsx'
import classes from './register.module.css'
import { Registered } from './registered.tsx'
import { useStoredDraft } from './use-stored-draft.ts'

interface Saved {
  referralId: string
  childId: string
  warnings: string[]
}

interface FormPageProps {
  start: RegisterDraft
  /** What was saved just before, when one referral follows another. */
  before: Saved | null
  store: ReturnType<typeof useStoredDraft>
  onSaved: (saved: Saved, andAnother: boolean) => void
  onStartAgain: () => void
}

function FormPage({ start, before, store, onSaved, onStartAgain }: FormPageProps) {
  const { today } = useWork()
  const procedures = useProcedures()
  const problems = useFieldProblems()
  const [draft, setDraft] = useState(start)
  const [asksReason, setAsksReason] = useState(start.reason !== '')
  const [refusal, setRefusal] = useState<Refusal | null>(null)
  const saving = useMutation(procedures.referrals.register.mutationOptions())

  const { keep, discard } = store
  useEffect(() => keep(isWorthKeeping(draft) ? draftToText(draft) : null), [draft, keep])
  const firstField = problems.idOf(start.who.kind === 'none' ? 'who' : 'serviceId')
  useEffect(() => {
    const timer = setTimeout(() => document.getElementById(firstField)?.focus(), 0)
    return () => clearTimeout(timer)
  }, [firstField])

  async function save(andAnother: boolean): Promise<void> {
    if (saving.isPending) return
    setRefusal(null)
    const reading = readRegister(draft, today)
    if (!problems.attempted(reading.ok ? [] : reading.problems) || !reading.ok) return
    try {
      const saved = await saving.mutateAsync(reading.input)
      discard()
      onSaved(saved, andAnother)
    } catch (error) {
      const found = refusalOf(error)
      const fields = fieldsOfRefusal(found)
      if (fields.length === 0) setRefusal(found)
      problems.attempted(fields)
      if (!fields.some(({ field }) => field === 'reason')) return
      setAsksReason(true)
      setTimeout(() => document.getElementById(problems.idOf('reason'))?.focus(), 0)
    }
  }
  const latest = useRef(save)
  latest.current = save
  const press = useCallback((andAnother: boolean) => {
    // A date is read on leaving its box; the save must see what was read.
    if (document.activeElement instanceof HTMLElement) document.activeElement.blur()
    setTimeout(() => void latest.current(andAnother), 0)
  }, [])
  useShortcuts(
    useMemo<Shortcut[]>(
      () => [
        { keys: 'Ctrl+Enter', label: 'Save the referral', group: 'Register', run: () => press(false) },
        {
          keys: 'Ctrl+Shift+Enter',
          label: 'Save and register another',
          group: 'Register',
          run: () => press(true),
        },
      ],
      [press],
    ),
  )

  return (
    <>
      <PageHeader
        title="Register a referral"
        description="Only the child, the service and the received date are needed to save. The rest can follow."
      />
      <div className={classes.form}>
        {before && (
          <Notice tone="success" icon={IconCircleCheck} role="status" title="The referral before is saved">
            <span>
              <Anchor component={Link} href={`/triage/${before.referralId}`}>
                Open it in triage
              </Anchor>{' '}
              or{' '}
              <Anchor component={Link} href={`/children/${before.childId}`}>
                open the child’s page
              </Anchor>
              .
            </span>
          </Notice>
        )}
        {refusal && <Problem refusal={refusal} onRetry={() => press(false)} />}
        <ErrorSummary problems={problems.summary} />
        <RegisterForm draft={draft} onChange={setDraft} problems={problems} asksReason={asksReason} />
      </div>
      <div className={classes.footer}>
        <Button loading={saving.isPending} aria-keyshortcuts="Control+Enter" onClick={() => press(false)}>
          Save
          <Kbd size="xs" ml={8} className={classes.key}>
            Ctrl + Enter
          </Kbd>
        </Button>
        <Button
          variant="default"
          disabled={saving.isPending}
          aria-keyshortcuts="Control+Shift+Enter"
          onClick={() => press(true)}
        >
          Save and register another
          <Kbd size="xs" ml={8}>
            Ctrl + Shift + Enter
          </Kbd>
        </Button>
        <span className={classes.kept} aria-live="off">
          {store.savedAt ? `Draft kept ${clockText(Date.parse(store.savedAt))}` : ''}
        </span>
        {isWorthKeeping(draft) && (
          <Button variant="subtle" onClick={onStartAgain}>
            Clear the form
          </Button>
        )}
      </div>
    </>
  )
}

function Offer({ savedAt, onCarryOn, onNew }: { savedAt: string; onCarryOn: () => void; onNew: () => void }) {
  const carryOn = useRef<HTMLButtonElement>(null)
  useEffect(() => {
    const timer = setTimeout(() => carryOn.current?.focus(), 0)
    return () => clearTimeout(timer)
  }, [])
  return (
    <>
      <PageHeader title="Register a referral" />
      <div className={classes.form}>
        <Notice
          tone="info"
          icon={IconHistory}
          title={`You have an unfinished referral from ${clockText(Date.parse(savedAt))}`}
        >
          <Text>It was kept, encrypted, when the form was left. Nothing of it is on a list yet.</Text>
          <Group gap={8} mt={4}>
            <Button ref={carryOn} onClick={onCarryOn}>
              Carry on with it
            </Button>
            <Button variant="default" onClick={onNew}>
              Discard it and start a new one
            </Button>
          </Group>
        </Notice>
      </div>
    </>
  )
}

/** Registering a referral: find or add the child, the service and date, then what the letter says. */
export default function RegisterScreen() {
  const { today, serviceId, services } = useWork()
  const procedures = useProcedures()
  const { childId } = useParams<{ childId?: string }>()
  const [, navigate] = useLocation()
  const store = useStoredDraft('register')
  const named = useQuery(
    procedures.children.get.queryOptions({
      input: { childId: childId ?? '' },
      enabled: childId !== undefined,
    }),
  )
  const [turn, setTurn] = useState(0)
  const [start, setStart] = useState<RegisterDraft | null>(null)
  const [done, setDone] = useState<Saved | null>(null)
  const [before, setBefore] = useState<Saved | null>(null)

  const onlyService = services.length === 1 ? (services[0]?.id ?? null) : null
  const empty = emptyDraft(today, serviceId ?? onlyService)
  function begin(draft: RegisterDraft): void {
    setStart(draft)
    setDone(null)
    setTurn((last) => last + 1)
  }
  function again(): void {
    store.discard()
    if (childId !== undefined) navigate('/register', { replace: true })
    begin(empty)
  }

  if (done)
    return (
      <Registered
        {...done}
        onAnother={() => {
          setBefore(null)
          again()
        }}
      />
    )
  if (store.kept === undefined || (childId !== undefined && named.isPending))
    return <Loader aria-label="Opening the form" />
  const keptDraft = store.kept === null ? null : draftFromText(store.kept.body)
  if (start === null && store.kept && keptDraft)
    return (
      <Offer
        savedAt={store.kept.savedAt}
        onCarryOn={() => begin(keptDraft)}
        onNew={() => {
          store.discard()
          setTurn((last) => last + 1)
        }}
      />
    )
  if (childId !== undefined && named.error && start === null)
    return (
      <>
        <PageHeader title="Register a referral" />
        <Problem refusal={refusalOf(named.error)} onRetry={() => void named.refetch()} />
      </>
    )
  const first: RegisterDraft =
    named.data && childId !== undefined
      ? {
          ...empty,
          who: {
            kind: 'existing',
            child: {
              ...named.data.child,
              childId: named.data.child.id,
              referrals: named.data.referrals
                .filter((referral) => referral.closedOn === null)
                .map((referral) => `${referral.serviceName}: open`),
            },
          },
        }
      : empty
  return (
    <FormPage
      key={turn}
      start={start ?? first}
      before={before}
      store={store}
      onStartAgain={again}
      onSaved={(saved, andAnother) => {
        if (andAnother) {
          setBefore(saved)
          begin(empty)
        } else setDone(saved)
      }}
    />
  )
}
