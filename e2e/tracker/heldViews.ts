import type { Batch, TrackedEvent, View } from '@mouse-tracking/contract'

/** A page view as the server holds it, put together from its batches. */
export interface HeldView extends View {
  visitor: string
  session: string
}

/** Views by their start. @throws when a batch is there twice, or one view's batches tell different stories of it. */
export function heldViews(batches: readonly Batch[]): HeldView[] {
  const ids = new Set(batches.map(({ id }) => id))
  if (ids.size !== batches.length) throw new Error('a batch is held twice')
  const views = new Map<string, HeldView>()
  for (const { visitor, session, views: parts } of batches) {
    for (const part of parts) {
      const known = views.get(part.id)
      if (!known) {
        views.set(part.id, { ...part, visitor, session, events: [...part.events] })
        continue
      }
      known.events.push(...part.events)
      // It may not have shown yet in the first.
      known.pointer ??= part.pointer
      for (const name of ['url', 'startedAt', 'viewport'] as const)
        if (`${known[name]}` !== `${part[name]}`) throw new Error(`view ${part.id} has two ${name}s`)
      if (known.session !== session) throw new Error(`view ${part.id} has two sessions`)
    }
  }
  for (const { events } of views.values()) events.sort((a, b) => startOf(a) - startOf(b))
  return [...views.values()].sort((a, b) => a.startedAt - b.startedAt)
}

export const startOf = (event: TrackedEvent) => (event.type === 'move' ? event.points[0]! : event.t)

/** All events of a kind, view by view. */
export function eventsOf<T extends TrackedEvent['type']>(
  views: readonly HeldView[],
  type: T,
): Extract<TrackedEvent, { type: T }>[] {
  return views.flatMap(({ events }) =>
    events.filter((event): event is Extract<TrackedEvent, { type: T }> => event.type === type),
  )
}
