import { randomBytes } from 'node:crypto'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

/** Where it is kept, in the data directory. */
export const ADMIN_KEY_FILE = 'admin-key'

/** The admin key of a built-in store: made at its first start, and kept in the data directory for its owner's eyes alone. */
export async function keptAdminKey(dataDir: string): Promise<string> {
  const file = join(dataDir, ADMIN_KEY_FILE)
  await mkdir(dataDir, { recursive: true, mode: 0o700 })
  try {
    await writeFile(file, randomBytes(24).toString('base64url'), { flag: 'wx', mode: 0o600 })
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
  }
  const key = (await readFile(file, 'utf8')).trim()
  if (key.length < 16) throw new Error(`${file} does not hold an admin key; delete it to have a new one made`)
  return key
}
