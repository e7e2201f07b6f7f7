import { constants, deflateRawSync, inflateRawSync } from 'node:zlib'

/** Parts smaller than this share a block, for each has a table of its own. */
const BLOCK_BYTES = 4_096

/** An empty last block: it ends a raw deflate stream. */
const LAST_BLOCK = Uint8Array.of(3, 0)

/**
 * Deflates parts to one stream, which `inflate` reads in one go. Parts of another kind of content do not spoil each other's
 * codes: from a certain size on each gets blocks of its own, packed with the strategy that suits it.
 */
export function deflate(parts: readonly Uint8Array[]): Uint8Array {
  const blocks: Uint8Array[] = []
  let open: Uint8Array[] = []
  let openBytes = 0
  const close = () => {
    if (openBytes > 0) blocks.push(smallest(Buffer.concat(open)))
    open = []
    openBytes = 0
  }
  for (const part of parts) {
    if (part.length >= BLOCK_BYTES) close()
    open.push(part)
    openBytes += part.length
    if (openBytes >= BLOCK_BYTES) close()
  }
  close()
  return Buffer.concat([...blocks, LAST_BLOCK])
}

/**
 * @param length of what was deflated, in bytes
 * @throws Error when the bytes do not inflate to just that
 */
export function inflate(bytes: Uint8Array, length: number): Buffer {
  // The least that zlib takes for either.
  const inflated = inflateRawSync(bytes, {
    maxOutputLength: Math.max(length, 1),
    chunkSize: Math.max(length, 64),
  })
  if (inflated.length !== length) throw new Error(`it holds ${inflated.length} bytes in place of ${length}`)
  return inflated
}

/** Searching for repeats pays where there are sequences, and costs codes where there are none. */
function smallest(bytes: Uint8Array): Uint8Array {
  const finishFlush = constants.Z_SYNC_FLUSH
  const [a, b] = [constants.Z_DEFAULT_STRATEGY, constants.Z_RLE].map((strategy) =>
    deflateRawSync(bytes, { strategy, finishFlush, memLevel: constants.Z_MAX_MEMLEVEL }),
  )
  return a!.length <= b!.length ? a! : b!
}
