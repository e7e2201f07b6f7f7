import type { Count } from '../strings/Strings.js'

/** Numbers, dates and durations as text in one locale. Null, where a ratio is 0/0, is a dash. */
export interface Formats {
  number(value: number): string
  count(value: number): Count
  /** From 10,000 on short: 1,234,567 as 1.2M. */
  compact(value: number): string
  /** A share of 0 to 1, to a tenth of a percent; small ones to two digits. */
  percent(share: number | null): string
  /** A difference of two shares in percentage points, with its sign. */
  points(difference: number): string
  /** Seconds as `41s`, `1m 17s`, `2h 5m`, `3d 4h`. */
  duration(seconds: number | null): string
  /** A report's range, `to` exclusive, by UTC day; with the time when it is short and not whole days. */
  range(from: string, to: string): string
}

export const DASH = '–'
const DAY_MS = 86_400_000
/** Of ranges as long as this the hours do not matter. */
const LONG_MS = 3 * DAY_MS

const UNITS = [
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
  ['second', 1],
] as const

const cache = new Map<string, Formats>()

export function formats(locale: string): Formats {
  const known = cache.get(locale)
  if (known) return known
  const made = createFormats(locale)
  cache.set(locale, made)
  return made
}

function createFormats(locale: string): Formats {
  const number = new Intl.NumberFormat(locale, { maximumFractionDigits: 1 })
  const compact = new Intl.NumberFormat(locale, { notation: 'compact', maximumFractionDigits: 1 })
  const percent = new Intl.NumberFormat(locale, {
    style: 'percent',
    maximumFractionDigits: 1,
    maximumSignificantDigits: 2,
    roundingPriority: 'morePrecision',
  })
  const points = new Intl.NumberFormat(locale, { maximumFractionDigits: 1, signDisplay: 'exceptZero' })
  const days = new Intl.DateTimeFormat(locale, {
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    timeZone: 'UTC',
  })
  const instants = new Intl.DateTimeFormat(locale, {
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    hour: 'numeric',
    minute: '2-digit',
    timeZone: 'UTC',
    timeZoneName: 'short',
  })
  const unit = (name: string) =>
    new Intl.NumberFormat(locale, {
      style: 'unit',
      unit: name,
      unitDisplay: 'narrow',
      maximumFractionDigits: 1,
    })

  function duration(seconds: number | null): string {
    if (seconds === null) return DASH
    if (seconds < 59.95) return unit('second').format(seconds < 10 ? seconds : Math.round(seconds))
    let rest = Math.round(seconds)
    if (rest >= 3_600) rest = Math.round(rest / 60) * 60
    if (rest >= 86_400) rest = Math.round(rest / 3_600) * 3_600
    const parts: string[] = []
    for (const [name, size] of UNITS) {
      const amount = Math.floor(rest / size)
      rest -= amount * size
      if (amount > 0) parts.push(unit(name).format(amount))
    }
    return parts.slice(0, 2).join(' ')
  }

  function range(from: string, to: string): string {
    const start = Date.parse(from)
    const end = Date.parse(to)
    if (Number.isNaN(start) || Number.isNaN(end)) return `${from} ${DASH} ${to}`
    const whole = start % DAY_MS === 0 && end % DAY_MS === 0
    const told =
      !whole && end - start < LONG_MS
        ? instants.formatRange(start, end)
        : days.formatRange(start, Math.max(start, end - 1))
    // Browsers put plain spaces where Node has thin ones: what is rendered on a server has to be the same.
    return told.replace(/[\u2009\u202f]/g, ' ')
  }

  return {
    number: (value) => number.format(value),
    count: (value) => ({ value, text: number.format(value) }),
    compact: (value) => (Math.abs(value) < 10_000 ? number : compact).format(value),
    percent: (share) => (share === null || Number.isNaN(share) ? DASH : percent.format(share)),
    points: (difference) => points.format(difference * 100),
    duration,
    range,
  }
}
