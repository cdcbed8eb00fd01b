import type { ComparisonChoice } from '../../../shared/contract/national-figures.ts'
import { ok, refuse, type Result } from '../../../shared/result.ts'
import type { Readable, Writing } from '../../store/store.ts'
import { appendAudit, type AuditedBy } from '../audit/append.ts'

/** With whom this store compares itself, and the provider's code that stands for it in published figures. */
export interface OwnChoice {
  choice: ComparisonChoice
  /** The code chosen, else the provider's own; '' when neither is set. */
  ownCode: string
  provider: { code: string; name: string }
}

/** The whole store's choice of region, ICB and peers. */
export async function readChoice(db: Readable | Writing): Promise<OwnChoice> {
  const row = await db.selectFrom('comparison_choice').selectAll().executeTakeFirst()
  const meta = await db
    .selectFrom('meta')
    .selectAll()
    .where('key', 'in', ['provider_code', 'provider_name'])
    .execute()
  const value = (key: string) => meta.find((each) => each.key === key)?.value ?? ''
  const choice: ComparisonChoice = {
    version: row?.version ?? 0,
    providerCode: row?.provider_code ?? null,
    regionCode: row?.region_code ?? null,
    icbCode: row?.icb_code ?? null,
    peers: row === undefined ? [] : (JSON.parse(row.peers) as string[]),
  }
  const provider = { code: value('provider_code').toUpperCase(), name: value('provider_name') }
  return { choice, ownCode: choice.providerCode ?? provider.code, provider }
}

/** Saves the choice for everybody who uses this store. Refuses when somebody else saved one meanwhile. */
export async function saveChoice(
  tx: Writing,
  by: AuditedBy,
  { version, providerCode, regionCode, icbCode, peers }: ComparisonChoice,
): Promise<Result<{ version: number }>> {
  const present = (await readChoice(tx)).choice
  if (present.version !== version) {
    return refuse('conflict', 'Somebody else changed with whom we compare meanwhile. Look at it again.', {
      present,
    })
  }
  const values = {
    version: version + 1,
    provider_code: providerCode,
    region_code: regionCode,
    icb_code: icbCode,
    peers: JSON.stringify([...new Set(peers)]),
  }
  if (version === 0) {
    await tx
      .insertInto('comparison_choice')
      .values({ id: 1, ...values })
      .execute()
  } else await tx.updateTable('comparison_choice').set(values).where('id', '=', 1).execute()
  await appendAudit(tx, by, {
    action: 'national_figures.peers_chosen',
    subject: 'national figures',
    detail: { providerCode, regionCode, icbCode, peers },
  })
  return ok({ version: version + 1 })
}
