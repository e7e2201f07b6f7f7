import { BsonType, type BsonValue } from '../bson/BsonValue.js'
import { ElementReader } from '../bson/ElementReader.js'
import { compilePredicate, type ValueTest } from './compilePredicate.js'
import { conjuncts, type Filter, type Predicate } from './Filter.js'
import { type Path, visitPath } from './Path.js'

/** Where in an array a match was found: what the positional operator `$` stands for. */
export interface MatchPosition {
  /** Position in the outermost array crossed, or -1. */
  index: number
}

/** Tests a document, or the element in an `$elemMatch`; notes the array position of the match when asked to. */
export type Matcher = (value: BsonValue, found?: MatchPosition) => boolean

/** Turns a parsed filter into a function. */
export function compileFilter(filter: Filter): Matcher {
  switch (filter.kind) {
    case 'and': {
      const tests = conjuncts(filter).map(compileFilter)
      if (tests.length === 1) return tests[0]!
      return (value, found) => tests.every((test) => test(value, found))
    }
    case 'or': {
      const tests = filter.filters.map(compileFilter)
      return (value, found) => tests.some((test) => test(value, found))
    }
    case 'nor': {
      const tests = filter.filters.map(compileFilter)
      return (value) => !tests.some((test) => test(value))
    }
    case 'not': {
      const test = compileFilter(filter.filter)
      return (value) => !test(value)
    }
    case 'expression':
      return filter.test
    case 'field':
      return filter.predicate.op === 'elemMatch'
        ? compileElemMatch(filter.path, compileFilter(filter.predicate.filter), filter.predicate.self)
        : compileField(filter.path, compilePredicate(filter.predicate), expandsArrays(filter.predicate))
  }
}

function compileField(path: Path, test: ValueTest, expand: boolean): Matcher {
  return (value, found) =>
    visitPath(value, path, expand, (candidate, position) => {
      if (!test(candidate)) return false
      if (found && position >= 0) found.index = position
      return true
    })
}

function compileElemMatch(path: Path, test: Matcher, self: boolean): Matcher {
  return (value, found) =>
    visitPath(value, path, false, (candidate, position) => {
      if (candidate?.type !== BsonType.array) return false
      const reader = new ElementReader(candidate.bytes, candidate.start)
      for (let i = 0; reader.next(); i++) {
        if (!self && reader.type !== BsonType.object && reader.type !== BsonType.array) continue
        if (!test(reader.value)) continue
        if (found) found.index = position >= 0 ? position : i
        return true
      }
      return false
    })
}

/** Whether the elements of an array at the end of the path are looked at, too. */
function expandsArrays({ op }: Predicate): boolean {
  return op !== 'exists' && op !== 'size'
}
