import type { PropValue } from '@mouse-tracking/contract'

/** JSON of a flat object with its keys sorted: the same text for the same content. Undefined members are left out. */
export function canonicalJson(fields: Readonly<Record<string, PropValue | undefined>>): string {
  const members: string[] = []
  for (const key of Object.keys(fields).sort()) {
    const value = fields[key]
    if (value !== undefined) members.push(`${JSON.stringify(key)}:${JSON.stringify(value)}`)
  }
  return `{${members.join(',')}}`
}
