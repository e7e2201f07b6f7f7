import type { ReactNode } from 'react'
import type { ResolvedLook } from '../theme/LookContext.js'

export interface StateViewProps {
  look: ResolvedLook
  loading: boolean
  error: Error | null | undefined
  retry: (() => void) | undefined
  /** Px, so that the page does not jump when the report comes. */
  height: number
}

/** What stands in place of a report that is not there: loading, or an error with a retry. */
export function StateView({ look, loading, error, retry, height }: StateViewProps) {
  const { strings, states } = look
  if (error) {
    if (states.error) return <states.error error={error} retry={retry} retrying={loading} />
    return (
      <div className="mtr-state" role="alert" style={{ minHeight: height }}>
        <b>{strings.common.errorTitle}</b>
        <p>{error.message}</p>
        {retry && (
          <button type="button" className="mtr-button" onClick={retry} disabled={loading}>
            {loading ? strings.common.retrying : strings.common.retry}
          </button>
        )}
      </div>
    )
  }
  if (states.loading !== undefined) return <>{states.loading}</>
  return (
    <div className="mtr-skeleton" role="status" style={{ minHeight: height }}>
      <span className="mtr-hidden">{strings.common.loading}</span>
    </div>
  )
}

/** What stands in place of a report that holds nothing. */
export function EmptyState({ look, height }: { look: ResolvedLook; height: number }): ReactNode {
  const { strings, states } = look
  if (states.empty !== undefined) return states.empty
  return (
    <div className="mtr-state" role="status" style={{ minHeight: height }}>
      <b>{strings.common.empty}</b>
      <p>{strings.common.emptyHint}</p>
    </div>
  )
}
