import { BsonType, type BsonValue, documentValue, textOf } from '../bson/BsonValue.js'
import { ElementReader, fieldsOf } from '../bson/ElementReader.js'
import { validateDocument } from '../bson/validateDocument.js'
import type { Command } from '../commands/Command.js'
import { FrameError } from './FrameReader.js'

/** Kinds of messages, by their operation code. */
export const OpCode = { reply: 1, query: 2004, message: 2013 } as const

/** A message that was taken apart. */
export interface Message {
  requestId: number
  /** The legacy form, in which drivers say hello, is answered in kind. */
  legacy: boolean
  /** The client waits for no answer. */
  silent: boolean
  command: Command
}

const CHECKSUM = 1
const MORE_TO_COME = 2
const EXHAUST_ALLOWED = 1 << 16

/**
 * Takes a message apart and checks all documents in it.
 *
 * @throws FrameError, InvalidBsonError
 */
export function parseMessage(frame: Buffer, connection: number): Message {
  const requestId = frame.readInt32LE(4)
  const opCode = frame.readInt32LE(12)
  if (opCode === OpCode.message) return parseOpMsg(frame, requestId, connection)
  if (opCode === OpCode.query) return parseOpQuery(frame, requestId, connection)
  throw new FrameError(`the operation code ${opCode} is not supported`)
}

function parseOpMsg(frame: Buffer, requestId: number, connection: number): Message {
  if (frame.length < 21) throw new FrameError('a message is cut off')
  const flags = frame.readUInt32LE(16)
  if (flags & CHECKSUM) throw new FrameError('messages with a checksum are not supported')
  if (flags & ~(MORE_TO_COME | EXHAUST_ALLOWED) & 0xffff)
    throw new FrameError(`a message has the unknown flags ${flags.toString(2)}`)
  let body: Buffer | undefined
  const sequences = new Map<string, Buffer[]>()
  let position = 20
  while (position < frame.length) {
    const kind = frame[position++]
    if (kind === 0) {
      if (body) throw new FrameError('a message has two bodies')
      const end = validateDocument(frame, position, frame.length)
      body = frame.subarray(position, end)
      position = end
    } else if (kind === 1) position = readSequence(frame, position, sequences)
    else throw new FrameError(`a message has a section of the unknown kind ${kind}`)
  }
  if (!body) throw new FrameError('a message has no body')
  return {
    requestId,
    legacy: false,
    silent: (flags & MORE_TO_COME) !== 0,
    command: commandOf(body, sequences, connection),
  }
}

function readSequence(frame: Buffer, start: number, sequences: Map<string, Buffer[]>): number {
  if (frame.length - start < 4) throw new FrameError('a section is cut off')
  const end = start + frame.readInt32LE(start)
  const nameEnd = frame.indexOf(0, start + 4)
  if (end > frame.length || nameEnd < 0 || nameEnd >= end)
    throw new FrameError('a section runs past its message')
  const name = frame.toString('utf8', start + 4, nameEnd)
  if (sequences.has(name)) throw new FrameError(`a message has two sections called ${name}`)
  const documents: Buffer[] = []
  let position = nameEnd + 1
  while (position < end) {
    const next = validateDocument(frame, position, end)
    documents.push(frame.subarray(position, next))
    position = next
  }
  sequences.set(name, documents)
  return end
}

function commandOf(body: Buffer, sequences: Map<string, Buffer[]>, connection: number): Command {
  const fields = fieldsOf(documentValue(body))
  const [name] = fields.keys()
  if (name === undefined) throw new FrameError('a message has an empty body')
  return { name, database: databaseIn(fields), fields, sequences, connection }
}

function databaseIn(fields: ReadonlyMap<string, BsonValue>): string {
  const database = fields.get('$db')
  if (database?.type !== BsonType.string)
    throw new FrameError('a message does not say for which database it is')
  return textOf(database)
}

/** `OP_QUERY` on `<database>.$cmd`. */
function parseOpQuery(frame: Buffer, requestId: number, connection: number): Message {
  const nameEnd = frame.indexOf(0, 20)
  const start = nameEnd + 9
  if (nameEnd < 0 || start > frame.length) throw new FrameError('a query is cut off')
  const end = validateDocument(frame, start, frame.length)
  const body = frame.subarray(start, end)
  const namespace = frame.toString('utf8', 20, nameEnd)
  const reader = new ElementReader(body)
  if (!namespace.endsWith('.$cmd') || !reader.next()) throw new FrameError('a legacy query is not supported')
  return {
    requestId,
    legacy: true,
    silent: false,
    command: {
      name: reader.name,
      database: namespace.slice(0, -5),
      fields: fieldsOf(documentValue(body)),
      sequences: new Map(),
      connection,
    },
  }
}
