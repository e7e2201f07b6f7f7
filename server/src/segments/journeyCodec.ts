import { FIRST_INSTANT } from '../sessions/boundedTime.js'
import type { ColumnReader } from './ColumnReader.js'
import { entryOffsets } from './entries.js'
import { emptyElapsed, emptyEntries } from './journeysOf.js'
import { type Dictionaries, type JourneySegment, KIND } from './segment.js'

/**
 * Reads journeys straight from what `writeTimeline` wrote, in the same order; what only whole segments tell is left out. This
 * is what the first report after a start waits for.
 */
export function readJourneys(reader: ColumnReader, dictionaries: Dictionaries): JourneySegment {
  const visitor = reader.floats()
  const session = reader.floats()
  const referrer = reader.ints()
  const device = reader.bytes()
  // Distances, which become times in place.
  const start = reader.floats()
  const counts = reader.ints()
  const end = reader.floats()
  const gaps = reader.numbers()
  const kinds = reader.bytes()
  const pages = reader.ints()
  reader.skip() // views back
  const selectors = reader.ints()
  const names = reader.ints()
  const props = reader.ints()
  const forms = reader.ints()
  const fields = reader.ints()

  const count = start.length
  const firstEvent = new Uint32Array(count + 1)
  for (let s = 0, e = 0, g = 0, begin = FIRST_INSTANT; s < count; s++) {
    begin += start[s]!
    start[s] = begin
    e += counts[s]!
    firstEvent[s + 1] = e
    end[s]! += begin
    for (; g < e - s - 1; g++) end[s]! += gaps[g]!
  }

  const offsets = entryOffsets(dictionaries)
  const entries = emptyEntries(offsets, firstEvent[count]!)
  const elapsed = emptyElapsed({ count, start, end }, entries.length)
  const hasDetail = names.length + forms.length > 0 && (isAnySet(props) || isAnySet(fields))
  const detail = hasDetail ? new Uint32Array(entries.length) : null
  const entry = new Uint32Array(count)
  const firstView = new Uint32Array(count + 1)
  let v = 0
  let nextClick = 0
  let nextCustom = 0
  let nextForm = 0
  for (let s = 0; s < count; s++) {
    entry[s] = pages[v]!
    const first = firstEvent[s]!
    // A session begins with a page view; gaps and kinds tell of all entries but these.
    entries[first] = pages[v++]!
    let now = 0
    for (let e = first + 1; e < firstEvent[s + 1]!; e++) {
      const kind = kinds[e - s - 1]!
      now += gaps[e - s - 1]!
      elapsed[e] = now
      if (kind === KIND.view) entries[e] = pages[v++]!
      else if (kind === KIND.click) entries[e] = offsets[KIND.click]! + selectors[nextClick++]!
      else if (kind === KIND.custom) {
        if (detail !== null) detail[e] = props[nextCustom]!
        entries[e] = offsets[KIND.custom]! + names[nextCustom++]!
      } else {
        if (detail !== null) detail[e] = fields[nextForm]!
        entries[e] = offsets[kind]! + forms[nextForm++]!
      }
    }
    firstView[s + 1] = v
  }
  return {
    dictionaries,
    sessions: { count, visitor, session, start, end, device, entry, referrer, firstEvent, firstView },
    journeys: { entries, elapsed, detail },
  }
}

function isAnySet(values: Uint32Array): boolean {
  for (let i = 0; i < values.length; i++) if (values[i] !== 0) return true
  return false
}
