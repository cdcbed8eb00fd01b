import { readdir, readFile, rm, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import {
  createKeyring,
  newDatabaseKey,
  openKeyring,
  readOpenKey,
  unwrap,
  unwrapWithTypedRecoveryKey,
} from '../../src/main/store/keyring/keyring.ts'
import { checkPassword } from '../../src/main/store/keyring/password-policy.ts'
import { newRecoveryKey, readRecoveryKey } from '../../src/main/store/keyring/recovery-key.ts'
import { delayAfter } from '../../src/main/store/keyring/throttle.ts'
import { usualCost } from '../../src/main/store/keyring/wrapping.ts'
import { cheapPasswords, temporaryFolder } from '../support/test-store.ts'

let folder: string
let remove: () => Promise<void>
let key: Buffer
let recoveryKey: string
const at = (seconds: number) => new Date(Date.UTC(2026, 2, 2, 9, 0, seconds)).toISOString()
const now = at(0)
const password = 'three mossy kettles'

beforeEach(async () => {
  ;({ folder, remove } = await temporaryFolder())
  key = newDatabaseKey()
  recoveryKey = await createKeyring(folder, key)
  await openKeyring(folder, key, cheapPasswords).setPassword('Anna.B', password)
})
afterEach(() => remove())

const tryPassword = (userName: string, word: string, when = now) =>
  unwrap(folder, userName, word, { now: when, cost: cheapPasswords })

describe('the keyring', () => {
  it('gives the key for the right password, the name in any case', async () => {
    expect(await tryPassword('anna.b', password)).toEqual({ ok: true, value: key })
    expect(await tryPassword('ANNA.B ', password)).toEqual({ ok: true, value: key })
  })

  it('keeps neither key, password nor recovery key in the open', async () => {
    const text = await readFile(path.join(folder, 'keyring.json'), 'utf8')
    for (const secret of [key.toString('base64'), key.toString('hex'), password, recoveryKey]) {
      expect(text).not.toContain(secret)
    }
    expect(await readOpenKey(folder)).toMatchObject({ ok: false, refusal: { kind: 'not_allowed' } })
  })

  it('gives each person a way in of their own, and takes it away again', async () => {
    const keyring = openKeyring(folder, key, cheapPasswords)
    await keyring.setPassword('bela', 'seven quiet lanterns')
    expect((await tryPassword('bela', 'seven quiet lanterns')).ok).toBe(true)
    expect((await tryPassword('bela', password)).ok).toBe(false)
    await keyring.removeUser('BELA')
    expect((await tryPassword('bela', 'seven quiet lanterns')).ok).toBe(false)
    expect((await tryPassword('anna.b', password)).ok).toBe(true)
  })

  it('replaces a password: the old one no longer works', async () => {
    await openKeyring(folder, key, cheapPasswords).setPassword('anna.b', 'seven quiet lanterns')
    expect((await tryPassword('anna.b', password)).ok).toBe(false)
    expect((await tryPassword('anna.b', 'seven quiet lanterns')).ok).toBe(true)
    const { users } = JSON.parse(await readFile(path.join(folder, 'keyring.json'), 'utf8')) as {
      users: unknown[]
    }
    expect(users).toHaveLength(1)
  })

  it('does not take one person’s wrapping for another’s', async () => {
    const file = path.join(folder, 'keyring.json')
    const content = JSON.parse(await readFile(file, 'utf8')) as { users: { userName: string }[] }
    content.users.push({ ...content.users[0], userName: 'mallory' })
    await writeFile(file, JSON.stringify(content))
    expect((await tryPassword('mallory', password)).ok).toBe(false)
  })

  it('leaves no other file behind when it writes', async () => {
    await openKeyring(folder, key, cheapPasswords).setPassword('bela', 'seven quiet lanterns')
    expect(await readdir(folder)).toEqual(['keyring.json'])
  })

  it.each([
    ['missing', async (file: string) => rm(file)],
    ['cut short', async (file: string) => writeFile(file, (await readFile(file)).subarray(0, 100))],
    ['of another format', async (file: string) => writeFile(file, '{"format": 7}')],
  ])('says what to do when its file is %s', async (_what, harm) => {
    await harm(path.join(folder, 'keyring.json'))
    const refused = await tryPassword('anna.b', password)
    expect(refused).toMatchObject({ ok: false, refusal: { kind: 'unavailable' } })
    if (!refused.ok) expect(refused.refusal.message).toMatch(/Put back the copy/)
  })

  it('costs what OWASP asks for at least', () => {
    expect(usualCost).toEqual({ memoryCost: 19_456, timeCost: 2, parallelism: 1 })
  })
})

describe('wrong tries', () => {
  it('cost nothing up to four, then time that doubles up to 15 minutes', () => {
    expect([0, 4, 5, 6, 7, 40].map(delayAfter)).toEqual([0, 0, 5, 10, 20, 900])
  })

  it('make even the right password wait, then clear', async () => {
    for (let wrong = 0; wrong < 5; wrong += 1) expect((await tryPassword('anna.b', 'wrong')).ok).toBe(false)
    const early = await tryPassword('anna.b', password, at(4))
    expect(early).toMatchObject({ ok: false, refusal: { kind: 'not_allowed' } })
    if (!early.ok) expect(early.refusal.message).toMatch(/wait 1 second/)
    expect((await tryPassword('anna.b', password, at(5))).ok).toBe(true)
    expect((await tryPassword('anna.b', 'wrong', at(6))).ok).toBe(false)
    expect((await tryPassword('anna.b', password, at(6))).ok).toBe(true)
  })

  it('of one name do not hold up another', async () => {
    for (let wrong = 0; wrong < 8; wrong += 1) await tryPassword('bela', 'wrong')
    expect((await tryPassword('anna.b', password)).ok).toBe(true)
  })
})

describe('the recovery key', () => {
  it('opens the store however it is typed', async () => {
    const typings = [
      recoveryKey,
      recoveryKey.toLowerCase(),
      recoveryKey.replaceAll('-', ''),
      ` ${recoveryKey} `,
    ]
    for (const typed of typings) {
      expect(await unwrapWithTypedRecoveryKey(folder, typed, { now })).toEqual({ ok: true, value: key })
    }
  })

  it('is another one each time and of 40 characters that cannot be misread', () => {
    const keys = Array.from({ length: 50 }, newRecoveryKey)
    expect(new Set(keys).size).toBe(50)
    for (const each of keys) {
      expect(each).toMatch(/^([0-9A-HJKMNP-TV-Z]{5}-){7}[0-9A-HJKMNP-TV-Z]{5}$/)
      expect(readRecoveryKey(each)).toBe(each)
    }
  })

  it('tells a slip from a key of other data', async () => {
    expect(await unwrapWithTypedRecoveryKey(folder, recoveryKey.slice(0, -1), { now })).toMatchObject({
      ok: false,
      refusal: { kind: 'invalid', field: 'recoveryKey' },
    })
    expect(await unwrapWithTypedRecoveryKey(folder, newRecoveryKey(), { now })).toMatchObject({
      ok: false,
      refusal: { kind: 'not_allowed', field: 'recoveryKey' },
    })
  })

  it('notices nearly every slip of one character', () => {
    const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
    let noticed = 0
    let tried = 0
    for (let position = 0; position < recoveryKey.length; position += 1) {
      if (recoveryKey[position] === '-') continue
      for (const other of alphabet) {
        if (other === recoveryKey[position]) continue
        tried += 1
        const typed = recoveryKey.slice(0, position) + other + recoveryKey.slice(position + 1)
        if (readRecoveryKey(typed) === null) noticed += 1
      }
    }
    expect(noticed / tried).toBeGreaterThan(0.93)
  })
})

describe('checkPassword', () => {
  it.each(['three mossy kettles', 'Blwyddyn newydd dda', 'tR0ub4dor&3-x9', 'ÄÖÜ-éèê-ñ-łşğ'])(
    'takes %s',
    (word) => {
      expect(checkPassword(word, 'anna').ok).toBe(true)
    },
  )

  it.each([
    ['too short', 'mossy kettle'.slice(0, 11)],
    ['the user name', 'ANNA-and-the-kettles'],
    ['a well-known one', 'Password1234'],
    ['a well-known one with a tail', 'qwertyuiop12'],
    ['a well-known one twice', 'passwordpassword'],
    ['a run', '123456789012'],
    ['a run downwards', '987654321098'],
    ['one character', 'aaaaaaaaaaaaaaa'],
    ['a pair', 'abababababababab'],
  ])('refuses %s', (_what, word) => {
    expect(checkPassword(word, 'anna')).toMatchObject({
      ok: false,
      refusal: { kind: 'invalid', field: 'password' },
    })
  })
})
