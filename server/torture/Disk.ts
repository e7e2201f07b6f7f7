import { execFile } from 'node:child_process'
import { mkdir, open, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'

const run = promisify(execFile)
const PIECE = Buffer.alloc(65_536)

/** A small disk of its own, in memory, that can be full. */
export class Disk {
  private constructor(readonly path: string) {}

  /** @returns null where this process may not mount one */
  static async mount(path: string, megabytes: number): Promise<Disk | null> {
    await mkdir(path, { recursive: true })
    try {
      await run('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m`, 'tmpfs', path])
      return new Disk(path)
    } catch {
      return null
    }
  }

  async fill() {
    const file = await open(join(this.path, 'filler'), 'w')
    try {
      for (const piece of [PIECE, PIECE.subarray(0, 4_096)])
        for (;;) {
          const { bytesWritten } = await file.write(piece)
          if (bytesWritten < piece.length) break
        }
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error
    } finally {
      await file.close()
    }
  }

  async free() {
    await rm(join(this.path, 'filler'), { force: true })
  }

  async unmount() {
    await run('umount', ['-l', this.path])
  }
}
