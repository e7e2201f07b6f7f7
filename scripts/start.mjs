// `npm start`: builds what has changed and runs the server in this process, so that Ctrl-C reaches it directly.
import { createServer } from 'node:net'
import { build, ROOT } from './build.mjs'
import { CommandError } from './run.mjs'

const port = Number(process.env.PORT || 4000)

try {
  if (await isTaken(port)) fail(`port ${port} is taken; stop what uses it, or set PORT to another one`)
  await build((names) =>
    process.stdout.write(`Building ${names.join(', ')} (the first time takes about a minute) …\n`),
  )
  process.chdir(ROOT)
  await import(new URL('../server/dist/main.js', import.meta.url).href)
} catch (error) {
  if (!(error instanceof CommandError)) throw error
  process.stderr.write(error.output)
  fail(`the build failed: ${error.message}`)
}

/**
 * Asked before the build, so that nobody waits for it in vain. The server asks again.
 * @param {number} port
 */
function isTaken(port) {
  if (!Number.isInteger(port) || port < 0 || port > 65_535) return false
  return new Promise((resolve) => {
    const probe = createServer()
    probe.once('error', (/** @type {NodeJS.ErrnoException} */ error) => resolve(error.code === 'EADDRINUSE'))
    probe.listen(port, process.env.HOST || '0.0.0.0', () => probe.close(() => resolve(false)))
  })
}

/** @param {string} why */
function fail(why) {
  process.stderr.write(`mouse-tracking: ${why}\n`)
  process.exit(1)
}
