import { type Batch, LIMITS, type ProblemField, type TrackedEvent } from '@mouse-tracking/contract'

/**
 * What is added to a batch's client times to get event time: the client clock's error where it is over a minute,
 * else 0 (the network takes its time too, and moves nothing).
 */
export function skewOf(sentAt: number | undefined, receivedAt: number): number {
  if (sentAt === undefined) return 0
  const skew = receivedAt - sentAt
  return Math.abs(skew) > LIMITS.skewMs ? skew : 0
}

/** When the event began and ended, ms since its view's start. */
export function spanOf(event: TrackedEvent): [start: number, end: number] {
  switch (event.type) {
    case 'move': {
      let end = 0
      for (let i = 0; i < event.points.length; i += 3) end += event.points[i]!
      return [event.points[0]!, end]
    }
    case 'scroll':
      return [event.t, event.t + event.ms]
    default:
      return [event.t, event.t]
  }
}

/** The events of a view in the order in which they are taken: by their (first) `t`, as sent where that is equal. */
export function inOrder(events: readonly TrackedEvent[]): TrackedEvent[] {
  return [...events].sort((a, b) => startOf(a) - startOf(b))
}

const startOf = (event: TrackedEvent) => (event.type === 'move' ? event.points[0]! : event.t)

/**
 * The fields of a batch whose (corrected) time lies more than a day ahead of `now`. How long an event lasts does not
 * matter.
 */
export function tooFarAhead(batch: Batch, skewMs: number, now: number): ProblemField[] {
  const latest = now + LIMITS.futureMs - skewMs
  const message = 'lies more than 24 h in the future'
  return batch.views.flatMap((view, v) => {
    if (view.startedAt > latest) return [{ path: `views.${v}.startedAt`, message }]
    return view.events.flatMap((event, e) => {
      if (view.startedAt + startOf(event) <= latest) return []
      return [{ path: `views.${v}.events.${e}.${event.type === 'move' ? 'points' : 't'}`, message }]
    })
  })
}
