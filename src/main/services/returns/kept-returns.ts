import type { ChsReturn } from '../../domain/returns/chs-return.ts'
import type { Readable, Writing } from '../../store/store.ts'

/** The figures of a kept return, with what they rested on. */
export interface KeptFigures extends ChsReturn {
  /** Whether the month had ended when the figures were kept. */
  ended: boolean
  /** Service ids behind each line. */
  services: Record<string, string[]>
}

export interface KeptReturn {
  id: string
  producedAt: string
  producedBy: string
  /** Highest event sequence the figures saw. */
  lastSequence: number
  figures: KeptFigures
}

/** The figures of a month kept last, or null. `ended` asks for those kept once the month was over. */
export async function lastKept(
  db: Readable | Writing,
  month: string,
  { ended = false }: { ended?: boolean } = {},
): Promise<KeptReturn | null> {
  const rows = await db
    .selectFrom('kept_return')
    .innerJoin('account', 'account.id', 'kept_return.produced_by')
    .select([
      'kept_return.id',
      'kept_return.produced_at as producedAt',
      'account.display_name as producedBy',
      'kept_return.last_sequence as lastSequence',
      'kept_return.figures',
    ])
    .where('kept_return.month', '=', month)
    .where('kept_return.kind', '=', 'chs')
    .orderBy('kept_return.produced_at', 'desc')
    .orderBy('kept_return.id', 'desc')
    .execute()
  const kept = rows.map((row) => ({ ...row, figures: JSON.parse(row.figures) as KeptFigures }))
  return kept.find((each) => !ended || each.figures.ended) ?? null
}
