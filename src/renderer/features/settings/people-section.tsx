import { ActionIcon, Button, Loader, Menu, Stack, Text } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import {
  IconDots,
  IconInfoCircle,
  IconKey,
  IconUserOff,
  IconUserPlus,
  IconUserShield,
} from '@tabler/icons-react'
import { useState } from 'react'
import { roleLabels } from '../../../shared/codes/roles.ts'
import type { Account } from '../../../shared/contract/administration.ts'
import { refusalOf } from '../../app/refusal-of.ts'
import { useProcedures } from '../../app/rpc.tsx'
import { useWork } from '../../app/work-context.tsx'
import { Confirm } from '../../components/confirm.tsx'
import { Notice } from '../../components/notice.tsx'
import { Problem } from '../../components/problem.tsx'
import { showDone, showProblem } from '../../components/undo-toast.tsx'
import { instantText } from '../child/instant.ts'
import { AddPerson, ChangeRoles, SetPassword } from './person-dialogs.tsx'
import { SectionHeader } from './section-header.tsx'
import classes from './settings.module.css'

type Doing = { what: 'add' } | { what: 'roles' | 'password' | 'close'; account: Account }

function PersonMenu({ account, onChoose }: { account: Account; onChoose: (doing: Doing) => void }) {
  const { person } = useWork()
  const isOwn = account.id === person.id
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <ActionIcon aria-label={`What to do with ${account.displayName}`}>
          <IconDots size={18} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item
          leftSection={<IconUserShield size={16} aria-hidden />}
          onClick={() => onChoose({ what: 'roles', account })}
        >
          Change the roles
        </Menu.Item>
        {!isOwn && (
          <>
            <Menu.Item
              leftSection={<IconKey size={16} aria-hidden />}
              onClick={() => onChoose({ what: 'password', account })}
            >
              Set a new password
            </Menu.Item>
            <Menu.Divider />
            <Menu.Item
              leftSection={<IconUserOff size={16} aria-hidden />}
              onClick={() => onChoose({ what: 'close', account })}
            >
              Close the account…
            </Menu.Item>
          </>
        )}
      </Menu.Dropdown>
    </Menu>
  )
}

function PeopleTable({
  accounts,
  onChoose,
}: {
  accounts: readonly Account[]
  onChoose: ((doing: Doing) => void) | null
}) {
  return (
    <div className={classes.tableFrame}>
      <table className={classes.table}>
        <caption className="cw-hidden">People who have an account</caption>
        <thead>
          <tr>
            <th scope="col">Name</th>
            <th scope="col">User name</th>
            <th scope="col">Roles</th>
            <th scope="col">Last signed in</th>
            {onChoose && (
              <th scope="col">
                <span className="cw-hidden">Actions</span>
              </th>
            )}
          </tr>
        </thead>
        <tbody>
          {accounts.map((account) => (
            <tr key={account.id} data-closed={!account.active || undefined}>
              <th scope="row">{account.displayName}</th>
              <td data-short>{account.userName}</td>
              <td>
                {account.active ? account.roles.map((role) => roleLabels[role]).join(', ') : 'Account closed'}
              </td>
              <td data-short>{account.lastSignedInAt ? instantText(account.lastSignedInAt) : 'Never'}</td>
              {onChoose && (
                <td data-end>{account.active && <PersonMenu account={account} onChoose={onChoose} />}</td>
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

/** Who may sign in, and with which roles. */
export function PeopleSection() {
  const procedures = useProcedures()
  const queryClient = useQueryClient()
  const { store } = useWork()
  const accounts = useQuery(procedures.accounts.list.queryOptions())
  const [doing, setDoing] = useState<Doing | null>(null)
  const deactivate = useMutation(procedures.accounts.deactivate.mutationOptions())
  const isLive = store.kind === 'live'
  const readAgain = () => queryClient.invalidateQueries({ queryKey: procedures.accounts.key() })
  const stop = () => setDoing(null)

  function done(message: string): void {
    stop()
    showDone(message)
    void readAgain()
  }

  async function close(account: Account): Promise<void> {
    try {
      await deactivate.mutateAsync({ id: account.id, version: account.version })
      showDone(`The account of ${account.displayName} is closed.`)
    } catch (error) {
      showProblem(refusalOf(error), 'The account was not closed')
    }
    await readAgain()
  }

  const sorted = (accounts.data ?? []).toSorted((a, b) => Number(b.active) - Number(a.active))
  return (
    <Stack gap="lg">
      <SectionHeader
        title="People"
        actions={
          isLive && (
            <Button
              leftSection={<IconUserPlus size={16} aria-hidden />}
              onClick={() => setDoing({ what: 'add' })}
            >
              Add a person
            </Button>
          )
        }
      >
        Everybody has an account of their own. Whoever leaves is closed, never removed: what they recorded
        keeps their name.
      </SectionHeader>
      {!isLive && (
        <Notice tone="info" icon={IconInfoCircle} title="These people are made up">
          <span>There is one for each role. People are added and changed where real data are.</span>
        </Notice>
      )}
      {accounts.isPending && <Loader role="status" aria-label="Reading who has an account" />}
      {accounts.error && !accounts.data && (
        <Problem refusal={refusalOf(accounts.error)} onRetry={() => void accounts.refetch()} />
      )}
      {accounts.data && <PeopleTable accounts={sorted} onChoose={isLive ? setDoing : null} />}
      {doing?.what === 'add' && <AddPerson onDone={done} onClose={stop} />}
      {doing?.what === 'roles' && <ChangeRoles account={doing.account} onDone={done} onClose={stop} />}
      {doing?.what === 'password' && <SetPassword account={doing.account} onDone={done} onClose={stop} />}
      {doing?.what === 'close' && (
        <Confirm
          opened
          destructive
          title={`Close the account of ${doing.account.displayName}?`}
          action="Close the account"
          cancel="Keep it open"
          onConfirm={() => close(doing.account)}
          onClose={stop}
        >
          <Text size="md">
            They cannot sign in any more, and their password stops opening the data. What they recorded stays,
            with their name. A closed account cannot be opened again; if they come back, add them anew.
          </Text>
        </Confirm>
      )}
    </Stack>
  )
}
