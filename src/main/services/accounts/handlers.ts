import type { Role } from '../../../shared/codes/roles.ts'
import { ok, refuse, type Result } from '../../../shared/result.ts'
import { foldUserName } from '../../store/keyring/keyring.ts'
import type { AccountTable } from '../../store/schema.ts'
import type { Writing } from '../../store/store.ts'
import { appendAudit } from '../audit/append.ts'
import type { HandlersOf } from '../handlers.ts'
import { insertAccount, rolesOf } from '../session/people.ts'
import { inTransaction } from '../transaction.ts'

const onlyLive = () =>
  refuse('not_allowed', 'The demonstration has one made-up person for each role. Accounts are for real data.')

const gone = () => refuse('not_found', 'This account is no longer there. Look at the list again.')

async function find(tx: Writing, id: string): Promise<AccountTable | undefined> {
  return tx.selectFrom('account').selectAll().where('id', '=', id).executeTakeFirst()
}

/** Whether a system administrator is left when this account no longer counts as one. */
async function othersAdminister(tx: Writing, without: string): Promise<boolean> {
  const accounts = await tx
    .selectFrom('account')
    .select(['id', 'roles'])
    .where('active', '=', 1)
    .where('id', '!=', without)
    .execute()
  return accounts.some(({ roles }) => rolesOf(roles).includes('system_administrator'))
}

function changedMeanwhile(account: AccountTable): Result<never> {
  return refuse('conflict', 'Somebody else changed this account meanwhile. Look at it again, then decide.', {
    present: {
      id: account.id,
      version: account.version,
      roles: rolesOf(account.roles),
      active: account.active === 1,
    },
  })
}

/** Who may sign in and with which roles. The last system administrator stays one. */
export const accountsHandlers: HandlersOf<'accounts'> = {
  async list({ store }) {
    const accounts = await store.read.selectFrom('account').selectAll().orderBy('display_name').execute()
    return ok(
      accounts.map((account) => ({
        id: account.id,
        version: account.version,
        userName: account.user_name,
        displayName: account.display_name,
        roles: rolesOf(account.roles),
        active: account.active === 1,
        lastSignedInAt: account.last_signed_in_at,
      })),
    )
  },

  async create(context, { userName, displayName, roles, password }) {
    const { store, now } = context
    if (store.kind === 'demo') return onlyLive()
    const created = await inTransaction(store, async (tx) => {
      const names = await tx.selectFrom('account').select('user_name').execute()
      if (names.some(({ user_name }) => foldUserName(user_name) === foldUserName(userName))) {
        return refuse('conflict', 'This user name is taken. Choose another one.', { field: 'userName' })
      }
      const person = await insertAccount(tx, { userName, displayName, roles: unique(roles) }, now())
      await appendAudit(tx, context, {
        action: 'account.created',
        subject: `account ${person.id}`,
        detail: { roles: person.roles },
      })
      // Last, because a keyring cannot be rolled back.
      const kept = await store.keyring.setPassword(userName, password)
      return kept.ok ? ok({ id: person.id }) : kept
    })
    if (created.ok) context.changed({ noun: 'account', ids: [created.value.id] })
    return created
  },

  async setRoles(context, { id, version, roles: wanted }) {
    const roles = unique(wanted)
    const { store, person } = context
    if (store.kind === 'demo') return onlyLive()
    const set = await inTransaction(store, async (tx) => {
      const account = await find(tx, id)
      if (!account) return gone()
      if (account.version !== version) return changedMeanwhile(account)
      if (
        !roles.includes('system_administrator') &&
        rolesOf(account.roles).includes('system_administrator')
      ) {
        if (id === person.id) {
          return refuse(
            'not_allowed',
            'You cannot take the system administrator role from yourself. Ask another system administrator.',
            { field: 'roles' },
          )
        }
        if (account.active === 1 && !(await othersAdminister(tx, id))) return lastAdministrator()
      }
      const next = version + 1
      await tx
        .updateTable('account')
        .set({ roles: JSON.stringify(roles), version: next })
        .where('id', '=', id)
        .execute()
      await appendAudit(tx, context, {
        action: 'account.roles_set',
        subject: `account ${id}`,
        detail: { before: rolesOf(account.roles), after: roles },
      })
      return ok({ version: next })
    })
    if (set.ok) context.changed({ noun: 'account', ids: [id] })
    return set
  },

  async setPassword(context, { id, password }) {
    const { store } = context
    if (store.kind === 'demo') return onlyLive()
    return inTransaction(store, async (tx) => {
      const account = await find(tx, id)
      if (!account || account.active === 0) return gone()
      await appendAudit(tx, context, { action: 'account.password_set', subject: `account ${id}` })
      const kept = await store.keyring.setPassword(account.user_name, password)
      return kept.ok ? ok({ done: true as const }) : kept
    })
  },

  async changeOwnPassword(context, { currentPassword, newPassword }) {
    const { store, person, now } = context
    if (store.kind === 'demo') return onlyLive()
    const checked = await store.keyring.checkPassword(person.userName, currentPassword, now())
    if (!checked.ok) {
      const message = checked.refusal.message.includes('wait')
        ? checked.refusal.message
        : 'This is not your present password.'
      return refuse('invalid', message, { field: 'currentPassword' })
    }
    return inTransaction(store, async (tx) => {
      await appendAudit(tx, context, {
        action: 'account.own_password_changed',
        subject: `account ${person.id}`,
      })
      const kept = await store.keyring.setPassword(person.userName, newPassword)
      return kept.ok
        ? ok({ done: true as const })
        : { ok: false, refusal: { ...kept.refusal, field: 'newPassword' } }
    })
  },

  async deactivate(context, { id, version }) {
    const { store, person } = context
    if (store.kind === 'demo') return onlyLive()
    if (id === person.id) {
      return refuse('not_allowed', 'You cannot close your own account. Ask another system administrator.')
    }
    const closed = await inTransaction(store, async (tx) => {
      const account = await find(tx, id)
      if (!account) return gone()
      if (account.version !== version) return changedMeanwhile(account)
      if (rolesOf(account.roles).includes('system_administrator') && !(await othersAdminister(tx, id))) {
        return lastAdministrator()
      }
      const next = version + 1
      await tx.updateTable('account').set({ active: 0, version: next }).where('id', '=', id).execute()
      await appendAudit(tx, context, { action: 'account.deactivated', subject: `account ${id}` })
      const removed = await store.keyring.removeUser(account.user_name)
      return removed.ok ? ok({ version: next }) : removed
    })
    if (closed.ok) context.changed({ noun: 'account', ids: [id] })
    return closed
  },
}

function unique(roles: readonly Role[]): Role[] {
  return [...new Set(roles)]
}

function lastAdministrator(): Result<never> {
  return refuse(
    'not_allowed',
    'This is the last system administrator. Make somebody else one first, so that accounts can still be managed.',
  )
}
