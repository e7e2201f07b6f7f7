import { mkdir, mkdtemp, rename, rm, stat } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import { open } from 'lmdb'
import { forgetOwner } from './storage/claimOwnership.js'
import { Environment, STORE_FILE } from './storage/Environment.js'

/** What kept a backup from being made. */
export class BackupError extends Error {}

/**
 * Copies a store as it is at one moment, whether or not a server has it open, without its unused space.
 * @param from the folder that holds the store
 * @param to the folder to make; nothing is there before the copy is whole
 * @throws BackupError when there is no store, or `to` exists
 */
export async function backupStore(from: string, to: string): Promise<void> {
  const source = join(resolve(from), STORE_FILE)
  const target = resolve(to)
  if (!(await exists(source))) throw new BackupError(`there is no store in ${resolve(from)}; set DATA_DIR`)
  if (await exists(target)) throw new BackupError(`${target} is there already; name a folder that is not`)
  await mkdir(dirname(target), { recursive: true })
  const unfinished = await mkdtemp(`${target}.unfinished-`)
  try {
    const store = open({ path: source, noSubdir: true, readOnly: true })
    try {
      await store.backup(join(unfinished, STORE_FILE), true)
    } finally {
      await store.close()
    }
    // The copy belongs to nobody, even while its original runs.
    const copy = new Environment(unfinished)
    await forgetOwner(copy)
    await copy.close()
    await rm(join(unfinished, `${STORE_FILE}-lock`), { force: true })
    await rename(unfinished, target)
  } catch (error) {
    await rm(unfinished, { recursive: true, force: true })
    throw error
  }
}

async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    (error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return false
      throw error
    },
  )
}
