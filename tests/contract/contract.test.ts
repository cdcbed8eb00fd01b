import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { handlers } from '../../src/main/services/handler-tree.ts'
import { roles, type Role } from '../../src/shared/codes/roles.ts'
import { type Access, access, mayCall } from '../../src/shared/contract/access.ts'
import { contract } from '../../src/shared/contract/index.ts'
import { createTestStore, refusalOf, type TestStore } from '../support/test-store.ts'

type Tree<Leaf> = Record<string, Record<string, Leaf>>
type Call = (input: unknown) => Promise<unknown>
interface AnyProcedure {
  '~orpc': { inputSchema?: unknown }
}

const rules: Tree<Access> = access
const tree = handlers as Tree<unknown>
const procedures = Object.entries(contract as Tree<AnyProcedure>).flatMap(([noun, verbs]) =>
  Object.entries(verbs).map(([verb, procedure]) => ({
    name: `${noun}.${verb}`,
    noun,
    verb,
    takesInput: procedure['~orpc'].inputSchema !== undefined,
    rule: rules[noun]?.[verb],
  })),
)
const forSomeRoles = procedures.filter(({ rule }) => Array.isArray(rule))
const notForAnyone = procedures.filter(({ rule }) => rule !== 'anyone')
const withInput = procedures.filter(({ takesInput }) => takesInput)

let everyRole: TestStore
beforeAll(async () => {
  everyRole = await createTestStore()
})
afterAll(() => everyRole.close())

function callIn(client: unknown, noun: string, verb: string): Call {
  const call = (client as Tree<Call>)[noun]?.[verb]
  if (!call) throw new Error(`The client has no ${noun}.${verb}`)
  return call
}

describe('every procedure', () => {
  it.each(procedures)('$name has a handler', ({ noun, verb }) => {
    expect(typeof tree[noun]?.[verb]).toBe('function')
  })

  it('of the handlers is in the contract', () => {
    const handled = Object.entries(tree).flatMap(([noun, verbs]) =>
      Object.keys(verbs).map((verb) => `${noun}.${verb}`),
    )
    expect(procedures.map(({ name }) => name)).toEqual(expect.arrayContaining(handled))
  })

  it.each(procedures)('$name says who may call it', ({ rule }) => {
    expect(rule).toBeDefined()
    if (Array.isArray(rule)) {
      expect(rule.length).toBeGreaterThan(0)
      expect(roles).toEqual(expect.arrayContaining(rule))
    }
  })

  it('that anyone may call is about the session or the change stream', () => {
    const open = procedures.filter(({ rule }) => rule === 'anyone').map(({ noun }) => noun)
    expect(new Set(open)).toEqual(new Set(['session', 'changes']))
  })
})

describe('nobody signed in', () => {
  it.each(notForAnyone)('$name is refused', async ({ noun, verb }) => {
    const client = await everyRole.clientAs(null)
    expect(await refusalOf(callIn(client, noun, verb)({}))).toMatchObject({ kind: 'not_signed_in' })
  })
})

describe('somebody without the role', () => {
  it.each(forSomeRoles)('$name is refused', async ({ noun, verb, rule }) => {
    const allowed: readonly Role[] = Array.isArray(rule) ? rule : []
    const others = roles.filter((role) => !allowed.includes(role))
    expect(others.length).toBeGreaterThan(0)
    const client = await everyRole.clientAs(others)
    // Whatever is sent: the role is asked before the input is looked at.
    expect(await refusalOf(callIn(client, noun, verb)({}))).toMatchObject({ kind: 'not_allowed' })
  })
})

describe('input of the wrong kind', () => {
  it.each(withInput)('$name refuses it', async ({ noun, verb }) => {
    for (const wrong of [42, 'text', ['list']]) {
      const refusal = await refusalOf(callIn(everyRole.client, noun, verb)(wrong))
      expect(refusal.kind).toBe('invalid')
      expect(refusal.issues?.length).toBeGreaterThan(0)
    }
  })
})

describe('mayCall', () => {
  it('follows the table', () => {
    expect(mayCall('anyone', null)).toBe(true)
    expect(mayCall('signed_in', null)).toBe(false)
    expect(mayCall('signed_in', [])).toBe(true)
    expect(mayCall(['manager'], ['clinician'])).toBe(false)
    expect(mayCall(['manager'], ['clinician', 'manager'])).toBe(true)
    expect(mayCall(['manager'], null)).toBe(false)
  })
})
