import { atMost, type Figure, median, quantile, timed } from './figures.ts'
import { searchHandlers } from '../../src/main/services/search/handlers.ts'
import type { OpenBench } from './open-store.ts'

const limit = 20
const target = 50

/** Every prefix of three letters or more that typing a text passes through. */
function typed(text: string): string[] {
  return Array.from({ length: Math.max(0, text.length - 2) }, (_, at) => text.slice(0, at + 3))
}

/** Search as people type: names common and rare, two words, numbers and dates of birth. */
export async function measureSearch({ context }: OpenBench): Promise<Figure[]> {
  const { reader } = context.store.bare
  const names = (order: string) =>
    reader
      .prepare(
        `SELECT family_name FROM child GROUP BY family_name ORDER BY count(*) ${order}, family_name LIMIT 30`,
      )
      .pluck()
      .all() as string[]
  const children = reader
    .prepare(
      'SELECT family_name, given_name, nhs_number, date_of_birth, local_patient_id FROM child WHERE nhs_number IS NOT NULL AND search_id % 9973 = 7 LIMIT 40',
    )
    .all() as Record<string, string>[]
  const groups: Record<string, string[]> = {
    'common family names': names('DESC').flatMap(typed),
    'rare family names': names('ASC').flatMap(typed),
    'family and given name': children.flatMap((child) => {
      const whole = `${child['family_name']} ${child['given_name']}`
      return typed(whole).slice((child['family_name']?.length ?? 0) - 2)
    }),
    'given and family name': children.map((child) => `${child['given_name']} ${child['family_name']}`),
    'NHS number': children.flatMap((child) => typed(child['nhs_number'] ?? '')),
    'date of birth': children.map((child) => child['date_of_birth'] ?? ''),
    'local id': children.flatMap((child) => typed(child['local_patient_id'] ?? '')),
    'nobody of that name': ['marianoth', 'zzz', 'williamsonbergssen', 'ann xqz'].flatMap(typed),
  }
  const figures: Figure[] = []
  const every: number[] = []
  for (const [name, texts] of Object.entries(groups)) {
    const times: number[] = []
    for (const text of texts) {
      times.push(await timed(() => searchHandlers.find(context, { text, limit }, {})))
    }
    every.push(...times)
    figures.push(
      atMost('search', `${name}, median of ${texts.length}`, median(times), null),
      atMost('search', `${name}, p95`, quantile(times, 0.95), target),
    )
  }
  return [...figures, atMost('search', `all ${every.length}, p95`, quantile(every, 0.95), target)]
}
