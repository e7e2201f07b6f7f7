import { Long } from 'bson'
import { encodeDocument } from '../bson/BsonValue.js'
import type { Answer } from './Command.js'

/**
 * `{cursor: {<field>: documents, id, ns}, ok: 1}`, put together from the documents' own bytes.
 *
 * @param field `firstBatch` or `nextBatch`
 */
export function cursorAnswer(
  field: string,
  namespace: string,
  id: bigint,
  documents: readonly Buffer[],
): Answer {
  const pieces: Buffer[] = []
  let size = 5
  documents.forEach((document, i) => {
    const head = Buffer.from(`\x03${i}\0`, 'latin1')
    pieces.push(head, document)
    size += head.length + document.length
  })
  const rest = encodeDocument({ id: Long.fromBigInt(id), ns: namespace }).subarray(4) // with its terminator
  const cursorSize = 4 + 1 + field.length + 1 + size + rest.length
  const tail = encodeDocument({ ok: 1 }).subarray(4)
  const totalSize = 4 + '\x03cursor\0'.length + cursorSize + tail.length
  return [
    int32(totalSize),
    Buffer.from('\x03cursor\0', 'latin1'),
    int32(cursorSize),
    Buffer.from(`\x04${field}\0`, 'latin1'),
    int32(size),
    ...pieces,
    ZERO,
    rest,
    tail,
  ]
}

const ZERO = Buffer.alloc(1)

function int32(value: number): Buffer {
  const bytes = Buffer.allocUnsafe(4)
  bytes.writeInt32LE(value)
  return bytes
}
