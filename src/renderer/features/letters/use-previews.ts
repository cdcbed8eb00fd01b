import { useDebouncedValue } from '@mantine/hooks'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import type { LetterPreview, LetterWanted } from '../../../shared/contract/letters.ts'
import type { Refusal } from '../../../shared/result.ts'
import { refusalOf } from '../../app/refusal-of.ts'
import { useProcedures } from '../../app/rpc.tsx'

export interface Previews {
  previews: readonly LetterPreview[]
  /** Whether the previews are of what is typed now. */
  isCurrent: boolean
  refusal: Refusal | null
  retry: () => void
}

/** Letters as they would be made, a moment behind what is typed. */
export function usePreviews(referralId: string, wanted: readonly LetterWanted[]): Previews {
  const procedures = useProcedures()
  const [settled] = useDebouncedValue(wanted, 300)
  const query = useQuery({
    ...procedures.letters.preview.queryOptions({ input: { referralId, letters: [...settled] } }),
    enabled: settled.length > 0,
    placeholderData: keepPreviousData,
  })
  return {
    previews: wanted.length === 0 ? [] : (query.data ?? []),
    isCurrent: settled === wanted && !query.isPlaceholderData && !query.isFetching,
    refusal: query.error ? refusalOf(query.error) : null,
    retry: () => void query.refetch(),
  }
}

/** Why a letter cannot be made yet, in words; null when it can. */
export function whatIsOpen(preview: LetterPreview | undefined, wanted: LetterWanted): string | null {
  if (preview === undefined) return 'The letter is being put together.'
  if (preview.refused !== null) return preview.refused
  if (preview.missing.length > 0)
    return `The letter still needs: ${preview.missing.map(({ label }) => label).join('; ')}.`
  const open = preview.cautions.find(({ caution }) => !wanted.confirmed?.includes(caution))
  return open === undefined ? null : 'Confirm what stands beside the letter first.'
}
