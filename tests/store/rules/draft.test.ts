import { readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { TriageRule } from '../../../src/shared/triage/rules.ts'
import { changeRule, draftRule, mutismElsewhere, publish } from '../../support/rules.ts'
import { createTestStore, refusalOf, type TestStore } from '../../support/test-store.ts'

let store: TestStore
beforeEach(async () => {
  store = await createTestStore({ today: '2026-03-02' })
})
afterEach(() => store.close())

function fileToWrite(name: string): { token: string; file: string } {
  const file = path.join(store.folder, name)
  store.grant(`write-${name}`, { path: file, name, size: 0, purpose: 'write' })
  return { token: `write-${name}`, file }
}

async function fileToRead(name: string, content: string): Promise<string> {
  const file = path.join(store.folder, name)
  await writeFile(file, content)
  store.grant(`read-${name}`, { path: file, name, size: content.length, purpose: 'read' })
  return `read-${name}`
}

describe('the draft', () => {
  it('begins as the current version, and reads the same', async () => {
    const draft = await store.client.rules.draft()
    expect(draft).toMatchObject({
      draftVersion: 0,
      basedOn: 1,
      isBehind: false,
      changedBy: null,
      problems: [],
      changes: { added: 0, removed: 0, changed: 0 },
    })
    expect(draft.inWords).toHaveLength(42)
    expect(draft.inWords.every(({ changedBy }) => changedBy === null)).toBe(true)
  })

  it('keeps who changed a rule, when, and the next version of it', async () => {
    const changed = await changeRule(store.client, 'S06', mutismElsewhere)
    expect(changed).toMatchObject({ draftVersion: 1, changes: { added: 0, removed: 0, changed: 1 } })
    expect(changed.changedBy).toBe(store.context.person.displayName)
    expect(changed.rules.find(({ id }) => id === 'S06')).toMatchObject({
      version: 2,
      changedBy: store.context.person.displayName,
      changedOn: '2026-03-02',
    })
    // Said once more, the rule is the same version; said as before, it is the one of before.
    const again = await changeRule(store.client, 'S06', { name: 'Selective mutism, our pathway' })
    expect(again.rules.find(({ id }) => id === 'S06')?.version).toBe(2)
    const { rules } = await store.client.rules.get({ of: { kind: 'version', version: 1 } })
    const before = rules.find(({ id }) => id === 'S06')
    const back = await changeRule(store.client, 'S06', { ...before })
    expect(back.rules.find(({ id }) => id === 'S06')).toEqual(before)
    expect(back.changes).toEqual({ added: 0, removed: 0, changed: 0 })
  })

  it('is not overwritten by somebody who saw an older one', async () => {
    const seen = await store.client.rules.draft()
    await changeRule(store.client, 'S06', mutismElsewhere)
    const rule = await draftRule(store.client, 'S05')
    const late = store.client.rules.saveRule({
      draftVersion: seen.draftVersion,
      rule: { ...rule, enabled: false },
      replaces: 'S05',
    })
    expect(await refusalOf(late)).toMatchObject({ kind: 'conflict', present: { draftVersion: 1 } })
    expect((await store.client.rules.draft()).changes.changed).toBe(1)
  })

  it('discarded and begun anew, does not take what was meant for the old one', async () => {
    const first = await changeRule(store.client, 'S06', mutismElsewhere)
    const closed = await store.client.rules.discardDraft({ draftVersion: first.draftVersion })
    expect(closed.changes.changed).toBe(0)
    const rule = await draftRule(store.client, 'S05')
    const late = store.client.rules.saveRule({
      draftVersion: 1,
      rule: { ...rule, enabled: false },
      replaces: 'S05',
    })
    expect((await refusalOf(late)).kind).toBe('conflict')
  })

  it('refuses what it cannot read, with its place and the reason', async () => {
    const at = (await store.client.rules.draft()).rules.findIndex(({ id }) => id === 'S06')
    const wrong = changeRule(store.client, 'S06', {
      when: { all: [{ field: 'shoeSize', op: 'gte', value: 3 }] },
    })
    const refusal = await refusalOf(wrong)
    expect(refusal.issues).toEqual([
      {
        field: `rules[${at}].when.all[0].field`,
        message: '"shoeSize" is not a field that rules can ask about.',
      },
    ])
    const twice = await refusalOf(
      store.client.rules.saveRule({ draftVersion: 0, rule: { ...(await draftRule(store.client, 'S06')) } }),
    )
    expect(twice.issues?.[0]?.message).toBe('Rule S06 is there twice.')
  })

  it('takes a new rule and loses one', async () => {
    const like = await draftRule(store.client, 'S05')
    const added = await store.client.rules.saveRule({
      draftVersion: 0,
      rule: { ...like, id: 'L01', name: 'Our own' },
    })
    expect(added.changes).toEqual({ added: 1, removed: 0, changed: 0 })
    expect(added.rules.at(-1)).toMatchObject({ id: 'L01', version: 1, changedOn: '2026-03-02' })
    const removed = await store.client.rules.removeRule({ draftVersion: 1, ruleId: 'S05' })
    expect(removed.changes).toEqual({ added: 1, removed: 1, changed: 0 })
    const gone = store.client.rules.removeRule({ draftVersion: 2, ruleId: 'S05' })
    expect((await refusalOf(gone)).kind).toBe('not_found')
  })

  it('is written by clinical leads only', async () => {
    const clinician = await store.clientAs(['clinician', 'administrator', 'manager'])
    const call = clinician.rules.saveRule({ draftVersion: 0, rule: {}, replaces: 'S06' })
    expect((await refusalOf(call)).kind).toBe('not_allowed')
    expect((await clinician.rules.draft()).rules).toHaveLength(42)
  })
})

describe('a rule while it is written', () => {
  it('is read back as a sentence with what a blank does', async () => {
    const rule = await draftRule(store.client, 'S06')
    const checked = await store.client.rules.checkRule({ rule: { ...rule }, replaces: 'S06' })
    expect(checked).toMatchObject({ problems: [], kind: expect.any(String) })
    expect(checked.sentence).toContain('selective mutism')
    expect(checked.notes).toEqual([expect.stringContaining('does not fire')])
  })

  it('that nobody can fulfil is named where it goes wrong, and saved all the same for later', async () => {
    const when = {
      all: [
        { field: 'ageYears', op: 'lt' as const, value: 2 },
        { field: 'ageYears', op: 'gte' as const, value: 5 },
      ],
    }
    const rule = { ...(await draftRule(store.client, 'S06')), when }
    const { problems } = await store.client.rules.checkRule({ rule, replaces: 'S06' })
    const at = (await store.client.rules.draft()).rules.findIndex(({ id }) => id === 'S06')
    expect(problems).toEqual([
      expect.objectContaining({ place: `rules[${at}].when.all[1].value`, kind: 'impossible', blocks: true }),
    ])
    const saved = await changeRule(store.client, 'S06', { when })
    expect(saved.problems).toHaveLength(1)
    const refusal = await refusalOf(publish(store.client))
    expect(refusal).toMatchObject({ kind: 'invalid', field: `rules[${at}].when.all[1].value` })
    expect(await store.client.rules.versions()).toHaveLength(1)
  })
})

describe('a rule file', () => {
  it('goes out and comes back as the same rules', async () => {
    await changeRule(store.client, 'S06', mutismElsewhere)
    const { token, file } = fileToWrite('rules.json')
    expect(await store.client.rules.exportFile({ of: { kind: 'draft' }, file: token })).toMatchObject({
      rules: 42,
    })
    const text = await readFile(file, 'utf8')
    const before = await store.client.rules.draft()
    await store.client.rules.discardDraft({ draftVersion: before.draftVersion })
    const { draftVersion } = await store.client.rules.draft()
    const again = await store.client.rules.importDraft({
      draftVersion,
      file: await fileToRead('in.json', text),
    })
    expect(again.rules).toEqual(before.rules)
    expect(again.changes.changed).toBe(1)
  })

  it('with an unknown field is refused with place and reason, and the draft stays', async () => {
    const { rules } = await store.client.rules.draft()
    const broken = rules.map((rule): TriageRule =>
      rule.id === 'C10'
        ? { ...rule, when: { all: [rule.when, { field: 'moonPhase', op: 'eq', value: true }] } }
        : rule,
    )
    const at = rules.findIndex(({ id }) => id === 'C10')
    const file = await fileToRead('bad.json', JSON.stringify({ schema: 'cyp-triage-rules/1', rules: broken }))
    const refusal = await refusalOf(store.client.rules.importDraft({ draftVersion: 0, file }))
    expect(refusal.issues).toEqual([
      {
        field: `rules[${at}].when.all[1].field`,
        message: '"moonPhase" is not a field that rules can ask about.',
      },
    ])
    expect((await store.client.rules.draft()).draftVersion).toBe(0)
    const notJson = await fileToRead('no.json', 'rules: none')
    expect(await refusalOf(store.client.rules.importDraft({ draftVersion: 0, file: notJson }))).toMatchObject(
      {
        kind: 'invalid',
        field: 'file',
      },
    )
  })

  it('is only written where somebody chose to, and only read where somebody chose to', async () => {
    const unknown = store.client.rules.exportFile({ of: { kind: 'draft' }, file: 'no-such-token' })
    expect((await refusalOf(unknown)).kind).toBe('not_found')
    const { token } = fileToWrite('target.json')
    const read = store.client.rules.importDraft({ draftVersion: 0, file: token })
    expect((await refusalOf(read)).kind).toBe('not_found')
  })
})
