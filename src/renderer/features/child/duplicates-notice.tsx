import { Anchor, Button, Group, Modal, Stack, Text } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { IconUsers } from '@tabler/icons-react'
import { useState } from 'react'
import { Link } from 'wouter'
import type { Child, ChildPage, SimilarChild } from '../../../shared/contract/children.ts'
import { formatDate } from '../../../shared/format/dates.ts'
import { displayName } from '../../../shared/format/names.ts'
import { formatNhsNumber } from '../../../shared/format/nhs-number.ts'
import { refusalOf } from '../../app/refusal-of.ts'
import { useClient } from '../../app/rpc.tsx'
import { Notice } from '../../components/notice.tsx'
import { Problem } from '../../components/problem.tsx'
import { showDone } from '../../components/undo-toast.tsx'
import { useRefresh } from '../referral-actions/index.ts'
import classes from './child.module.css'

type Pair = ChildPage['similar'][number]
type Decision = 'not_same' | 'same' | 'siblings'

const verdictWords: Record<SimilarChild['verdict'], string> = {
  same_nhs_number: 'has the same NHS number',
  likely: 'is likely to be the same child',
  possible: 'may be the same child',
}
const done: Record<Decision, string> = {
  not_same: 'Remembered: not the same child',
  same: 'Linked: the same child, both records kept',
  siblings: 'Linked as siblings',
}

function Compare({ child, pair, onClose }: { child: Child; pair: Pair; onClose: () => void }) {
  const client = useClient()
  const refresh = useRefresh()
  const deciding = useMutation({
    mutationFn: (decision: Decision) => client.children.decideDuplicate({ pairId: pair.pairId, decision }),
    onSuccess: async (_, decision) => {
      onClose()
      await refresh()
      showDone(done[decision])
    },
  })
  const rows: [string, string, string, string][] = [
    ['family name', 'Family name', child.familyName, pair.familyName],
    ['given name', 'Given name', child.givenName, pair.givenName],
    ['date of birth', 'Date of birth', formatDate(child.dateOfBirth), formatDate(pair.dateOfBirth)],
    [
      'NHS number',
      'NHS number',
      child.nhsNumber ? formatNhsNumber(child.nhsNumber) : 'Not known',
      pair.nhsNumber ? formatNhsNumber(pair.nhsNumber) : 'Not known',
    ],
    ['postcode', 'Postcode', child.postcode ?? 'Not recorded', pair.postcode ?? 'Not recorded'],
  ]
  const verdict = (key: string) =>
    pair.agrees.includes(key) ? 'Agrees' : pair.differs.includes(key) ? 'Differs' : 'Not known'
  const decide = (decision: Decision, label: string, variant: 'default' | 'filled' = 'default') => (
    <Button variant={variant} loading={deciding.isPending} onClick={() => deciding.mutate(decision)}>
      {label}
    </Button>
  )
  return (
    <Modal
      opened
      onClose={onClose}
      size="xl"
      title="Is this the same child?"
      closeButtonProps={{ 'aria-label': 'Close without deciding' }}
    >
      <Stack gap="md">
        {deciding.error && <Problem refusal={refusalOf(deciding.error)} />}
        <table className={classes.compare}>
          <thead>
            <tr>
              <th scope="col">Fact</th>
              <th scope="col">This record</th>
              <th scope="col">Other record</th>
              <th scope="col">Compared</th>
            </tr>
          </thead>
          <tbody>
            {rows.map(([key, label, own, other]) => (
              <tr key={key}>
                <th scope="row">{label}</th>
                <td>{own}</td>
                <td>{other}</td>
                <td>{verdict(key)}</td>
              </tr>
            ))}
            <tr>
              <th scope="row">Referrals</th>
              <td>On this page</td>
              <td>{pair.openReferrals.length === 0 ? 'None' : pair.openReferrals.join('; ')}</td>
              <td>Not compared</td>
            </tr>
          </tbody>
        </table>
        <Text c="dimmed">
          Nothing is merged: “same child” links the two records and keeps every fact of both. What is decided
          is remembered and can be looked up in the audit trail.
        </Text>
        <Group justify="space-between">
          <Anchor component={Link} href={`/children/${pair.childId}`} onClick={onClose}>
            Open the other record
          </Anchor>
          <Group gap="sm">
            {decide('not_same', 'Not the same')}
            {decide('siblings', 'Siblings or twins')}
            {decide('same', 'Same child')}
          </Group>
        </Group>
      </Stack>
    </Modal>
  )
}

/** Other records that may be this child, each to be compared side by side and decided. */
export function DuplicatesNotice({ page, mayDecide }: { page: ChildPage; mayDecide: boolean }) {
  const [comparing, setComparing] = useState<Pair | null>(null)
  return (
    <>
      {page.similar.map((pair) => (
        <Notice
          key={pair.pairId}
          tone="warning"
          icon={IconUsers}
          title={`${displayName(pair)}, born ${formatDate(pair.dateOfBirth)}, ${pair.twin ? 'looks like a twin' : verdictWords[pair.verdict]}`}
        >
          <Group gap="sm">
            <Text>
              {pair.agrees.length > 0 && `Agrees: ${pair.agrees.join(', ')}.`}
              {pair.differs.length > 0 && ` Differs: ${pair.differs.join(', ')}.`}
            </Text>
            {mayDecide && (
              <Button variant="default" size="compact-sm" onClick={() => setComparing(pair)}>
                Compare and decide
              </Button>
            )}
          </Group>
        </Notice>
      ))}
      {page.links.length > 0 && (
        <Text>
          Linked records:{' '}
          {page.links.map((link, index) => (
            <span key={link.childId}>
              {index > 0 && ', '}
              <Anchor component={Link} href={`/children/${link.childId}`}>
                {link.name}
              </Anchor>{' '}
              ({link.kind === 'sibling' ? 'sibling' : 'same child, other record'})
            </span>
          ))}
        </Text>
      )}
      {comparing && <Compare child={page.child} pair={comparing} onClose={() => setComparing(null)} />}
    </>
  )
}
