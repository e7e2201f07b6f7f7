import { heldBytes } from './heldBytes.js'
import type { JourneySegment } from './segment.js'

/** A segment whose columns lie in memory that threads share: handed to one, they are not copied. */
export function shareJourneys({ dictionaries, sessions, journeys }: JourneySegment): JourneySegment {
  return { dictionaries, sessions: sharedColumns(sessions), journeys: sharedColumns(journeys) }
}

/** How many bytes of a segment lie in shared memory: about all of it, or nothing. */
export const sharedBytes = (segment: JourneySegment) =>
  segment.sessions.start.buffer instanceof SharedArrayBuffer ? heldBytes(segment) : 0

function sharedColumns<C extends object>(columns: C): C {
  return Object.fromEntries(
    Object.entries(columns).map(([name, column]) => [
      name,
      ArrayBuffer.isView(column) ? shared(column) : column,
    ]),
  ) as C
}

function shared(column: ArrayBufferView): ArrayBufferView {
  const bytes = new Uint8Array(column.buffer, column.byteOffset, column.byteLength)
  const memory = new SharedArrayBuffer(bytes.length)
  new Uint8Array(memory).set(bytes)
  return new (column.constructor as new (memory: SharedArrayBuffer) => ArrayBufferView)(memory)
}
