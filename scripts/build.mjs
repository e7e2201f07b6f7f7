import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { run } from './run.mjs'

export const ROOT = fileURLToPath(new URL('..', import.meta.url))

/**
 * @typedef {object} Part
 * @property {string} name - The workspace that is built.
 * @property {string[]} needs - Parts that are built before it.
 * @property {string[]} inputs - Files and folders that go into it.
 * @property {string} output - A file that is there once it is built.
 */

/** @type {Part[]} */
const PARTS = [
  part('contract', [], ['src'], 'dist/index.js'),
  part('tracker', ['contract'], ['src', 'tsup.config.ts'], 'dist/tracker.js'),
  part('react', ['contract'], ['src', 'build', 'tsup.config.ts'], 'dist/index.js'),
  part('server', ['contract'], ['src', 'tsconfig.build.json', '../nest-cli.json'], 'dist/main.js'),
  part('examples/shop', ['tracker', 'react'], ['.'], '../../server/public/index.html'),
]
/** Goes into every part: the tools and how they are set. */
const COMMON = ['package-lock.json', 'tsconfig.base.json']
const NO_INPUT = new Set(['node_modules', 'dist', '.types', 'public'])
/** The hash of the inputs that each part was last built from. */
const STAMPS = join(ROOT, 'node_modules/.cache/mouse-tracking/built.json')

/** @type {(name: string, needs: string[], inputs: string[], output: string) => Part} */
function part(name, needs, inputs, output) {
  const within = (/** @type {string} */ path) => join(name, path)
  return {
    name,
    needs,
    inputs: [...inputs, 'package.json', 'tsconfig.json'].map(within),
    output: within(output),
  }
}

/**
 * Builds the parts whose inputs have changed since they were last built, side by side where they can be.
 * @param {(names: string[]) => void} [onStart] - Told what is about to be built, if anything is.
 * @throws {import('./run.mjs').CommandError} with the output of the build that failed.
 */
export async function build(onStart) {
  const stamps = await readStamps()
  const hashes = await hashParts()
  const stale = PARTS.filter(
    ({ name, output }) => stamps[name] !== hashes[name] || !existsSync(join(ROOT, output)),
  )
  if (stale.length === 0) return
  onStart?.(stale.map(({ name }) => name))
  /** @type {Map<string, Promise<void>>} */
  const building = new Map()
  for (const { name, needs } of stale) {
    const first = needs.flatMap((need) => building.get(need) ?? [])
    building.set(
      name,
      Promise.all(first).then(async () => {
        await run('npm', ['run', 'build', '-w', name], { cwd: ROOT })
        stamps[name] = hashes[name]
      }),
    )
  }
  const results = await Promise.allSettled(building.values())
  await writeStamps(stamps)
  for (const result of results) if (result.status === 'rejected') throw result.reason
}

/** @returns {Promise<Record<string, string | undefined>>} */
async function hashParts() {
  const common = await hashOf(COMMON)
  /** @type {Record<string, string | undefined>} */
  const hashes = {}
  for (const { name, needs, inputs } of PARTS) {
    const hash = createHash('sha256')
      .update(common)
      .update(await hashOf(inputs))
    for (const need of needs) hash.update(hashes[need] ?? '')
    hashes[name] = hash.digest('hex')
  }
  return hashes
}

/** @param {string[]} paths - Files and folders below the root; those that are not there count as empty. */
async function hashOf(paths) {
  const hash = createHash('sha256')
  for (const path of paths)
    for (const file of await filesOf(path)) hash.update(file).update(await readFile(join(ROOT, file)))
  return hash.digest()
}

/** @type {(path: string) => Promise<string[]>} */
async function filesOf(path) {
  if (!existsSync(join(ROOT, path))) return []
  const entries = await readdir(join(ROOT, path), { withFileTypes: true }).catch(() => null)
  if (!entries) return [path]
  const kept = entries.filter(
    ({ name }) => !NO_INPUT.has(name) && !/\.(spec|browser|tsbuildinfo)\b/.test(name),
  )
  const files = await Promise.all(kept.map(({ name }) => filesOf(join(path, name))))
  return files.flat().sort()
}

/** @returns {Promise<Record<string, string | undefined>>} */
async function readStamps() {
  return JSON.parse(await readFile(STAMPS, 'utf8').catch(() => '{}'))
}

/** @param {Record<string, string | undefined>} stamps */
async function writeStamps(stamps) {
  await mkdir(dirname(STAMPS), { recursive: true })
  await writeFile(STAMPS, JSON.stringify(stamps, null, 2))
}

/** Forgets what was built, so that the next build builds everything. */
export const forgetBuilds = () => rm(STAMPS, { force: true })
