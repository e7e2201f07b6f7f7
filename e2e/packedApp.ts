import { cp, mkdir, mkdtemp, readdir, rename, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { run } from '../scripts/run.mjs'
import { ROOT } from './startServer.js'

/** An app outside the project, as somebody has it who installed the published library. */
export interface PackedApp {
  folder: string
  remove(): Promise<void>
}

/** A folder below the project, and where the app has it. */
interface Folder {
  from: string
  to: string
}

const NOT_COPIED = /[\\/](node_modules|dist|\.next|packed)$/

/** Copies an app of the project's to a folder of its own, with the library as a tarball in `packed/`, installs and builds it.
 * @param path below the project
 * @param options.beside what the app is given as well
 * @throws with what npm or the build wrote when it fails */
export async function installApp(path: string, { beside = [] as Folder[] } = {}): Promise<PackedApp> {
  const folder = await mkdtemp(join(tmpdir(), 'mouse-tracking-app-'))
  const remove = () => rm(folder, { recursive: true, force: true })
  try {
    await cp(join(ROOT, path), folder, { recursive: true, filter: (source) => !NOT_COPIED.test(source) })
    for (const { from, to } of beside) await cp(join(ROOT, from), join(folder, to), { recursive: true })
    await packReact(join(folder, 'packed'))
    await npm(folder, 'install', '--no-audit', '--no-fund', '--prefer-offline')
    await npm(folder, 'run', 'build')
    return { folder, remove }
  } catch (error) {
    await remove()
    throw error
  }
}

async function packReact(into: string): Promise<void> {
  await mkdir(into)
  await npm(ROOT, 'pack', '--silent', '-w', 'react', '--pack-destination', into)
  const [tarball] = await readdir(into)
  await rename(join(into, tarball!), join(into, 'react.tgz'))
}

async function npm(cwd: string, ...args: string[]): Promise<void> {
  try {
    await run('npm', args, {
      cwd,
      env: { ...process.env, NODE_ENV: undefined, NEXT_TELEMETRY_DISABLED: '1' },
    })
  } catch (error) {
    throw new Error(`npm ${args.join(' ')} failed:\n${(error as { output?: string }).output ?? error}`)
  }
}
