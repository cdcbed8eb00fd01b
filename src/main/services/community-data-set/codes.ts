import type { DataSetCodeSet } from '../../../shared/contract/community-data-set.ts'
import { ok, refuse, type Result } from '../../../shared/result.ts'
import { type CodeList, codeListOf, mayBeInList } from '../../domain/community-data-set/code-lists.ts'
import {
  type CodeSet,
  type CodeSetId,
  codeSetOf,
  codeSets,
  type LocalCode,
} from '../../domain/community-data-set/code-sets.ts'
import { isWellFormed } from '../../domain/community-data-set/formats.ts'
import type { Readable, Writing } from '../../store/store.ts'
import { appendAudit, type AuditedBy } from '../audit/append.ts'

/** The codes that hold now, and the version of the latest decision; 0 before the first. */
export interface NationalCodes {
  version: number
  national(set: CodeSetId, local: string): string | null
}

/** Reads the codes that hold now: what a manager entered, else what the app proposes. */
export async function nationalCodes(db: Readable): Promise<NationalCodes> {
  const entered = await currentCodes(db)
  const proposed = new Map<string, string>(
    codeSets.flatMap((set) =>
      Object.entries(set.proposed).map(([local, code]) => [`${set.id} ${local}`, code] as const),
    ),
  )
  return {
    version: Math.max(0, ...[...entered.values()].map(({ version }) => version)),
    national(set, local) {
      const key = `${set} ${local}`
      const row = entered.get(key)
      return row === undefined ? (proposed.get(key) ?? null) : row.nationalCode
    },
  }
}

/** Every table of codes with what holds now, who entered it and when. */
export async function codeTables(db: Readable): Promise<DataSetCodeSet[]> {
  const [entered, services] = [
    await currentCodes(db),
    await db.selectFrom('service').select(['id', 'name']).orderBy('name').execute(),
  ]
  return codeSets.map((set: CodeSet) => {
    const local: readonly LocalCode[] =
      set.local === 'services' ? services.map(({ id, name }) => ({ code: id, label: name })) : set.local
    const list: CodeList | null = set.list === null ? null : codeListOf(set.list)
    return {
      id: set.id,
      name: set.name,
      nationalName: set.nationalName,
      list: list && {
        codes: list.codes.map(([code, label]) => ({ code, label })),
        complete: list.complete,
        source: list.source,
      },
      entered: set.entered,
      codes: local.map(({ code, label }) => {
        const row = entered.get(`${set.id} ${code}`)
        return {
          local: code,
          label,
          national: row === undefined ? (set.proposed[code] ?? null) : row.nationalCode,
          isProposal: row === undefined && set.proposed[code] !== undefined,
          version: row?.version ?? 0,
          changedBy: row?.changedBy ?? null,
          changedAt: row?.changedAt ?? null,
        }
      }),
    }
  })
}

/**
 * Records which national code stands for a local one, and who said so; null takes it back. Refuses a local code that
 * is none, a code outside a list that is fully known, and a change made on what is out of date.
 */
export async function saveNationalCode(
  tx: Writing,
  by: AuditedBy & { person: { id: string; displayName: string } },
  wanted: { set: string; local: string; version: number; national: string | null },
): Promise<Result<{ version: number }>> {
  const tables = await codeTables(tx)
  const present = tables
    .find(({ id }) => id === wanted.set)
    ?.codes.find(({ local }) => local === wanted.local)
  const set = codeSetOf(wanted.set)
  if (present === undefined || set === undefined)
    return refuse('not_found', 'There is no such code here any more. Look at the table again.')
  if (present.version !== wanted.version)
    return refuse('conflict', 'Somebody else changed this code meanwhile. Look at it, then save yours.', {
      present,
    })
  const national = wanted.national === '' ? null : (wanted.national?.toUpperCase() ?? null)
  const wrong = national === null ? null : whyWrong(set, national)
  if (wrong !== null) return refuse('invalid', wrong, { field: 'national' })
  const { last } = await tx
    .selectFrom('national_code')
    .select((select) => select.fn.max('version').as('last'))
    .executeTakeFirstOrThrow()
  const version = (last ?? 0) + 1
  await tx
    .insertInto('national_code')
    .values({
      version,
      code_set: set.id,
      local_code: wanted.local,
      national_code: national,
      changed_by: by.person.id,
      changed_at: by.now(),
    })
    .execute()
  await appendAudit(tx, by, {
    action: 'data_set_code.changed',
    subject: `code ${set.id} ${wanted.local}`,
    detail: { version, national: [present.national, national] },
  })
  return ok({ version })
}

function whyWrong(set: CodeSet, code: string): string | null {
  if (set.entered === 'organisation')
    return isWellFormed(code, { kind: 'organisation' })
      ? null
      : 'An organisation code has 3 to 6 letters and digits.'
  if (!/^[A-Z0-9]{1,5}$/.test(code)) return 'A national code has at most 5 letters and digits.'
  if (set.list !== null && !mayBeInList(set.list, code))
    return `${code} is not in the national list ${codeListOf(set.list).name}.`
  return null
}

async function currentCodes(db: Readable) {
  const rows = await db
    .selectFrom('national_code')
    .innerJoin('account', 'account.id', 'national_code.changed_by')
    .select([
      'national_code.version',
      'code_set',
      'local_code',
      'national_code as nationalCode',
      'changed_at as changedAt',
      'account.display_name as changedBy',
    ])
    .orderBy('national_code.version')
    .execute()
  return new Map(rows.map((row) => [`${row.code_set} ${row.local_code}`, row]))
}
