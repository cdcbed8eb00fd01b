import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { unwrap } from '../../src/main/store/keyring/keyring.ts'
import { cheapPasswords, createTestStore, refusalOf, type TestStore } from '../support/test-store.ts'

let test: TestStore
beforeEach(async () => {
  test = await createTestStore({ roles: ['system_administrator'] })
})
afterEach(() => test.close())

const password = 'three mossy kettles'
const newcomer = { userName: 'bela', displayName: 'Second Person', roles: ['clinician' as const], password }

async function mayUnlock(userName: string, word: string): Promise<boolean> {
  const now = '2026-03-02T12:00:00.000Z'
  return (await unwrap(test.folder, userName, word, { now, cost: cheapPasswords })).ok
}

async function account(id: string) {
  const found = (await test.client.accounts.list()).find((each) => each.id === id)
  if (!found) throw new Error('No such account')
  return found
}

const actions = async () => (await test.client.audit.page({})).rows.map((row) => row.action).toReversed()

describe('accounts', () => {
  it('are made with roles and a password that opens the store', async () => {
    const { id } = await test.client.accounts.create(newcomer)
    expect(await account(id)).toEqual({
      id,
      version: 1,
      userName: 'bela',
      displayName: 'Second Person',
      roles: ['clinician'],
      active: true,
      lastSignedInAt: null,
    })
    expect(await mayUnlock('bela', password)).toBe(true)
    expect(await actions()).toEqual(['account.created'])
    expect(test.changed).toEqual([{ noun: 'account', ids: [id] }])
  })

  it('have names of their own, whatever the case', async () => {
    await test.client.accounts.create(newcomer)
    const refusal = await refusalOf(test.client.accounts.create({ ...newcomer, userName: 'BELA' }))
    expect(refusal).toMatchObject({ kind: 'conflict', field: 'userName' })
  })

  it('are not made half when the password is refused', async () => {
    const refusal = await refusalOf(test.client.accounts.create({ ...newcomer, password: 'password1234' }))
    expect(refusal).toMatchObject({ kind: 'invalid', field: 'password' })
    expect(await test.client.accounts.list()).toHaveLength(1)
    expect(await actions()).toEqual([])
  })

  it('change roles at the version that was seen', async () => {
    const { id } = await test.client.accounts.create(newcomer)
    expect(await test.client.accounts.setRoles({ id, version: 1, roles: ['manager', 'manager'] })).toEqual({
      version: 2,
    })
    expect((await account(id)).roles).toEqual(['manager'])
    const refusal = await refusalOf(test.client.accounts.setRoles({ id, version: 1, roles: ['clinician'] }))
    expect(refusal).toMatchObject({ kind: 'conflict', present: { version: 2, roles: ['manager'] } })
    expect((await account(id)).roles).toEqual(['manager'])
  })

  it('of people who left no longer open the store', async () => {
    const { id } = await test.client.accounts.create(newcomer)
    await test.client.accounts.deactivate({ id, version: 1 })
    expect((await account(id)).active).toBe(false)
    expect(await mayUnlock('bela', password)).toBe(false)
    expect((await refusalOf(test.client.accounts.setPassword({ id, password }))).kind).toBe('not_found')
  })

  it('get a new password from a system administrator', async () => {
    const { id } = await test.client.accounts.create(newcomer)
    await test.client.accounts.setPassword({ id, password: 'seven quiet lanterns' })
    expect(await mayUnlock('bela', password)).toBe(false)
    expect(await mayUnlock('bela', 'seven quiet lanterns')).toBe(true)
    expect(await actions()).toEqual(['account.created', 'account.password_set'])
  })
})

describe('the last system administrator', () => {
  it('cannot be closed or lose the role, by oneself or by another', async () => {
    const own = test.context.person.id
    const ownRoles = test.client.accounts.setRoles({ id: own, version: 1, roles: ['manager'] })
    expect(await refusalOf(ownRoles)).toMatchObject({ kind: 'not_allowed', field: 'roles' })
    expect((await refusalOf(test.client.accounts.deactivate({ id: own, version: 1 }))).kind).toBe(
      'not_allowed',
    )

    const { id } = await test.client.accounts.create({ ...newcomer, roles: ['system_administrator'] })
    await test.client.accounts.deactivate({ id, version: 1 })
    // The closed account does not count as one who is left.
    const other = await test.clientAs(['system_administrator'])
    const [second] = (await test.client.accounts.list()).filter((each) => each.active && each.id !== own)
    await test.client.accounts.deactivate({ id: second?.id ?? '', version: 1 })
    expect((await refusalOf(other.accounts.deactivate({ id: own, version: 1 }))).kind).toBe('not_allowed')
    const taken = other.accounts.setRoles({ id: own, version: 1, roles: ['clinician'] })
    expect((await refusalOf(taken)).kind).toBe('not_allowed')
    expect((await account(own)).roles).toEqual(['system_administrator'])
  })

  it('may be replaced by another one', async () => {
    const { id } = await test.client.accounts.create({ ...newcomer, roles: ['system_administrator'] })
    expect(await test.client.accounts.setRoles({ id, version: 1, roles: ['manager'] })).toEqual({
      version: 2,
    })
  })
})

describe('one’s own password', () => {
  it('is changed with the present one only', async () => {
    const own = test.context.person
    await test.store.keyring.setPassword(own.userName, password)
    const newPassword = 'seven quiet lanterns'
    const wrong = test.client.accounts.changeOwnPassword({ currentPassword: 'guess', newPassword })
    expect(await refusalOf(wrong)).toMatchObject({ kind: 'invalid', field: 'currentPassword' })
    const weak = test.client.accounts.changeOwnPassword({
      currentPassword: password,
      newPassword: 'aaaaaaaaaaaa',
    })
    expect(await refusalOf(weak)).toMatchObject({ kind: 'invalid', field: 'newPassword' })
    expect(await mayUnlock(own.userName, password)).toBe(true)
    await test.client.accounts.changeOwnPassword({ currentPassword: password, newPassword })
    expect(await mayUnlock(own.userName, newPassword)).toBe(true)
    expect(await mayUnlock(own.userName, password)).toBe(false)
  })
})
