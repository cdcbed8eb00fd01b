import { Button, Checkbox, Group, Kbd, Radio, Text, Textarea, TextInput } from '@mantine/core'
import { IconArrowsExchange, IconPencil } from '@tabler/icons-react'
import { useState } from 'react'
import type { SimilarChild } from '../../../shared/contract/children.ts'
import { displayName } from '../../../shared/format/names.ts'
import { useWork } from '../../app/work-context.tsx'
import { DateField } from '../../components/date-field.tsx'
import { BornText } from '../../components/date-text.tsx'
import { NhsNumberText } from '../../components/nhs-number-text.tsx'
import { ChildForm, type FieldProblems, ReferralFactsForm } from '../forms/index.ts'
import { FindChild, referralsInWords } from './find-child.tsx'
import { type ChosenChild, newChildFrom, type RegisterDraft } from './register-draft.ts'
import classes from './register.module.css'
import { SimilarChildren } from './similar-children.tsx'

export interface RegisterFormProps {
  draft: RegisterDraft
  onChange: (draft: RegisterDraft) => void
  problems: FieldProblems
  /** Whether the reason box is wanted. */
  asksReason: boolean
}

function fromSimilar({ openReferrals, ...child }: SimilarChild): ChosenChild {
  return { ...child, preferredName: null, referrals: openReferrals }
}

/** Gives a field the focus once it is on the page. */
function focusSoon(id: string): void {
  setTimeout(() => document.getElementById(id)?.focus(), 0)
}

/** The form in the order a letter reads: who, to which service and when, then what the letter says. */
export function RegisterForm({ draft, onChange, problems, asksReason }: RegisterFormProps) {
  const { today, store, services } = useWork()
  const [typed, setTyped] = useState('')
  const { who } = draft

  function choose(child: ChosenChild): void {
    onChange({ ...draft, who: { kind: 'existing', child } })
    problems.report('who', null)
    focusSoon(problems.idOf('serviceId'))
  }
  function addNew(): void {
    onChange({ ...draft, who: newChildFrom(typed, today) })
    problems.report('who', null)
    focusSoon(problems.idOf('familyName'))
  }
  function searchAgain(): void {
    onChange({ ...draft, who: { kind: 'none' } })
    focusSoon(problems.idOf('who'))
  }

  return (
    <>
      <section className={classes.part} aria-labelledby="register-who">
        <h2 id="register-who">Child</h2>
        {who.kind === 'none' && (
          <FindChild
            id={problems.idOf('who')}
            text={typed}
            onText={setTyped}
            error={problems.of('who')}
            onChoose={choose}
            onAddNew={addNew}
          />
        )}
        {who.kind === 'existing' && (
          <div className={classes.chosen}>
            <div>
              <strong>{displayName(who.child)}</strong>
              <span>
                Born <BornText dateOfBirth={who.child.dateOfBirth} on={today} />
              </span>
              <span>
                NHS No. <NhsNumberText nhsNumber={who.child.nhsNumber} />
              </span>
              <span className={classes.quiet}>{referralsInWords(who.child.referrals)}</span>
            </div>
            <Button
              variant="default"
              leftSection={<IconPencil size={16} aria-hidden />}
              onClick={searchAgain}
            >
              Another child
            </Button>
          </div>
        )}
        {who.kind === 'new' && (
          <div className={classes.newChild}>
            <div>
              <Group justify="space-between" mb="sm">
                <Text fw={700}>A new child</Text>
                <Group gap={4}>
                  <Button
                    variant="subtle"
                    size="compact-sm"
                    leftSection={<IconArrowsExchange size={14} aria-hidden />}
                    onClick={() => {
                      const { familyName, givenName } = who.child
                      const child = { ...who.child, familyName: givenName, givenName: familyName }
                      onChange({ ...draft, who: { ...who, child } })
                    }}
                  >
                    Swap family and given name
                  </Button>
                  <Button variant="subtle" size="compact-sm" onClick={searchAgain}>
                    Search again
                  </Button>
                </Group>
              </Group>
              <ChildForm
                value={who.child}
                onChange={(child) => onChange({ ...draft, who: { ...who, child } })}
                problems={problems}
                today={today}
                isDemo={store.kind === 'demo'}
                isFolded
              />
            </div>
            <SimilarChildren
              child={who.child}
              relatedTo={who.relatedTo}
              onUse={(child) => choose(fromSimilar(child))}
              onRelated={(childId, kind) =>
                onChange({ ...draft, who: { ...who, relatedTo: [...who.relatedTo, { childId, kind }] } })
              }
              onUndo={(childId) =>
                onChange({
                  ...draft,
                  who: { ...who, relatedTo: who.relatedTo.filter((each) => each.childId !== childId) },
                })
              }
            />
          </div>
        )}
      </section>

      <section className={classes.part} aria-labelledby="register-referral">
        <h2 id="register-referral">Referral</h2>
        <div className={classes.fields}>
          <Radio.Group
            label="Service"
            required
            value={draft.serviceId}
            error={problems.of('serviceId')}
            onChange={(serviceId) => {
              onChange({ ...draft, serviceId })
              problems.report('serviceId', null)
            }}
          >
            <div className={classes.services}>
              {services.map((service, index) => (
                <Radio
                  key={service.id}
                  id={
                    draft.serviceId === null
                      ? index === 0
                        ? problems.idOf('serviceId')
                        : undefined
                      : draft.serviceId === service.id
                        ? problems.idOf('serviceId')
                        : undefined
                  }
                  value={service.id}
                  label={service.name}
                />
              ))}
            </div>
          </Radio.Group>
          <DateField
            className={classes.date}
            label="Received"
            description={
              <>
                The day the letter came in. <Kbd size="xs">t</Kbd> is today, <Kbd size="xs">-3</Kbd> three
                days ago.
              </>
            }
            id={problems.idOf('receivedDate')}
            required
            today={today}
            value={draft.receivedDate}
            onChange={(receivedDate) => onChange({ ...draft, receivedDate })}
            onProblem={(message) => problems.report('receivedDate', message)}
            max={{ date: today, message: 'A received date cannot be in the future' }}
            error={problems.of('receivedDate')}
          />
          <Checkbox
            label="Transferred in from another provider"
            description="The wait with the other provider is carried over: give the original referral date below."
            checked={draft.transferFrom !== null}
            onChange={(event) =>
              onChange({ ...draft, transferFrom: event.currentTarget.checked ? '' : null })
            }
          />
          {draft.transferFrom !== null && (
            <TextInput
              id={problems.idOf('transferFrom')}
              label="From which provider"
              maxLength={120}
              autoComplete="off"
              value={draft.transferFrom}
              error={problems.of('transferFrom')}
              onChange={(event) => onChange({ ...draft, transferFrom: event.currentTarget.value })}
            />
          )}
          {asksReason && (
            <Textarea
              id={problems.idOf('reason')}
              label="Reason"
              description="Kept with the referral, with your name."
              required
              rows={2}
              maxLength={2000}
              value={draft.reason}
              error={problems.of('reason')}
              onChange={(event) => {
                problems.report('reason', null)
                onChange({ ...draft, reason: event.currentTarget.value })
              }}
            />
          )}
        </div>
      </section>

      <section className={classes.part} aria-labelledby="register-letter">
        <h2 id="register-letter">What the letter says</h2>
        <ReferralFactsForm
          value={draft.facts}
          onChange={(facts) => onChange({ ...draft, facts })}
          problems={problems}
          today={today}
          serviceId={draft.serviceId}
          isFolded
        />
      </section>
    </>
  )
}
