import type { ComponentType, ReactNode } from 'react'
import type { AnalyticsError } from '../data/AnalyticsError.js'

export interface ErrorStateProps {
  error: AnalyticsError | Error
  /** Asks again; absent where nothing can be asked again. */
  retry: (() => void) | undefined
  /** Asking again right now. */
  retrying: boolean
}

/** A host's own states in place of the built-in ones. */
export interface States {
  loading?: ReactNode
  empty?: ReactNode
  error?: ComponentType<ErrorStateProps>
}
