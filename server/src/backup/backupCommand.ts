import { existsSync } from 'node:fs'
import { copyFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { ADMIN_KEY_FILE } from '../config/adminKey.js'
import { ConfigError, readConfig } from '../config/config.js'
import { backupStore } from '../embedded/backupStore.js'
import { STORE_FILE } from '../embedded/storage/Environment.js'

export const BACKUP_USAGE = `mouse-tracking backup <folder>

Copies the built-in store in DATA_DIR (default: data), as it is at this moment, to a new folder. The server may run meanwhile.
`

/** @returns the exit code: 0 when the backup is whole, 2 for a wrong call. */
export async function backupCommand(
  args: string[],
  env: Record<string, string | undefined>,
): Promise<number> {
  const { positionals } = parseArgs({ args, allowPositionals: true })
  const [folder] = positionals
  if (folder === undefined || positionals.length > 1) {
    process.stderr.write(BACKUP_USAGE)
    return 2
  }
  const { dataDir, mongodbUri } = readConfig(env)
  if (mongodbUri !== undefined)
    throw new ConfigError('MONGODB_URI is set: back MongoDB up with mongodump, see docs/operator.md')
  await backupStore(dataDir, folder)
  const key = join(dataDir, ADMIN_KEY_FILE)
  const isKept = existsSync(key)
  // The sites' secrets do not open without it.
  if (isKept) await copyFile(key, join(folder, ADMIN_KEY_FILE))
  const { size } = await stat(join(folder, STORE_FILE))
  process.stdout.write(`${folder} holds all of ${dataDir}: ${(size / 1_048_576).toFixed(1)} MB\n`)
  if (!isKept) process.stdout.write('The admin key is not in it: keep ADMIN_KEY with it\n')
  return 0
}
