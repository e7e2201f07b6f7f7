const INSTANT =
  /^(\d{4})-(\d{2})-(\d{2})(?:[Tt ](\d{2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?(?:[Zz]|([+\- ])(\d{2})(?::?(\d{2}))?)?)?$/

/**
 * The epoch ms of an ISO 8601 date (midnight UTC) or instant; null for anything else, such as the 30th of February.
 * An instant without a zone is UTC. A space before an offset is read as the `+` that a query string makes it of.
 */
export function parseInstant(text: string): number | null {
  const match = INSTANT.exec(text)
  if (match === null) return null
  const part = (index: number) => Number(match[index] ?? 0)
  const [year, month, day] = [part(1), part(2), part(3)]
  const [hours, minutes, secs] = [part(4), part(5), part(6)]
  const [offsetHours, offsetMinutes] = [part(9), part(10)]
  const date = new Date(0)
  date.setUTCFullYear(year, month - 1, day)
  if (date.getUTCMonth() !== month - 1 || date.getUTCDate() !== day) return null
  const endOfDay = hours === 24 && minutes === 0 && secs === 0 && part(7) === 0
  if ((hours > 23 && !endOfDay) || minutes > 59 || secs > 59 || offsetHours > 23 || offsetMinutes > 59)
    return null
  const ms = Number((match[7] ?? '').padEnd(3, '0').slice(0, 3))
  const offset = (offsetHours * 60 + offsetMinutes) * (match[8] === '-' ? -1 : 1)
  return date.getTime() + ((hours * 60 + minutes - offset) * 60 + secs) * 1_000 + ms
}
