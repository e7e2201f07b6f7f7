import { type ReactNode, useMemo, useState } from 'react'
import { FilterContext, type Filters } from './FilterContext.js'

export interface FilterProviderProps {
  /** The filters, when the host keeps them (in the URL, say); change them in `onFiltersChange`. */
  filters?: Filters
  /** The filters to start with, when the host leaves them to this provider. */
  defaultFilters?: Filters
  onFiltersChange?: (filters: Filters) => void
  children?: ReactNode
}

/** Filters that the components and controls below it share. `AnalyticsProvider` brings one. */
export function FilterProvider({ filters, defaultFilters, onFiltersChange, children }: FilterProviderProps) {
  const [own, setOwn] = useState<Filters>(defaultFilters ?? {})
  const shown = filters ?? own
  const state = useMemo(
    () => ({
      filters: shown,
      setFilters(next: Filters) {
        setOwn(next)
        onFiltersChange?.(next)
      },
    }),
    [shown, onFiltersChange],
  )
  return <FilterContext.Provider value={state}>{children}</FilterContext.Provider>
}
