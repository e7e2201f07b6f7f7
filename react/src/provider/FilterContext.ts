import type { Device } from '@mouse-tracking/contract'
import { createContext, useContext } from 'react'

/** What all components below a provider show, unless their own props say otherwise. */
export interface Filters {
  /** ISO 8601 date or instant, inclusive. */
  from?: string
  /** ISO 8601 date or instant, exclusive. */
  to?: string
  device?: Device
}

export interface FilterState {
  filters: Filters
  setFilters: (filters: Filters) => void
}

const NONE: FilterState = { filters: {}, setFilters: () => {} }

export const FilterContext = createContext<FilterState>(NONE)

/** The filters of the nearest provider and how to change them. Without a provider there are none, and nothing changes. */
export function useFilters(): FilterState {
  return useContext(FilterContext)
}
