import type { Answer } from '../commands/Command.js'
import { type Message, OpCode } from './parseMessage.js'

let lastRequestId = 0

/** The message that answers another one, in pieces. */
export function encodeReply({ requestId, legacy }: Message, answer: Answer): Buffer[] {
  const size = answer.reduce((sum, piece) => sum + piece.length, 0)
  const head = Buffer.alloc(legacy ? 36 : 21)
  lastRequestId = (lastRequestId + 1) & 0x7fffffff
  head.writeInt32LE(head.length + size, 0)
  head.writeInt32LE(lastRequestId, 4)
  head.writeInt32LE(requestId, 8)
  head.writeInt32LE(legacy ? OpCode.reply : OpCode.message, 12)
  if (legacy) {
    head.writeInt32LE(8, 16) // AwaitCapable, as every server says
    head.writeInt32LE(1, 32) // one document
  }
  // an OP_MSG has no flags, and one section of kind 0
  return [head, ...answer]
}
