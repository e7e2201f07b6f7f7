// The key events as a file that column stores read: ClickHouse's RowBinary, one row an event.

import { once } from 'node:events'
import { createWriteStream } from 'node:fs'
import { sessions } from './sessions.mjs'

export const KINDS = /** @type {const} */ (['view', 'click', 'custom'])

/** The columns of a row, in order, with their ClickHouse types. */
export const ROW =
  'session UInt32, visitor UInt32, device UInt8, start UInt64, at UInt64, kind UInt8, what LowCardinality(String)'

/**
 * @param {string} file
 * @param {number} seed
 * @param {number} count
 * @returns {Promise<number>} rows
 */
export async function writeRows(file, seed, count) {
  const stream = createWriteStream(file)
  let buffer = Buffer.allocUnsafe(1 << 20)
  let at = 0
  let rows = 0
  for (const { index, visitor, device, events } of sessions(seed, count)) {
    for (const event of events) {
      if (at + 300 > buffer.length) {
        if (!stream.write(buffer.subarray(0, at))) await once(stream, 'drain')
        buffer = Buffer.allocUnsafe(1 << 20)
        at = 0
      }
      at = buffer.writeUInt32LE(index, at)
      at = buffer.writeUInt32LE(visitor, at)
      at = buffer.writeUInt8(device, at)
      at = buffer.writeBigUInt64LE(BigInt(events[0]?.at ?? 0), at)
      at = buffer.writeBigUInt64LE(BigInt(event.at), at)
      at = buffer.writeUInt8(KINDS.indexOf(event.kind), at)
      at = buffer.writeUInt8(event.what.length, at)
      at += buffer.write(event.what, at, 'latin1')
      rows++
    }
  }
  stream.end(buffer.subarray(0, at))
  await once(stream, 'finish')
  return rows
}
