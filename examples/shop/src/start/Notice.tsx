import type { ReactNode } from 'react'

export type Availability = 'asking' | 'ready' | 'none' | 'unreachable'

/** What stands in the way of live reports, and what to do. */
export function Notice({ availability, sample }: { availability: Availability; sample: boolean }) {
  if (sample)
    return (
      <Line kind="sample">
        <b>SAMPLE DATA.</b> 4,000 made-up sessions, computed in this page. Nothing of it was recorded, nothing
        of it is stored.
      </Line>
    )
  if (availability === 'none')
    return (
      <Line kind="warning">
        This server keeps its data in a database of its own, so it has no demo site: what happens in the shop
        is not recorded. The sample shows what the reports look like.
      </Line>
    )
  if (availability === 'unreachable')
    return <Line kind="warning">The server does not answer. Is it running? This page goes on trying.</Line>
  if (refusesTracking())
    return (
      <Line kind="warning">
        Your browser asks not to be tracked (Do Not Track or Global Privacy Control), and the tracker does as
        it is asked: nothing will show up here. Try a window without the signal, or the sample.
      </Line>
    )
  return null
}

function Line({ kind, children }: { kind: 'sample' | 'warning'; children: ReactNode }) {
  return (
    <p className="notice" data-kind={kind} role="status">
      {children}
    </p>
  )
}

function refusesTracking(): boolean {
  const { doNotTrack, globalPrivacyControl } = navigator as Navigator & { globalPrivacyControl?: boolean }
  return globalPrivacyControl === true || doNotTrack === '1'
}
