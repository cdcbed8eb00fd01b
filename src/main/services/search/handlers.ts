import { ok } from '../../../shared/result.ts'
import { openReferrals } from '../children/similar.ts'
import type { HandlersOf } from '../handlers.ts'
import { childIdsMatching } from './child-ids.ts'

export const searchHandlers: HandlersOf<'search'> = {
  async find({ store }, { text, limit }) {
    const ids = await childIdsMatching(store.read, text, limit + 1)
    const shown = ids.slice(0, limit)
    if (shown.length === 0) return ok({ hits: [], more: false })
    const [rows, referrals] = await Promise.all([
      store.read
        .selectFrom('child')
        .select([
          'id',
          'family_name',
          'given_name',
          'preferred_name',
          'date_of_birth',
          'nhs_number',
          'local_patient_id',
        ])
        .where('id', 'in', shown)
        .execute(),
      openReferrals(store.read, shown),
    ])
    const byId = new Map(rows.map((row) => [row.id, row]))
    const hits = shown.flatMap((id) => {
      const row = byId.get(id)
      if (row === undefined) return []
      return {
        childId: row.id,
        familyName: row.family_name,
        givenName: row.given_name,
        preferredName: row.preferred_name,
        dateOfBirth: row.date_of_birth,
        nhsNumber: row.nhs_number,
        localPatientId: row.local_patient_id,
        referrals: referrals.get(row.id) ?? [],
      }
    })
    return ok({ hits, more: ids.length > limit })
  },
}
