import { Decimal128 } from 'bson'
import type { BsonValue } from './BsonValue.js'

/** A decimal number as sign, integer coefficient and power of ten; not finite ones as themselves. */
export type Decimal =
  | { kind: 'finite'; negative: boolean; coefficient: bigint; exponent: number }
  | { kind: 'nan' }
  | { kind: 'infinite'; negative: boolean }

/** Reads a Decimal128 value. */
export function readDecimal(value: BsonValue): Decimal {
  return parseDecimal(new Decimal128(Buffer.from(value.raw())).toString())
}

function parseDecimal(text: string): Decimal {
  if (text === 'NaN') return { kind: 'nan' }
  const negative = text.startsWith('-')
  const unsigned = negative ? text.slice(1) : text
  if (unsigned === 'Infinity') return { kind: 'infinite', negative }
  const [mantissa = '', power = '0'] = unsigned.split('E')
  const [whole = '', fraction = ''] = mantissa.split('.')
  return {
    kind: 'finite',
    negative,
    coefficient: BigInt(whole + fraction),
    exponent: Number(power) - fraction.length,
  }
}

/** The largest double that is not above the decimal, and whether it is exactly equal. */
export function floorToDouble(decimal: Decimal): { double: number; exact: boolean } {
  if (decimal.kind === 'nan') return { double: Number.NaN, exact: true }
  if (decimal.kind === 'infinite') return { double: decimal.negative ? -Infinity : Infinity, exact: true }
  const { negative, coefficient, exponent } = decimal
  if (coefficient === 0n) return { double: 0, exact: true }
  let double = Number(`${negative ? '-' : ''}${coefficient}e${exponent}`)
  if (double === Infinity) return { double: Number.MAX_VALUE, exact: false }
  if (double === -Infinity) return { double: -Infinity, exact: false }
  const order = compareDoubleToDecimal(double, negative ? -coefficient : coefficient, exponent)
  if (order > 0) double = nextBelow(double)
  return { double, exact: order === 0 }
}

/** The digits of a finite decimal without trailing zeros, and the exponent `e` of 0.digits × 10^e. */
export function significantDigits(coefficient: bigint, exponent: number): { digits: string; scale: number } {
  const all = coefficient.toString()
  const digits = all.replace(/0+$/, '')
  return { digits, scale: all.length + exponent }
}

/** The closest double below `value`. */
export function nextBelow(value: number): number {
  if (value === 0) return -Number.MIN_VALUE
  const bytes = Buffer.alloc(8)
  bytes.writeDoubleBE(value)
  const bits = bytes.readBigInt64BE()
  bytes.writeBigInt64BE(value > 0 ? bits - 1n : bits + 1n)
  return bytes.readDoubleBE()
}

function compareDoubleToDecimal(double: number, coefficient: bigint, exponent: number): number {
  if (double === 0) return coefficient > 0n ? -1 : coefficient < 0n ? 1 : 0
  const { mantissa, power } = splitDouble(double)
  // double = mantissa × 2^power, decimal = coefficient × 10^exponent: bring both to integers
  let left = mantissa
  let right = coefficient
  if (power >= 0) left <<= BigInt(power)
  else right <<= BigInt(-power)
  if (exponent >= 0) right *= 10n ** BigInt(exponent)
  else left *= 10n ** BigInt(-exponent)
  return left < right ? -1 : left > right ? 1 : 0
}

function splitDouble(double: number): { mantissa: bigint; power: number } {
  const bytes = Buffer.alloc(8)
  bytes.writeDoubleBE(double)
  const bits = bytes.readBigUInt64BE()
  const fraction = bits & 0xfffffffffffffn
  const biased = Number((bits >> 52n) & 0x7ffn)
  const magnitude = biased === 0 ? fraction : fraction | (1n << 52n)
  return { mantissa: double < 0 ? -magnitude : magnitude, power: (biased || 1) - 1075 }
}
