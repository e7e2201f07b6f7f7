import {
  Binary,
  BSONRegExp,
  Decimal128,
  Double,
  Int32,
  Long,
  MaxKey,
  MinKey,
  ObjectId,
  Timestamp,
} from 'bson'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { encodeValue } from './BsonValue.js'
import { compareValues } from './compareValues.js'
import { encodeOrdered } from './encodeOrdered.js'

const numbers = fc.oneof(
  fc.integer().map((n) => new Int32(n)),
  fc.double().map((n) => new Double(n)),
  fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }).map((n) => Long.fromBigInt(n)),
  // around the integers that doubles can still tell apart
  fc.bigInt({ min: 2n ** 53n - 5n, max: 2n ** 53n + 5n }).map((n) => Long.fromBigInt(n)),
  fc.bigInt({ min: 2n ** 53n - 5n, max: 2n ** 53n + 5n }).map((n) => new Double(Number(n))),
  fc
    .tuple(fc.bigInt({ min: -(10n ** 33n), max: 10n ** 33n }), fc.integer({ min: -330, max: 320 }))
    .map(([n, e]) => Decimal128.fromString(`${n}E${e}`)),
  fc
    .constantFrom(
      '0.1',
      '0.5',
      '-0',
      'NaN',
      'Infinity',
      '-Infinity',
      '1E-6000',
      '-1E+6000',
      '9007199254740993',
    )
    .map((n) => Decimal128.fromString(n)),
)

const bytes = fc.uint8Array({ maxLength: 6 }).map((b) => Buffer.from(b))
const { value: values } = fc.letrec((tie) => ({
  value: fc.oneof(
    { depthSize: 'small' },
    numbers,
    fc.string({ unit: 'binary', maxLength: 6 }),
    fc.constantFrom('', '\0', 'a\0', 'a\0b', 'a', null, true, false),
    fc.tuple(bytes, fc.nat({ max: 5 })).map(([b, subtype]) => new Binary(b, subtype)),
    fc.uint8Array({ minLength: 12, maxLength: 12 }).map((b) => new ObjectId(b)),
    fc.date({ noInvalidDate: true }),
    fc.tuple(fc.nat(), fc.nat()).map(([t, i]) => new Timestamp({ t, i })),
    fc.constantFrom(new BSONRegExp('a'), new BSONRegExp('a', 'i'), new MinKey(), new MaxKey()),
    fc.array(tie('value'), { maxLength: 3 }),
    fc.dictionary(fc.constantFrom('a', 'b', 'ab'), tie('value'), { maxKeys: 3, noNullPrototype: true }),
  ),
}))

const compareEncoded = (a: unknown, b: unknown) =>
  Math.sign(encodeOrdered(encodeValue(a)).compare(encodeOrdered(encodeValue(b))))

describe('encodeOrdered', () => {
  it('orders bytes as compareValues orders values', () => {
    fc.assert(
      fc.property(values, values, (a, b) => {
        expect(compareEncoded(a, b)).toBe(Math.sign(compareValues(encodeValue(a), encodeValue(b))))
      }),
      { numRuns: 2000 },
    )
  })

  it('makes no encoding the beginning of another', () => {
    fc.assert(
      fc.property(values, values, (a, b) => {
        const [one, other] = [encodeOrdered(encodeValue(a)), encodeOrdered(encodeValue(b))]
        if (!one.equals(other)) expect(other.subarray(0, one.length).equals(one)).toBe(false)
      }),
      { numRuns: 2000 },
    )
  })

  it('orders numbers of all types by their exact values', () => {
    fc.assert(
      fc.property(numbers, numbers, (a, b) => {
        expect(compareEncoded(a, b)).toBe(compareExactly(exact(a), exact(b)))
      }),
      { numRuns: 2000 },
    )
  })

  it('orders strings by their UTF-8 bytes', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }), (a, b) => {
        expect(compareEncoded(a, b)).toBe(Math.sign(Buffer.from(a).compare(Buffer.from(b))))
      }),
    )
  })

  it('orders arrays by their elements', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer(), { maxLength: 4 }),
        fc.array(fc.integer(), { maxLength: 4 }),
        (a, b) => {
          const at = a.findIndex((n, i) => n !== b[i])
          const expected =
            at === -1 || at >= b.length ? Math.sign(a.length - b.length) : Math.sign(a[at]! - b[at]!)
          expect(compareEncoded(a, b)).toBe(expected)
        },
      ),
    )
  })

  it('gives equal numbers the same bytes', () => {
    const five = [new Int32(5), new Double(5), Long.fromNumber(5), Decimal128.fromString('5.00')]
    for (const number of five)
      expect(encodeOrdered(encodeValue(number))).toEqual(encodeOrdered(encodeValue(five[0])))
    const tenth = [new Double(0.1), Decimal128.fromString('0.1')]
    expect(compareEncoded(tenth[0], tenth[1])).toBe(1) // the double is a little more than a tenth
    expect(
      compareEncoded(Long.fromString('9007199254740993'), Decimal128.fromString('9007199254740993')),
    ).toBe(0)
    expect(compareEncoded(new Double(-0), new Int32(0))).toBe(0)
  })
})

/** A number as a fraction of integers; not finite ones as themselves. */
type Exact = { numerator: bigint; denominator: bigint } | number

function exact(value: Int32 | Double | Long | Decimal128): Exact {
  if (value instanceof Long) return { numerator: value.toBigInt(), denominator: 1n }
  if (value instanceof Decimal128) return exactDecimal(value.toString())
  const double = value.valueOf()
  if (!Number.isFinite(double)) return double
  // halving moves the exponent until nothing is left behind the point
  let [numerator, denominator] = [double, 1n]
  while (!Number.isInteger(numerator)) {
    numerator *= 2
    denominator *= 2n
  }
  return { numerator: BigInt(numerator), denominator }
}

function exactDecimal(text: string): Exact {
  if (text === 'NaN') return Number.NaN
  if (text.endsWith('Infinity')) return text.startsWith('-') ? -Infinity : Infinity
  const [mantissa, power = '0'] = text.split('E') as [string, string?]
  const [whole, fraction = ''] = mantissa.split('.') as [string, string?]
  const exponent = Number(power) - fraction.length
  const numerator = BigInt(whole + fraction)
  return exponent >= 0
    ? { numerator: numerator * 10n ** BigInt(exponent), denominator: 1n }
    : { numerator, denominator: 10n ** BigInt(-exponent) }
}

function compareExactly(a: Exact, b: Exact): number {
  if (typeof a === 'number' || typeof b === 'number')
    return rank(a) - rank(b) === 0 ? 0 : Math.sign(rank(a) - rank(b))
  const difference = a.numerator * b.denominator - b.numerator * a.denominator
  return difference < 0n ? -1 : difference > 0n ? 1 : 0
}

function rank(value: Exact): number {
  if (typeof value !== 'number') return 0
  return Number.isNaN(value) ? -2 : value < 0 ? -1 : 1
}
