import type { Socket } from 'node:net'
import { encodeDocument } from '../bson/BsonValue.js'
import { InvalidBsonError } from '../bson/validateDocument.js'
import type { Answer } from '../commands/Command.js'
import { runCommand } from '../commands/commands.js'
import { MAX_MESSAGE_SIZE } from '../commands/handshake.js'
import { CommandError } from '../errors.js'
import type { Store } from '../Store.js'
import { encodeReply } from './encodeReply.js'
import { FrameError, FrameReader } from './FrameReader.js'
import { type Message, parseMessage } from './parseMessage.js'

export type Log = (message: string) => void

/** Replies up to this size are sent as one piece. */
const SMALL = 16 * 1024

/** Serves one client: its commands one after the other, in the order in which they come. */
export class Connection {
  /** Settles when the client has gone. */
  readonly closed: Promise<void>
  private busy: Promise<void> = Promise.resolve()
  private closing = false

  constructor(
    private readonly socket: Socket,
    private readonly store: Store,
    private readonly id: number,
    private readonly log: Log,
  ) {
    socket.setNoDelay(true)
    socket.once('close', () => store.cursors.killOf(id))
    this.closed = this.serve()
  }

  /** Lets the command that is being run finish, and ends the connection. */
  async close(): Promise<void> {
    this.closing = true
    await this.busy
    this.socket.destroy()
  }

  private async serve(): Promise<void> {
    const frames = new FrameReader()
    try {
      // reading waits while a command runs, so that a client cannot pile up more than a buffer's worth
      for await (const piece of this.socket)
        for (const frame of frames.read(piece)) {
          if (this.closing) return
          this.busy = this.handle(frame)
          await this.busy
        }
    } catch (error) {
      if (error instanceof FrameError || error instanceof InvalidBsonError)
        this.log(`connection ${this.id} closed: ${error.message}`)
      else if (!isDisconnect(error)) this.log(`connection ${this.id} closed: ${describe(error)}`)
    } finally {
      this.socket.destroy()
    }
  }

  private async handle(frame: Buffer): Promise<void> {
    const message = parseMessage(frame, this.id)
    const answer = await this.answer(message)
    if (!message.silent) await this.send(encodeReply(message, answer))
  }

  private async answer(message: Message): Promise<Answer> {
    try {
      if (message.legacy && !/^(hello|ismaster)$/i.test(message.command.name))
        throw new CommandError(
          'UnsupportedOpQueryCommand',
          `Unsupported OP_QUERY command: ${message.command.name}. The client driver may require an upgrade.`,
        )
      const answer = await runCommand(this.store, message.command)
      if (answer.reduce((sum, piece) => sum + piece.length, 0) > MAX_MESSAGE_SIZE - 1024)
        throw new CommandError('BSONObjectTooLarge', 'The answer is larger than a message can be')
      return answer
    } catch (error) {
      return [encodeDocument(this.failure(message, error))]
    }
  }

  private failure({ command }: Message, error: unknown): object {
    if (error instanceof CommandError)
      return { ok: 0, errmsg: error.message, code: error.code, codeName: error.codeName, ...error.details }
    this.log(`${command.name} failed: ${describe(error)}`)
    const errmsg = error instanceof Error ? error.message : String(error)
    return { ok: 0, errmsg, code: 1, codeName: 'InternalError' }
  }

  private async send(pieces: Buffer[]): Promise<void> {
    const { socket } = this
    if (socket.destroyed) return
    const size = pieces.reduce((sum, piece) => sum + piece.length, 0)
    let flowing: boolean
    if (size <= SMALL) flowing = socket.write(Buffer.concat(pieces, size))
    else {
      socket.cork()
      flowing = pieces.map((piece) => socket.write(piece)).every(Boolean)
      socket.uncork()
    }
    if (!flowing) await drained(socket)
  }
}

/** Waits until the client has taken what was written, or has gone. */
function drained(socket: Socket): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      socket.off('drain', done)
      socket.off('close', done)
      resolve()
    }
    socket.on('drain', done)
    socket.on('close', done)
  })
}

function describe(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error)
}

function isDisconnect(error: unknown): boolean {
  const { code } = error as NodeJS.ErrnoException
  return code === 'ECONNRESET' || code === 'EPIPE' || code === 'ERR_STREAM_PREMATURE_CLOSE'
}
