import { skipToken, useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import {
  returnFacetLabels,
  returnFacetNames,
  type ReturnFilters,
} from '../../../shared/contract/return-facets.ts'
import { refusalOf } from '../../app/refusal-of.ts'
import { useProcedures } from '../../app/rpc.tsx'
import { FilterChips } from '../../components/filter-chips.tsx'
import { Problem } from '../../components/problem.tsx'
import type { FigureSource } from './behind.ts'
import type { FigureAsked } from './figure.tsx'

/** Whether anything is narrowed. */
export function isNarrowed(filters: ReturnFilters): boolean {
  return returnFacetNames.some((name) => (filters[name]?.length ?? 0) > 0)
}

/** What the contract takes for a figure: its line, cell and reason. */
export function askedOf({ line, cell, reason }: FigureAsked) {
  return { line, cell, reason: reason ?? null }
}

export interface FacetFiltersProps {
  source: FigureSource
  figure: FigureAsked
  filters: ReturnFilters
  onChange: (filters: ReturnFilters) => void
}

/** Chips that say what the children behind a figure are made up of, and narrow the list. A signed copy has none. */
export function FacetFilters({ source, figure, filters, onChange }: FacetFiltersProps) {
  const procedures = useProcedures()
  const input = useMemo(
    () => (source.kind === 'month' ? { month: source.month, ...askedOf(figure), filters } : skipToken),
    [source, figure, filters],
  )
  const facets = useQuery(
    procedures.returns.facets.queryOptions({ input, placeholderData: (before) => before }),
  )
  if (facets.error && !facets.data) {
    return (
      <Problem
        refusal={refusalOf(facets.error)}
        title="The children could not be broken down"
        onRetry={() => void facets.refetch()}
      />
    )
  }
  if (!facets.data) return null
  const { facets: found } = facets.data
  return (
    <FilterChips
      facets={returnFacetNames
        .filter((name) => found[name].length > 0)
        .map((name) => ({
          id: name,
          label: returnFacetLabels[name],
          options: found[name],
          selected: filters[name] ?? [],
        }))}
      onChange={(id, selected) => onChange({ ...filters, [id]: selected })}
      onClear={() => onChange({})}
    />
  )
}
