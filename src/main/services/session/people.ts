import { v7 as uuidv7 } from 'uuid'
import { type Role, roles as knownRoles } from '../../../shared/codes/roles.ts'
import type { Person } from '../../../shared/contract/session.ts'
import { foldUserName } from '../../store/keyring/keyring.ts'
import type { AccountTable } from '../../store/schema.ts'
import type { Readable, Writing } from '../../store/store.ts'

/** The roles kept in an account's column: a JSON list. A role the app no longer knows is left out. */
export function rolesOf(column: string): Role[] {
  const listed: unknown = JSON.parse(column)
  return Array.isArray(listed) ? knownRoles.filter((role) => listed.includes(role)) : []
}

/** An account as the person who signs in with it. */
export function personOf(account: Pick<AccountTable, 'id' | 'user_name' | 'display_name' | 'roles'>): Person {
  return {
    id: account.id,
    userName: account.user_name,
    displayName: account.display_name,
    roles: rolesOf(account.roles),
  }
}

/** The active account with this user name, in any case; null when there is none. */
export async function findActiveAccount(read: Readable, userName: string): Promise<AccountTable | null> {
  const accounts = await read.selectFrom('account').selectAll().where('active', '=', 1).execute()
  const name = foldUserName(userName)
  return accounts.find((account) => foldUserName(account.user_name) === name) ?? null
}

/** The active account with this id; null when there is none. */
export async function activeAccountById(read: Readable, id: string): Promise<AccountTable | null> {
  const account = await read
    .selectFrom('account')
    .selectAll()
    .where('id', '=', id)
    .where('active', '=', 1)
    .executeTakeFirst()
  return account ?? null
}

export interface NewAccount {
  userName: string
  displayName: string
  roles: readonly Role[]
}

/** Adds an account and returns who it is. Its password is the keyring's business. */
export async function insertAccount(tx: Writing, account: NewAccount, now: string): Promise<Person> {
  const row = {
    id: uuidv7(),
    user_name: account.userName,
    display_name: account.displayName,
    roles: JSON.stringify(account.roles),
    created_at: now,
    last_signed_in_at: null,
  }
  await tx
    .insertInto('account')
    .values({ ...row, version: 1, active: 1 })
    .execute()
  return personOf(row)
}
