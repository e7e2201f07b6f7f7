import { CommandError } from '../errors.js'
import { type Doc, isPlain } from './expressions.js'

/** Reads a `$unwind`: a path, or an object with one. */
export function parseUnwind(spec: unknown): (documents: Doc[]) => Doc[] {
  const options = typeof spec === 'string' ? { path: spec } : spec
  if (!isPlain(options))
    throw new CommandError(
      'BadValue',
      'expected either a string or an object as specification for $unwind stage',
    )
  const { path, includeArrayIndex, preserveNullAndEmptyArrays = false, ...unknown } = options
  if (Object.keys(unknown).length > 0)
    throw new CommandError(
      'BadValue',
      `unrecognized option to $unwind stage: ${Object.keys(unknown).join(', ')}`,
    )
  if (typeof path !== 'string' || !path.startsWith('$') || path.length < 2)
    throw new CommandError('BadValue', "path option to $unwind stage should be prefixed with a '$'")
  if (
    includeArrayIndex !== undefined &&
    (typeof includeArrayIndex !== 'string' || /^\$|^$|\./.test(includeArrayIndex))
  )
    throw new CommandError('BadValue', 'includeArrayIndex must be the name of a top-level field')
  const parts = path.slice(1).split('.')
  const numbered = (document: Doc, index: number | null): Doc =>
    includeArrayIndex === undefined ? document : { ...document, [includeArrayIndex as string]: index }
  return (documents) =>
    documents.flatMap((document) => {
      const value = parts.reduce<unknown>(
        (inner, part) => (isPlain(inner) ? inner[part] : undefined),
        document,
      )
      if (Array.isArray(value) && value.length > 0)
        return value.map((element, i) => numbered(withValue(document, parts, element), i))
      if (value !== undefined && value !== null && !Array.isArray(value)) return [numbered(document, null)]
      if (!preserveNullAndEmptyArrays) return []
      return [numbered(Array.isArray(value) ? withValue(document, parts, undefined) : document, null)]
    })
}

/** A copy in which the field at the path has another value, or is gone. */
function withValue(document: Doc, [part, ...rest]: string[], value: unknown): Doc {
  const copy = { ...document }
  const inner = rest.length > 0 ? withValue(copy[part!] as Doc, rest, value) : value
  if (inner === undefined) delete copy[part!]
  else copy[part!] = inner
  return copy
}
