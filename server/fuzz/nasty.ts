import fc from 'fast-check'

/** Strings that have hurt somebody somewhere: keys of prototypes, operators of stores, halves of characters, NUL, lengths at the limits. */
export const NASTY_STRINGS = [
  '',
  ' ',
  '__proto__',
  'constructor',
  'prototype',
  'toString',
  '$where',
  '$set',
  'a.b',
  '.',
  '..',
  '$',
  '\0',
  'a\0b',
  '\ud800',
  '\udfff\ud800',
  'x\ud83d',
  '\u{1f5b1}',
  '\ufeff',
  '\u2028',
  '%',
  '%00',
  '%ff%fe',
  '%E0%A4%A',
  '/',
  '//',
  '/**',
  '/*/*',
  '/../../etc/passwd',
  '{"$gt":""}',
  "'; drop table events; --",
  '<script>alert(1)</script>',
  'NaN',
  'Infinity',
  '-0',
  '1e400',
  'x'.repeat(64),
  'x'.repeat(65),
  'x'.repeat(2_048),
  'x'.repeat(2_049),
  '\u20ac'.repeat(2_048),
  '\ud800'.repeat(2_048),
] as const

export const NASTY_NUMBERS = [
  0,
  -0,
  -1,
  1,
  0.5,
  -0.5,
  1e-300,
  2 ** 31 - 1,
  2 ** 31,
  -(2 ** 31),
  2 ** 32,
  2 ** 50,
  2 ** 53 - 1,
  2 ** 53,
  -(2 ** 53),
  8.64e15,
  1e21,
  1e308,
] as const

export const nastyString: fc.Arbitrary<string> = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom(...NASTY_STRINGS) },
  fc.string({ unit: 'binary', maxLength: 80 }),
)

export const nastyNumber: fc.Arbitrary<number> = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom(...NASTY_NUMBERS) },
  fc.double({ noNaN: true, noDefaultInfinity: true }),
  fc.maxSafeInteger(),
)

/** Anything that JSON can say. */
export const nastyValue: fc.Arbitrary<unknown> = fc.oneof(
  nastyString,
  nastyNumber,
  fc.constantFrom<unknown>(null, true, false, [], {}, [[]], { $gt: 0 }, [null]),
  fc.jsonValue({ maxDepth: 3 }),
  fc.integer({ min: 2, max: 1_000 }).map(nested),
)

/** Lists within lists. */
function nested(depth: number): unknown {
  let value: unknown = 0
  for (let i = 0; i < depth; i++) value = i % 2 ? [value] : { a: value }
  return value
}
