import { Button, List, Loader, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { IconCircleCheck, IconInfoCircle, IconPlus, IconStethoscope, IconUser } from '@tabler/icons-react'
import { useEffect, useRef } from 'react'
import { Link } from 'wouter'
import { displayName } from '../../../shared/format/names.ts'
import { refusalOf } from '../../app/refusal-of.ts'
import { useProcedures } from '../../app/rpc.tsx'
import { useWork } from '../../app/work-context.tsx'
import { BornText, DateText } from '../../components/date-text.tsx'
import { Notice } from '../../components/notice.tsx'
import { PageHeader } from '../../components/page-header.tsx'
import { PriorityBadge } from '../../components/priority-badge.tsx'
import { Problem } from '../../components/problem.tsx'
import { ToneBadge } from '../../components/tone-badge.tsx'
import classes from './register.module.css'

export interface RegisteredProps {
  referralId: string
  childId: string
  warnings: readonly string[]
  onAnother: () => void
}

/** What was registered and what the rules suggest, with the ways on from here. */
export function Registered({ referralId, childId, warnings, onAnother }: RegisteredProps) {
  const { today } = useWork()
  const procedures = useProcedures()
  const another = useRef<HTMLButtonElement>(null)
  useEffect(() => another.current?.focus(), [])
  const item = useQuery(procedures.triage.get.queryOptions({ input: { referralId } }))
  const suggestion = item.data?.suggestion
  return (
    <>
      <PageHeader title="Referral registered" />
      <div className={classes.done}>
        {item.error && <Problem refusal={refusalOf(item.error)} onRetry={() => void item.refetch()} />}
        {item.isPending && <Loader aria-label="Reading the suggestion" />}
        {item.data && (
          <Notice
            tone="success"
            icon={IconCircleCheck}
            role="status"
            title={`Saved: ${item.data.referral.serviceName}`}
          >
            <span>
              {displayName(item.data.child)}, born{' '}
              <BornText dateOfBirth={item.data.child.dateOfBirth} on={today} />. Received{' '}
              <DateText date={item.data.referral.receivedDate} />; waiting to be triaged.
            </span>
          </Notice>
        )}
        {warnings.length > 0 && (
          <Notice tone="info" icon={IconInfoCircle} title="Registered with your reason">
            <List>
              {warnings.map((warning) => (
                <List.Item key={warning}>{warning}</List.Item>
              ))}
            </List>
          </Notice>
        )}
        {suggestion && (
          <section className={`cw-panel ${classes.suggestion}`} aria-label="What the rules suggest">
            <div className={classes.suggested}>
              <h2>What the rules suggest</h2>
              {suggestion.priority ? (
                <PriorityBadge priority={suggestion.priority} />
              ) : (
                <span className={classes.quiet}>No priority yet</span>
              )}
              {suggestion.dueBy && (
                <span>
                  due by <DateText date={suggestion.dueBy} />
                </span>
              )}
              {suggestion.flags.map((flag) => (
                <ToneBadge key={flag.code} tone="warning" icon={IconInfoCircle}>
                  {flag.label}
                </ToneBadge>
              ))}
            </div>
            {suggestion.sentences.length > 0 ? (
              <List spacing={4}>
                {suggestion.sentences.map((sentence) => (
                  <List.Item key={sentence.ruleId}>{sentence.text}</List.Item>
                ))}
              </List>
            ) : (
              <Text>No rule speaks to what was entered.</Text>
            )}
            {suggestion.needInfo.length > 0 && <Text>To ask for: {suggestion.needInfo.join(', ')}.</Text>}
            <Text size="sm" c="dimmed">
              A suggestion, never a decision: it holds only once a clinician accepts it.
            </Text>
          </section>
        )}
        <div className={classes.ways}>
          <Button ref={another} leftSection={<IconPlus size={16} aria-hidden />} onClick={onAnother}>
            Register another
          </Button>
          <Button
            component={Link}
            href={`/triage/${referralId}`}
            variant="default"
            leftSection={<IconStethoscope size={16} aria-hidden />}
          >
            Open in triage
          </Button>
          <Button
            component={Link}
            href={`/children/${childId}`}
            variant="default"
            leftSection={<IconUser size={16} aria-hidden />}
          >
            Child’s page
          </Button>
        </div>
      </div>
    </>
  )
}
