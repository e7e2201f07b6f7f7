import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { mkdir, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const LOADER = fileURLToPath(new URL('load.mjs', import.meta.url))
export const SITE = 'bench'

/**
 * A data folder of the built-in store that holds the sessions; kept between runs.
 * @param {{ cache: string, seed: number }} options
 * @param {number} sessions
 */
export async function loadedDir({ cache, seed }, sessions) {
  const dir = join(cache, `store-${seed}-${sessions}`)
  if (existsSync(dir)) return dir
  const unfinished = `${dir}.unfinished`
  await rm(unfinished, { recursive: true, force: true })
  await mkdir(unfinished, { recursive: true })
  await load(['--dir', unfinished], seed, sessions)
  await rename(unfinished, dir)
  return dir
}

/**
 * Fills a database of a MongoDB with the sessions.
 * @param {string} uri
 * @param {number} seed
 * @param {number} sessions
 */
export const loadMongo = (uri, seed, sessions) => load(['--mongodb', uri], seed, sessions)

/**
 * @param {string[]} where
 * @param {number} seed
 * @param {number} sessions
 */
async function load(where, seed, sessions) {
  const args = [LOADER, ...where, '--site', SITE, '--seed', String(seed), '--sessions', String(sessions)]
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'ignore', 'inherit'] })
  const [code] = await once(child, 'exit')
  if (code !== 0) throw new Error(`loading ${sessions} sessions failed`)
}
