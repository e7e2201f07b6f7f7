import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { cp, mkdir, mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { ROOT } from './build.mjs'
import { CommandError, run } from './run.mjs'

const PACKAGES = ['contract', 'tracker', 'react', 'server']
/** Within the project, so that what the packages depend on is found, and below the packed ones, so that those come first. */
const PACKED = join(ROOT, 'node_modules/.cache/mouse-tracking/packed')

/**
 * Packs the packages as they would be published, and uses them as their users do.
 * @param {(message: string) => void} say
 * @returns {Promise<import('./summary.mjs').Counts>}
 */
export async function checkPackages(say) {
  const counts = { passed: 0, failed: 0, skipped: 0 }
  /** @type {(name: string, passes: () => Promise<unknown>) => Promise<void>} */
  const check = async (name, passes) => {
    try {
      await passes()
      counts.passed++
      say(`✓ ${name}`)
    } catch (error) {
      counts.failed++
      say(`✗ ${name}\n${error instanceof CommandError ? error.output : error}`)
    }
  }

  await rm(PACKED, { recursive: true, force: true })
  const tarballs = await mkdtemp(join(tmpdir(), 'mouse-tracking-packed-'))
  try {
    for (const name of PACKAGES) {
      const tarball = join(tarballs, `${name}.tgz`)
      await check(`${name}: packs`, () => pack(name, tarball))
      const { scripts = {}, 'size-limit': sizes } = await manifestOf(name)
      if (scripts['check:package'])
        await check(`${name}: exports and types`, () =>
          run('npm', ['run', 'check:package', '-w', name], { cwd: ROOT }),
        )
      else await check(`${name}: exports`, () => npx(['publint', 'run', installed(name), '--strict']))
      if (sizes) await check(`${name}: size`, () => npx(['size-limit'], join(ROOT, name)))
    }
    await cp(join(ROOT, 'scripts/consumer'), PACKED, { recursive: true })
    await check('imports as ES modules', () => run('node', ['import.mjs'], { cwd: PACKED }))
    await check('requires as CommonJS', () => run('node', ['require.cjs'], { cwd: PACKED }))
    for (const [module, resolution] of [
      ['esnext', 'bundler'],
      ['nodenext', 'nodenext'],
    ])
      await check(`types with moduleResolution ${resolution}`, () =>
        npx(
          [
            'tsc',
            '--noEmit',
            '--strict',
            '--skipLibCheck',
            '--ignoreConfig',
            '--jsx',
            'react-jsx',
            '--target',
            'es2022',
          ].concat([
            '--module',
            /** @type {string} */ (module),
            '--moduleResolution',
            /** @type {string} */ (resolution),
            'types.tsx',
          ]),
          PACKED,
        ),
      )
    await check('the packed server starts, serves and stops', tryServer)
  } finally {
    await rm(tarballs, { recursive: true, force: true })
    await rm(PACKED, { recursive: true, force: true })
  }
  return counts
}

/** @type {(args: string[], cwd?: string) => Promise<string>} */
const npx = (args, cwd = ROOT) => run('npx', args, { cwd })

/** @type {(name: string) => string} */
const installed = (name) => join(PACKED, 'node_modules/@mouse-tracking', name)

/** @type {(name: string, tarball: string) => Promise<void>} */
async function pack(name, tarball) {
  const folder = `${tarball}.d`
  await mkdir(folder)
  const output = await run('npm', ['pack', '--silent', '-w', name, '--pack-destination', folder], {
    cwd: ROOT,
  })
  const file = output.trim().split('\n').at(-1) ?? ''
  await cp(join(folder, file), tarball)
  await mkdir(installed(name), { recursive: true })
  await run('tar', ['xzf', tarball, '-C', installed(name), '--strip-components=1'])
}

/** @type {(name: string) => Promise<{ scripts?: Record<string, string>, 'size-limit'?: unknown }>} */
const manifestOf = async (name) => JSON.parse(await readFile(join(ROOT, name, 'package.json'), 'utf8'))

async function tryServer() {
  const data = await mkdtemp(join(tmpdir(), 'mouse-tracking-data-'))
  const main = join(installed('server'), 'dist/main.js')
  const env = { PATH: process.env.PATH, HOST: '127.0.0.1', PORT: '0', DATA_DIR: data }
  const server = spawn('node', [main], { env, stdio: ['ignore', 'pipe', 'inherit'] })
  const ended = once(server, 'exit')
  try {
    const url = await Promise.race([
      urlIn(server.stdout),
      ended.then(([code]) => {
        throw new Error(`it ended with ${code} before it was up`)
      }),
    ])
    for (const path of ['/api/health', '/tracker.js', '/', '/shop/products']) {
      const { status } = await fetch(url + path)
      if (status !== 200) throw new Error(`${path} answered ${status}`)
    }
    server.kill('SIGTERM')
    const [code] = await ended
    if (code !== 0) throw new Error(`it ended with ${code}`)
  } finally {
    server.kill('SIGKILL')
    await rm(data, { recursive: true, force: true })
  }
}

/** @type {(output: import('node:stream').Readable) => Promise<string>} */
async function urlIn(output) {
  for await (const line of createInterface(output)) {
    const url = /is running .* on (http:\/\/\S+)/.exec(line)?.[1]
    if (url) {
      output.resume()
      return url
    }
  }
  throw new Error('it did not say where it runs')
}
