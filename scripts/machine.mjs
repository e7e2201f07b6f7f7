import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { run } from './run.mjs'

/**
 * @typedef {object} Need
 * @property {string} variable - Says where it is, where that is not one of the usual places.
 * @property {string[]} names - What its executable is called.
 * @property {string[]} [places] - Where else it is found.
 * @property {string} debian - The package that has it.
 */

/** What the tests need beside Node.js. @type {Need[]} */
const NEEDS = [
  {
    variable: 'CHROMIUM_PATH',
    names: ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'],
    places: ['/Applications/Google Chrome.app/Contents/MacOS/Google Chrome'],
    debian: 'chromium',
  },
  { variable: 'REDIS_SERVER_PATH', names: ['redis-server'], debian: 'redis-server' },
]

/**
 * Finds the programs that tests run, installs the missing ones from Debian's packages where it can, and leaves their
 * paths in the environment.
 * @param {(message: string) => void} say
 * @throws {Error} one line that says what to install.
 */
export async function prepareMachine(say) {
  let missing = NEEDS.filter((need) => !find(need))
  if (missing.length > 0) {
    const packages = missing.map(({ debian }) => debian)
    const root = await rootPrefix()
    if (!root || !onPath('apt-get'))
      throw new Error(`the tests need ${packages.join(' and ')}: sudo apt-get install ${packages.join(' ')}`)
    say(`Installing ${packages.join(' and ')} …`)
    await apt(root, ['update'])
    await apt(root, ['install', '-y', '--no-install-recommends', ...packages])
    missing = NEEDS.filter((need) => !find(need))
    if (missing.length > 0)
      throw new Error(
        `${missing.map(({ debian }) => debian).join(' and ')} was installed, but is not on the PATH`,
      )
  }
  for (const need of NEEDS) process.env[need.variable] = find(need)
}

/** @type {(need: Need) => string | undefined} */
function find({ variable, names, places = [] }) {
  const given = process.env[variable]
  if (given) return existsSync(given) ? given : undefined
  for (const name of names) {
    const path = onPath(name)
    if (path) return path
  }
  return places.find((place) => existsSync(place))
}

/** @type {(name: string) => string | undefined} */
function onPath(name) {
  const folders = [...(process.env.PATH ?? '').split(delimiter), '/usr/bin', '/usr/sbin']
  return folders.map((folder) => join(folder, name)).find((path) => existsSync(path))
}

/** The command line's beginning that makes it root's; null where that takes a password. */
async function rootPrefix() {
  if (process.getuid?.() === 0) return []
  if (!onPath('sudo')) return null
  return run('sudo', ['-n', 'true']).then(
    () => ['sudo', '-n'],
    () => null,
  )
}

/** @type {(root: string[], args: string[]) => Promise<string>} */
function apt(root, args) {
  // Services are not started: the tests start their own, on ports of their own.
  const [command, ...rest] = [
    ...root,
    'env',
    'DEBIAN_FRONTEND=noninteractive',
    'RUNLEVEL=1',
    'apt-get',
    '-q',
    ...args,
  ]
  return run(/** @type {string} */ (command), rest)
}
