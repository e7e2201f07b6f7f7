import type { ActorEvents } from './actorEvents.js'

/** The events of one actor, gathered session by session. */
export class EventBuffer implements ActorEvents {
  at = new Float64Array(64)
  steps = new Int32Array(64)
  stops = new Int32Array(64)
  session = new Uint32Array(64)
  count = 0

  clear(): void {
    this.count = 0
  }

  push(time: number, steps: number, stops: number, session: number): void {
    const index = this.count++
    if (index === this.at.length) this.#grow(index * 2)
    this.at[index] = time
    this.steps[index] = steps
    this.stops[index] = stops
    this.session[index] = session
  }

  /** Puts the events in order of time; those of equal time stay in the order in which they came. */
  sort(): void {
    const { at, steps, stops, session, count } = this
    if (isSorted(at, count)) return
    const order = Uint32Array.from({ length: count }, (_, index) => index)
    order.sort((a, b) => at[a]! - at[b]! || a - b)
    this.at = Float64Array.from(order, (index) => at[index]!)
    this.steps = Int32Array.from(order, (index) => steps[index]!)
    this.stops = Int32Array.from(order, (index) => stops[index]!)
    this.session = Uint32Array.from(order, (index) => session[index]!)
  }

  #grow(length: number): void {
    const { at, steps, stops, session } = this
    this.at = new Float64Array(length)
    this.steps = new Int32Array(length)
    this.stops = new Int32Array(length)
    this.session = new Uint32Array(length)
    this.at.set(at)
    this.steps.set(steps)
    this.stops.set(stops)
    this.session.set(session)
  }
}

function isSorted(times: Float64Array, count: number): boolean {
  for (let i = 1; i < count; i++) if (times[i]! < times[i - 1]!) return false
  return true
}
