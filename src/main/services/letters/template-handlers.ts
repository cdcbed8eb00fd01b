import { v7 as uuidv7 } from 'uuid'
import { audiencesOfPurpose, letterAudienceLabels } from '../../../shared/codes/letter-purposes.ts'
import type { LetterTemplate } from '../../../shared/contract/letters.ts'
import { ok, refuse } from '../../../shared/result.ts'
import { letterFields } from '../../../shared/letters/fields.ts'
import { checkTemplate } from '../../domain/letters/check-template.ts'
import { renderTemplate } from '../../domain/letters/render-template.ts'
import { shippedTemplates } from '../../domain/letters/shipped-templates.ts'
import { appendAudit } from '../audit/append.ts'
import type { HandlersOf } from '../handlers.ts'
import { changing } from './commands.ts'
import { everyService, sendersByService } from './senders.ts'
import { currentTemplates } from './templates.ts'

type Handlers = Pick<
  HandlersOf<'letters'>,
  'templates' | 'template' | 'tryTemplate' | 'saveTemplate' | 'senders' | 'saveSender'
>

const samples = Object.fromEntries(letterFields.map((field) => [field.name, field.sample]))
const madeUp = {
  addressLines: ['Ewa Testowa', '12 Sample Street', 'Example Town', 'ZZ99 3AA'],
  datedOn: '2025-06-09',
  referenceLines: ['About: Zofia Testowa'],
}

/** Templates of letters, and who letters are from. */
export const templateHandlers: Handlers = {
  async templates({ store }) {
    const rows = await currentTemplates(store.read)
    return ok(rows.map(({ body: _body, ...row }) => row))
  },

  async template({ store }, { templateId }) {
    const current = (await currentTemplates(store.read)).find((each) => each.templateId === templateId)
    if (current === undefined) return refuse('not_found', 'That template is not in this store.')
    const rows = await store.read
      .selectFrom('letter_template_version')
      .innerJoin('account', 'account.id', 'letter_template_version.changed_by')
      .selectAll('letter_template_version')
      .select('account.display_name')
      .where('template_id', '=', templateId)
      .orderBy('version', 'desc')
      .execute()
    const first = shippedTemplates.find((each) => each.id === templateId)
    return ok<LetterTemplate>({
      ...current,
      versions: [
        ...rows.map((row) => ({
          version: row.version,
          changedBy: row.display_name,
          changedAt: row.changed_at,
          note: row.note,
          body: row.body,
        })),
        ...(first
          ? [{ version: 1, changedBy: 'CYP Waits', changedAt: '', note: 'As shipped', body: first.body }]
          : []),
      ],
    })
  },

  async tryTemplate({ store }, { audience, body, language, format }) {
    const rendered = renderTemplate(body, samples, audience)
    if (rendered.problems.length > 0) return ok({ problems: rendered.problems, document: null })
    const provider = await store.read
      .selectFrom('meta')
      .select('value')
      .where('key', '=', 'provider_name')
      .executeTakeFirst()
    return ok({
      problems: [],
      document: {
        ...madeUp,
        senderLines: ['Speech and language therapy', provider?.value ?? '', '01632 960 123'].filter(Boolean),
        blocks: rendered.blocks,
        signedBy: [...(language === 'en' ? ['Yours sincerely', ''] : []), 'Sam Sample', 'Clinician'],
        language,
        format,
      },
    })
  },

  async saveTemplate(context, { templateId, version, note, ...wanted }) {
    if (!audiencesOfPurpose[wanted.purpose].includes(wanted.audience))
      return refuse(
        'invalid',
        `A letter of this purpose is not written to the ${letterAudienceLabels[wanted.audience].toLowerCase()}.`,
        { field: 'audience' },
      )
    const problems = checkTemplate(wanted.body, wanted.audience)
    const [first] = problems
    if (first)
      return refuse('invalid', `Line ${first.line}: ${first.message}`, {
        field: 'body',
        issues: problems.map((each) => ({
          field: 'body',
          message: `Line ${each.line}, column ${each.column}: ${each.message}`,
        })),
      })
    return changing(context, async (tx) => {
      const id = templateId ?? uuidv7()
      const present =
        templateId === null
          ? undefined
          : (await currentTemplates(tx)).find((each) => each.templateId === templateId)
      if (templateId !== null && present === undefined)
        return refuse('not_found', 'That template is not in this store.')
      if ((present?.version ?? null) !== version)
        return refuse(
          'conflict',
          'Somebody changed this template after you opened it. Your words are still here: look at theirs, then save again.',
          {
            present: { version: present?.version ?? null },
          },
        )
      if (wanted.serviceId !== null) {
        const service = await tx
          .selectFrom('service')
          .select('id')
          .where('id', '=', wanted.serviceId)
          .executeTakeFirst()
        if (service === undefined)
          return refuse('invalid', 'That service is not in this store.', { field: 'serviceId' })
      }
      const next = (present?.version ?? 0) + 1
      await tx
        .insertInto('letter_template_version')
        .values({
          template_id: id,
          version: next,
          name: wanted.name,
          purpose: wanted.purpose,
          audience: wanted.audience,
          service_id: wanted.serviceId,
          language: wanted.language,
          format: wanted.format,
          enabled: wanted.enabled ? 1 : 0,
          body: wanted.body,
          changed_by: context.person.id,
          changed_at: context.now(),
          note,
        })
        .execute()
      await appendAudit(tx, context, {
        action: 'letter_template.saved',
        subject: id,
        detail: {
          version: next,
          purpose: wanted.purpose,
          audience: wanted.audience,
          language: wanted.language,
        },
      })
      return ok({ templateId: id, version: next })
    })
  },

  async senders({ store }) {
    return ok([...(await sendersByService(store.read)).values()])
  },

  async saveSender(context, { serviceId, version, ...sender }) {
    return changing(context, async (tx) => {
      const key = serviceId ?? everyService
      const row = await tx
        .selectFrom('letter_sender')
        .selectAll()
        .where('sender_key', '=', key)
        .executeTakeFirst()
      if ((row?.version ?? 0) !== version)
        return refuse('conflict', 'Somebody changed this after you opened it. Look at it again, then save.', {
          present: { version: row?.version ?? 0 },
        })
      const next = version + 1
      await tx
        .insertInto('letter_sender')
        .values({ sender_key: key, service_id: serviceId, version: next, ...sender })
        .onConflict((conflict) => conflict.column('sender_key').doUpdateSet({ version: next, ...sender }))
        .execute()
      await appendAudit(tx, context, {
        action: 'letter_sender.saved',
        subject: key,
        detail: { version: next },
      })
      return ok({ version: next })
    })
  },
}
