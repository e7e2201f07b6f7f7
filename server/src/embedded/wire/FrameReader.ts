import { MAX_MESSAGE_SIZE } from '../commands/handshake.js'

const HEADER = 16

/** Bytes that are no message. The connection that sent them is of no use any more. */
export class FrameError extends Error {}

/** Cuts what comes in on a connection into messages, each of which begins with its length. */
export class FrameReader {
  private pieces: Buffer[] = []
  private length = 0;

  /**
   * Takes what came in, and hands out the messages that are complete now.
   *
   * @throws FrameError for a length that no message can have
   */
  *read(piece: Buffer): Generator<Buffer> {
    this.pieces.push(piece)
    this.length += piece.length
    while (this.length >= 4) {
      const size = this.nextSize()
      if (size < HEADER || size > MAX_MESSAGE_SIZE)
        throw new FrameError(
          `a message claims ${size} bytes; between ${HEADER} and ${MAX_MESSAGE_SIZE} are possible`,
        )
      if (this.length < size) return
      yield this.take(size)
    }
  }

  private nextSize(): number {
    if (this.pieces[0]!.length < 4) this.pieces = [Buffer.concat(this.pieces)]
    return this.pieces[0]!.readInt32LE(0)
  }

  private take(size: number): Buffer {
    const all = this.pieces.length === 1 ? this.pieces[0]! : Buffer.concat(this.pieces)
    this.length -= size
    this.pieces = this.length > 0 ? [all.subarray(size)] : []
    return all.subarray(0, size)
  }
}
