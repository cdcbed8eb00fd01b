import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { LetterWanted } from '../../../src/shared/contract/letters.ts'
import { recordFact } from '../../../src/main/services/referrals/commands.ts'
import { createLettersFor } from '../../../src/main/services/letters/store-letter.ts'
import { letterWanted } from '../../../src/shared/contract/letters.ts'
import type { PrintablePage } from '../../../src/main/services/context.ts'
import { registerReferral } from '../../support/register.ts'
import { createTestStore, refusalOf, type TestStore } from '../../support/test-store.ts'

const safe = {
  name: 'Ewa Testowa',
  relationship: 'Mother',
  safeToContact: true,
  parentalResponsibility: true,
}
const home = { address: '12 Sample Street, Example Town', postcode: 'ZZ99 3AA' }
const accepted: LetterWanted = { purpose: 'acknowledgement', audience: 'family' }

let test: TestStore
let pages: PrintablePage[]
beforeEach(async () => {
  test = await createTestStore()
  pages = []
  test.context.handToShell = (page) => {
    pages.push(page)
    return true
  }
})
afterEach(() => test.close())

const register = (child: Parameters<typeof registerReferral>[2] = {}) =>
  registerReferral(
    test.client,
    { referrerName: 'Dr A. Sample', referrerRole: 'gp' },
    { ...home, contacts: [safe as never], ...child },
  )

async function make(referralId: string, wanted: LetterWanted = accepted) {
  const { letters } = await test.client.letters.create({ referralId, letters: [wanted] })
  const [made] = letters
  if (!made) throw new Error('No letter was made')
  return made
}

async function auditOf(subject: string): Promise<string[]> {
  const rows = await test.store.read
    .selectFrom('audit')
    .select(['action'])
    .where('subject', '=', subject)
    .orderBy('sequence')
    .execute()
  return rows.map((row) => row.action)
}

describe('a letter', () => {
  it('is shown before it is made, and nothing is stored by looking', async () => {
    const { referralId } = await register({ givenName: 'Zofia', familyName: 'Testowa' })
    const [preview] = await test.client.letters.preview({ referralId, letters: [accepted] })
    expect(preview).toMatchObject({ refused: null, cautions: [], holds: [], missing: [], language: 'en' })
    expect(preview?.document?.addressLines).toEqual([
      'Ewa Testowa',
      '12 Sample Street',
      'Example Town',
      'ZZ99 3AA',
    ])
    expect(JSON.stringify(preview?.document?.blocks)).toContain('Zofia')
    expect(await test.store.read.selectFrom('letter').selectAll().execute()).toEqual([])
  })

  it('is frozen with its hash and does not change with the child', async () => {
    const { referralId, childId } = await register({ givenName: 'Zofia' })
    const { letterId, state } = await make(referralId)
    expect(state).toBe('ready')
    await test.store.write((tx) =>
      tx.updateTable('child').set({ given_name: 'Other' }).where('id', '=', childId).execute(),
    )
    const letter = await test.client.letters.get({ letterId })
    expect(JSON.stringify(letter.document.blocks)).toContain('Zofia')
    expect(letter.sha256).toMatch(/^[0-9a-f]{64}$/)
    expect(await auditOf(letterId)).toEqual(['letter.created', 'letter.viewed'])
  })

  it('whose words were changed behind the app’s back is not shown or printed', async () => {
    const { referralId } = await register()
    const { letterId } = await make(referralId)
    await test.store.write((tx) =>
      tx.updateTable('letter').set({ document: '{"addressLines":[]}' }).where('id', '=', letterId).execute(),
    )
    expect(await refusalOf(test.client.letters.get({ letterId }))).toMatchObject({ kind: 'unavailable' })
    expect(await refusalOf(test.client.letters.handOver({ letterIds: [letterId], to: 'pdf' }))).toMatchObject(
      { kind: 'unavailable' },
    )
    expect(pages).toEqual([])
  })

  it('says what is missing and is not made without it', async () => {
    const { referralId } = await register()
    const redirect: LetterWanted = { purpose: 'redirected', audience: 'family' }
    const [preview] = await test.client.letters.preview({ referralId, letters: [redirect] })
    expect(preview?.missing.map(({ field }) => field)).toEqual(['decision.route'])
    expect(await refusalOf(test.client.letters.create({ referralId, letters: [redirect] }))).toMatchObject({
      kind: 'invalid',
      message: expect.stringContaining('Decision: where to instead'),
    })
    expect(
      (await make(referralId, { ...redirect, supplied: { 'decision.route': 'the school nurses' } })).state,
    ).toBe('ready')
  })

  it('never copies what a clinician typed for the record', async () => {
    const { referralId } = await register()
    const recorded = await test.store.write((tx) =>
      recordFact(tx, test.context, referralId, null, {
        type: 'redirected',
        happenedOn: '2026-03-02',
        detail: { route: 'the school nurses', reasonCode: 'OUT_OF_AREA' },
        reason: 'Mother hard to engage',
      }),
    )
    expect(recorded.ok).toBe(true)
    const [family, referrer] = await test.client.letters.preview({
      referralId,
      letters: [
        { purpose: 'redirected', audience: 'family' },
        { purpose: 'redirected', audience: 'referrer' },
      ],
    })
    for (const preview of [family, referrer]) {
      expect(JSON.stringify(preview)).not.toContain('hard to engage')
      expect(JSON.stringify(preview)).toContain('the school nurses')
      expect(JSON.stringify(preview)).toContain('outside the area')
    }
  })
})

describe('somebody it must not reach', () => {
  it('is refused when marked unsafe, with the reason', async () => {
    const { referralId } = await register({ contacts: [{ ...safe, safeToContact: false } as never] })
    const [preview] = await test.client.letters.preview({ referralId, letters: [accepted] })
    expect(preview?.refused).toMatch(/not safe to contact/)
    expect(preview?.document).toBeNull()
    expect(
      await refusalOf(
        test.client.letters.create({
          referralId,
          letters: [{ ...accepted, confirmed: ['safety_unknown', 'nobody_named'] }],
        }),
      ),
    ).toMatchObject({
      kind: 'invalid',
      message: expect.stringMatching(/not safe to contact/),
    })
  })

  it('is passed over for a safe contact, and refused when chosen', async () => {
    const { referralId } = await register({
      contacts: [{ ...safe, name: 'Jan Testowy', safeToContact: false } as never, safe as never],
    })
    const [preview] = await test.client.letters.preview({ referralId, letters: [accepted] })
    expect(preview?.document?.addressLines[0]).toBe('Ewa Testowa')
    const unsafe = preview?.addressees.find(({ name }) => name === 'Jan Testowy')
    const [chosen] = await test.client.letters.preview({
      referralId,
      letters: [{ ...accepted, contactId: unsafe?.contactId ?? null }],
    })
    expect(chosen?.refused).toMatch(/Jan Testowy is marked not safe/)
  })

  it('is a caution to confirm when nobody asked', async () => {
    const { referralId } = await register({ contacts: [{ ...safe, safeToContact: null } as never] })
    expect(await refusalOf(test.client.letters.create({ referralId, letters: [accepted] }))).toMatchObject({
      message: expect.stringMatching(/Confirm first: Nobody has recorded/),
    })
    expect((await make(referralId, { ...accepted, confirmed: ['safety_unknown'] })).state).toBe('ready')
  })

  it('is not printed to once marked unsafe after the letter was written', async () => {
    const { referralId, childId } = await register()
    const { letterId } = await make(referralId)
    await test.store.write((tx) =>
      tx.updateTable('child_contact').set({ safe_to_contact: 0 }).where('child_id', '=', childId).execute(),
    )
    expect(
      await refusalOf(test.client.letters.handOver({ letterIds: [letterId], to: 'printer' })),
    ).toMatchObject({
      message: expect.stringMatching(/now marked not safe/),
    })
    expect(pages).toEqual([])
  })

  it('asks to confirm for a restricted record', async () => {
    const { referralId } = await register({ restricted: true })
    expect(await refusalOf(test.client.letters.create({ referralId, letters: [accepted] }))).toMatchObject({
      message: expect.stringMatching(/restricted/),
    })
  })
})

describe('a child who has died', () => {
  it('stops every letter that has not left, at once, and refuses new ones to the family', async () => {
    const { referralId, childId } = await register()
    const { letterId } = await make(referralId)
    const { letterId: sent } = await make(referralId)
    await test.client.letters.markSent({ letterIds: [sent], how: 'posted', sentOn: '2026-03-02' })
    const { version } = await test.client.referrals.get({ referralId })
    await test.client.referrals.record({
      referralId,
      version,
      event: { type: 'closed', detail: { reason: 'died' } },
      happenedOn: '2026-03-02',
      reason: 'Told by the GP',
    })
    const rows = await test.client.letters.ofChild({ childId })
    expect(rows.find((row) => row.letterId === letterId)).toMatchObject({
      state: 'cancelled',
      note: 'The child has died',
    })
    expect(rows.find((row) => row.letterId === sent)).toMatchObject({ state: 'sent' })
    const [family, gp] = await test.client.letters.preview({
      referralId,
      letters: [
        { ...accepted, confirmed: ['closed'] },
        { purpose: 'discharge', audience: 'referrer' },
      ],
    })
    expect(family?.refused).toMatch(/has died/)
    expect(gp?.refused).toBeNull()
    expect(await auditOf(referralId)).toContain('letter.cancelled_after_death')
  })
})

describe('what a family needs', () => {
  it('holds a letter that is not in their language until a person chooses', async () => {
    const { referralId } = await register({ language: 'Polish' })
    const { letterId, state, holds } = await make(referralId)
    expect(state).toBe('draft')
    expect(holds[0]?.text).toMatch(/language is Polish: there is no template/)
    expect(await refusalOf(test.client.letters.handOver({ letterIds: [letterId], to: 'pdf' }))).toMatchObject(
      { kind: 'invalid' },
    )
    const marked = await test.client.letters.markSent({
      letterIds: [letterId],
      how: 'posted',
      sentOn: '2026-03-02',
    })
    expect(marked).toMatchObject({ sent: 0, exceptions: [{ why: expect.stringMatching(/held/) }] })
    await test.client.letters.release({
      letterId,
      version: 1,
      answer: 'send_as_is',
      reason: 'The family reads English',
    })
    expect((await test.client.letters.get({ letterId })).state).toBe('ready')
  })

  it('takes a template in their language once there is one', async () => {
    const { referralId } = await register({ language: 'Polish' })
    await test.client.letters.saveTemplate({
      purpose: 'acknowledgement',
      audience: 'family',
      language: 'pl',
      name: 'Po polsku',
      body: 'Dzień dobry {{addressee.name}}',
    })
    const [preview] = await test.client.letters.preview({ referralId, letters: [accepted] })
    expect(preview).toMatchObject({ holds: [], language: 'pl', templateName: 'Po polsku' })
    expect(preview?.document?.signedBy).not.toContain('Yours sincerely')
  })

  it('sets large print large and easy read in easy words', async () => {
    const large = await register({ informationFormat: 'Large print' })
    const easy = await register({ informationFormat: 'Easy read' })
    const braille = await register({ informationFormat: 'Braille' })
    const [first] = await test.client.letters.preview({ referralId: large.referralId, letters: [accepted] })
    const [second] = await test.client.letters.preview({ referralId: easy.referralId, letters: [accepted] })
    const [third] = await test.client.letters.preview({ referralId: braille.referralId, letters: [accepted] })
    expect(first).toMatchObject({ format: 'large_print', holds: [] })
    expect(second).toMatchObject({
      format: 'easy_read',
      holds: [],
      templateName: 'Referral received: easy read',
    })
    expect(third?.holds).toMatchObject([{ hold: 'format', text: expect.stringContaining('braille') }])
  })
})

describe('sending', () => {
  it('is a fact on the timeline that can be taken back', async () => {
    const { referralId, childId } = await register()
    const { letterId } = await make(referralId)
    expect(
      await test.client.letters.markSent({ letterIds: [letterId], how: 'posted', sentOn: '2026-03-02' }),
    ).toEqual({ sent: 1, exceptions: [] })
    const before = await test.client.referrals.get({ referralId })
    expect(before.timeline[0]?.sentence).toBe('Letter to the family: Referral received. Printed and posted')
    await test.client.letters.undoSent({ letterIds: [letterId] })
    const [row] = await test.client.letters.ofChild({ childId })
    expect(row).toMatchObject({ state: 'ready', sentOn: null, sentHow: null })
    expect(
      (await test.client.referrals.get({ referralId })).timeline.find(({ type }) => type === 'letter_sent')
        ?.voidedBy,
    ).not.toBeNull()
  })

  it('follows the timeline when the fact is voided there', async () => {
    const { referralId, childId } = await register()
    const { letterId } = await make(referralId)
    await test.client.letters.markSent({ letterIds: [letterId], how: 'handed_over', sentOn: '2026-03-02' })
    const { version, timeline } = await test.client.referrals.get({ referralId })
    await test.client.referrals.voidEvent({
      referralId,
      version,
      eventId: timeline[0]!.eventId,
      reason: 'Wrong child',
    })
    expect((await test.client.letters.ofChild({ childId }))[0]?.state).toBe('ready')
  })

  it('remembers a letter that came back', async () => {
    const { referralId } = await register()
    const { letterId } = await make(referralId)
    await test.client.letters
      .markSent({ letterIds: [letterId], how: 'posted', sentOn: '2026-03-01' })
      .then(({ exceptions }) => expect(exceptions[0]?.why).toMatch(/before the letter was written/))
    await test.client.letters.markSent({ letterIds: [letterId], how: 'posted', sentOn: '2026-03-02' })
    const { version } = await test.client.letters.get({ letterId })
    await test.client.letters.markReturned({
      letterId,
      version,
      returnedOn: '2026-03-02',
      reason: 'Addressee gone away',
    })
    expect(await test.client.letters.get({ letterId })).toMatchObject({
      state: 'returned',
      note: 'Addressee gone away',
    })
    expect(await test.client.letters.counts()).toMatchObject({ returned: 1, toSend: 0 })
  })

  it('hands the frozen words to the shell under a ticket, and says so in the audit trail', async () => {
    const { referralId } = await register({ givenName: '<b>Zofia' })
    const { letterId } = await make(referralId)
    const { ticket, letters } = await test.client.letters.handOver({ letterIds: [letterId], to: 'pdf' })
    expect(letters).toBe(1)
    expect(pages[0]).toMatchObject({ ticket, title: 'letters-2026-03-02' })
    expect(pages[0]?.html).toContain('&lt;b&gt;Zofia')
    expect(pages[0]?.html).not.toContain('<b>Zofia')
    expect(await auditOf(letterId)).toEqual(['letter.created', 'letter.exported'])
  })

  it('can be written again until it has left', async () => {
    const { referralId } = await register()
    const { letterId } = await make(referralId)
    await test.client.letters.rewrite({ letterId, version: 1, addedWords: 'It was good to speak to you.' })
    const letter = await test.client.letters.get({ letterId })
    expect(JSON.stringify(letter.document)).toContain('good to speak')
    expect(
      await refusalOf(test.client.letters.rewrite({ letterId, version: 1, addedWords: '' })),
    ).toMatchObject({ kind: 'conflict' })
    await test.client.letters.markSent({ letterIds: [letterId], how: 'posted', sentOn: '2026-03-02' })
    expect(
      await refusalOf(test.client.letters.rewrite({ letterId, version: 3, addedWords: '' })),
    ).toMatchObject({ kind: 'invalid' })
  })
})

describe('within somebody else’s transaction', () => {
  it('makes all letters or none', async () => {
    const { referralId } = await register()
    const wanted = [accepted, { purpose: 'redirected', audience: 'family' }] as const
    const result = await test.store.write((tx) =>
      createLettersFor(tx, test.context, {
        referralId,
        letters: wanted.map((each) => letterWanted.parse(each)),
      }),
    )
    expect(result).toMatchObject({ ok: false, refusal: { field: 'letters.1' } })
  })

  it('remembers where a professional is', async () => {
    const { referralId } = await register()
    await make(referralId, {
      purpose: 'acknowledgement',
      audience: 'referrer',
      address: 'Example Surgery\nZZ99 3AB',
    })
    const [preview] = await test.client.letters.preview({
      referralId,
      letters: [{ purpose: 'acknowledgement', audience: 'referrer' }],
    })
    expect(preview?.document?.addressLines).toEqual(['Dr A. Sample', 'Example Surgery', 'ZZ99 3AB'])
  })
})

describe('a professional without a name', () => {
  it('is greeted as a colleague, and the envelope names no child', async () => {
    const { referralId } = await registerReferral(
      test.client,
      { referrerRole: 'health_visitor' },
      { givenName: 'Zofia', gpPracticeCode: 'A99999' },
    )
    const address = 'Example Clinic\nZZ99 3AC'
    await make(referralId, { purpose: 'acknowledgement', audience: 'referrer', address })
    const previews = await test.client.letters.preview({
      referralId,
      letters: [
        { purpose: 'acknowledgement', audience: 'referrer' },
        { purpose: 'was_not_brought', audience: 'gp' },
        { purpose: 'information_request', audience: 'school', supplied: { 'request.items': ['A report'] } },
      ],
    })
    // Another unnamed health visitor may be anywhere, so no address is remembered.
    expect(previews[0]?.document?.addressLines).toEqual(['Colleague', 'Health visitor'])
    expect(previews[1]?.document?.addressLines).toEqual(['Colleague', 'GP practice A99999'])
    expect(previews[2]?.refused).toMatch(/No school or setting is recorded/)
  })

  it('is not written to where nobody or the family itself referred', async () => {
    for (const [role, why] of [
      ['parent', /family made this referral/],
      [null, /Nobody is recorded/],
    ] as const) {
      const { referralId } = await registerReferral(test.client, { referrerRole: role }, {})
      const [preview] = await test.client.letters.preview({
        referralId,
        letters: [{ purpose: 'acknowledgement', audience: 'referrer' }],
      })
      expect(preview?.refused).toMatch(why)
    }
  })
})

describe('many at once', () => {
  it('names each child a letter cannot be made for, and can be undone', async () => {
    const ready = await register()
    const polish = await register({ language: 'Polish' })
    const unsafe = await register({ contacts: [{ ...safe, safeToContact: false } as never] })
    const homeless = await register({ address: null, postcode: null })
    const unknown = await register({ contacts: [{ ...safe, safeToContact: null } as never] })
    const ids = [ready, polish, unsafe, homeless, unknown].map((each) => each.referralId)
    const batch = {
      selection: { kind: 'ids' as const, ids },
      purpose: 'validation' as const,
      audience: 'family' as const,
    }
    const preview = await test.client.letters.batchPreview(batch)
    expect(preview).toMatchObject({ total: 5, applies: 2, held: 1 })
    expect(preview.exceptions.map(({ referralId }) => referralId)).toEqual(
      [unsafe, homeless, unknown].map((each) => each.referralId),
    )
    expect(preview.exceptions[2]?.cautions).toEqual(['safety_unknown'])
    const made = await test.client.letters.batchCreate({ ...batch, confirmed: ['safety_unknown'] })
    expect(made).toMatchObject({ created: 3, held: 1 })
    const page = await test.client.letters.page({ filter: { batchId: made.batchId, states: ['ready'] } })
    expect(page.total).toBe(2)
    const { letters } = await test.client.letters.handOver({
      letterIds: page.rows.map((row) => row.letterId),
      to: 'printer',
    })
    expect(letters).toBe(2)
    expect(pages[0]?.html.match(/<article /g)).toHaveLength(2)
    const [first] = page.rows
    await test.client.letters.markSent({ letterIds: [first!.letterId], how: 'posted', sentOn: '2026-03-02' })
    const undone = await test.client.letters.batchUndo({ batchId: made.batchId })
    expect(undone).toMatchObject({ undone: 2, exceptions: [{ why: 'It has left already.' }] })
    expect(await test.client.letters.counts()).toMatchObject({ toSend: 0, held: 0 })
  })
})

describe('templates', () => {
  it('are kept version by version, from the one shipped', async () => {
    const rows = await test.client.letters.templates()
    const first = rows.find(
      ({ purpose, audience, format }) =>
        purpose === 'acknowledgement' && audience === 'family' && format === 'standard',
    )!
    expect(first).toMatchObject({ version: 1, shipped: true })
    const shipped = await test.client.letters.template({ templateId: first.templateId })
    const text = {
      templateId: first.templateId,
      version: 1,
      name: first.name,
      purpose: first.purpose,
      audience: first.audience,
      note: 'Shorter',
    }
    expect(
      await refusalOf(test.client.letters.saveTemplate({ ...text, body: 'Dear {{child.nickname}}' })),
    ).toMatchObject({
      kind: 'invalid',
      field: 'body',
      message: expect.stringMatching(/^Line 1: There is no field/),
    })
    await test.client.letters.saveTemplate({ ...text, body: 'Dear {{addressee.name}}' })
    expect(await refusalOf(test.client.letters.saveTemplate({ ...text, body: 'Dear all' }))).toMatchObject({
      kind: 'conflict',
    })
    const changed = await test.client.letters.template({ templateId: first.templateId })
    expect(changed.versions.map(({ version, note }) => [version, note])).toEqual([
      [2, 'Shorter'],
      [1, 'As shipped'],
    ])
    expect(changed.versions[1]?.body).toBe(shipped.body)
    expect(await auditOf(first.templateId)).toEqual(['letter_template.saved'])
  })

  it('show problems and a made-up letter while they are typed', async () => {
    const text = { purpose: 'answer', audience: 'family', body: 'Dear {{addressee.name}}' } as const
    expect((await test.client.letters.tryTemplate(text)).document?.blocks).toEqual([
      { kind: 'paragraph', runs: [{ text: 'Dear Ewa Testowa' }] },
    ])
    expect(
      await test.client.letters.tryTemplate({ ...text, body: 'x {{child.protectionPlan}}' }),
    ).toMatchObject({ problems: [{ line: 1, column: 3 }], document: null })
  })

  it('are for administrators and clinical leads to change', async () => {
    const manager = await test.clientAs(['manager'])
    expect(
      await refusalOf(
        manager.letters.saveTemplate({ purpose: 'answer', audience: 'family', name: 'Mine', body: 'x' }),
      ),
    ).toMatchObject({ kind: 'not_allowed' })
  })

  it('say who letters are from', async () => {
    const { referralId } = await register()
    await test.client.letters.saveSender({
      serviceId: null,
      version: 0,
      team: '',
      address: 'Example Clinic\n1 Sample Street',
      phone: '01632 960 123',
      email: '',
      hours: '',
    })
    const [preview] = await test.client.letters.preview({ referralId, letters: [accepted] })
    expect(preview?.document?.senderLines).toContain('01632 960 123')
    expect(JSON.stringify(preview?.document?.blocks)).toContain('01632 960 123')
    expect(
      await refusalOf(
        test.client.letters.saveSender({
          serviceId: null,
          version: 0,
          team: '',
          address: '',
          phone: '',
          email: '',
          hours: '',
        }),
      ),
    ).toMatchObject({ kind: 'conflict' })
  })
})
