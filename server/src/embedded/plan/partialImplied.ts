import { BsonType, type BsonValue } from '../bson/BsonValue.js'
import { compareValues } from '../bson/compareValues.js'
import { typeOrder } from '../bson/encodeOrdered.js'
import { compilePredicate } from '../query/compilePredicate.js'
import { conjuncts, type Filter, type Predicate } from '../query/Filter.js'

/** Whether every document that matches `filter` is sure to match the filter of a partial index as well. */
export function partialImplied(partial: Filter, filter: Filter): boolean {
  const known = conjuncts(filter)
  return conjuncts(partial).every((needed) => known.some((each) => implies(each, needed)))
}

function implies(known: Filter, needed: Filter): boolean {
  if (known.kind !== 'field' || needed.kind !== 'field') return false
  if (known.path.text !== needed.path.text) return false
  return predicateImplies(known.predicate, needed.predicate)
}

function predicateImplies(known: Predicate, needed: Predicate): boolean {
  if (needed.op === 'elemMatch') return false
  const holds = compilePredicate(needed)
  switch (known.op) {
    case 'eq':
      return isScalar(known.operand) && holds(known.operand)
    case 'in':
      return known.patterns.length === 0 && known.operands.every((each) => isScalar(each) && holds(each))
    case 'gt':
    case 'gte':
    case 'lt':
    case 'lte':
      if (!isScalar(known.operand)) return false
      if (needed.op === 'exists') return true
      if (needed.op === 'type') return false
      return sameDirection(known, needed) && reaches(known, needed)
    default:
      return known.op === 'exists' && needed.op === 'exists'
  }
}

function sameDirection(known: Predicate, needed: Predicate): boolean {
  return known.op[0] === needed.op[0] && ['gt', 'gte', 'lt', 'lte'].includes(needed.op)
}

/** `a > 5` implies `a > 3` and `a >= 5`. */
function reaches(known: Predicate, needed: Predicate): boolean {
  if (!('operand' in known) || !('operand' in needed)) return false
  if (typeOrder(known.operand.type) !== typeOrder(needed.operand.type)) return false
  const order = compareValues(known.operand, needed.operand)
  if (order === 0) return known.op === needed.op || needed.op.endsWith('e')
  return known.op.startsWith('g') ? order > 0 : order < 0
}

/** Null and arrays match more than themselves. */
function isScalar(value: BsonValue): boolean {
  return value.type !== BsonType.null && value.type !== BsonType.undefined && value.type !== BsonType.array
}
