import { BsonType, type BsonValue, textOf } from '../bson/BsonValue.js'
import { CommandError, unsupported } from '../errors.js'
import type { Pattern } from './Filter.js'

/** The pattern of a BSON regular expression. */
export function patternOf(value: BsonValue): Pattern {
  const middle = value.bytes.indexOf(0, value.start)
  return compilePattern(
    value.bytes.toString('utf8', value.start, middle),
    value.bytes.toString('utf8', middle + 1, value.end - 1),
  )
}

/** The pattern of `$regex` with `$options`. */
export function patternOfOperator(regex: BsonValue, options: BsonValue | undefined): Pattern {
  if (options && options.type !== BsonType.string)
    throw new CommandError('BadValue', '$options has to be a string')
  if (regex.type === BsonType.string) return compilePattern(textOf(regex), options ? textOf(options) : '')
  if (regex.type !== BsonType.regex) throw new CommandError('BadValue', '$regex has to be a string')
  const pattern = patternOf(regex)
  if (!options) return pattern
  if (pattern.flags) throw new CommandError('BadValue', 'options set in both $regex and $options')
  return compilePattern(pattern.source, textOf(options))
}

function compilePattern(source: string, options: string): Pattern {
  const inline = /^\(\?([a-z]+)\)/.exec(source)
  const flags = [...new Set(options + (inline?.[1] ?? ''))].sort().join('')
  const body = inline ? source.slice(inline[0].length) : source
  for (const flag of flags) {
    if (flag === 'x') throw unsupported('the regular expression option x')
    if (!'imsu'.includes(flag)) throw new CommandError('BadValue', `invalid flag in regex options: ${flag}`)
  }
  try {
    return { source, flags, regexp: new RegExp(body, flags.replace('u', '')) }
  } catch (error) {
    throw new CommandError('BadValue', `Regular expression is invalid: ${(error as Error).message}`)
  }
}

/** The fixed text that every match of an anchored pattern starts with; empty when there is none to be sure of. */
export function literalPrefix(pattern: Pattern): string {
  if (pattern.flags !== '') return ''
  const { source } = pattern
  if (!source.startsWith('^') || source.includes('|')) return ''
  const literal = /^\^((?:[^\\^$.*+?()[\]{}|]|\\[^A-Za-z0-9])*)/.exec(source)?.[1] ?? ''
  const next = source[1 + literal.length]
  // a quantifier that allows zero takes the last character back
  const kept = next === '*' || next === '?' || next === '{' ? literal.replace(/\\?.$/su, '') : literal
  return kept.replace(/\\(.)/gu, '$1')
}
