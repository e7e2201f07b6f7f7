import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { Agent, request } from 'node:http'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'

const MAIN = fileURLToPath(new URL('../../server/dist/main.js', import.meta.url))
const KEY = 'bench-admin-key-of-the-bench'
const CLOCK_TICKS = 100
/** How often memory is looked at (ms). */
const LOOK_EVERY = 500

/**
 * Starts the built server in a process of its own, on a free port, without rate limits.
 * @param {Record<string, string>} env `DATA_DIR`, or `MONGODB_URI` and the like
 */
export async function startServer(env) {
  const child = spawn(process.execPath, [MAIN], {
    env: {
      PATH: process.env.PATH,
      PORT: '0',
      HOST: '127.0.0.1',
      ADMIN_KEY: KEY,
      INGEST_RATE_LIMIT: '0',
      REPORT_RATE_LIMIT: '0',
      ...env,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let output = ''
  const startedAt = performance.now()
  const url = await new Promise((resolve, reject) => {
    const look = (/** @type {Buffer} */ bytes) => {
      output += bytes
      const found = /(http:\/\/[\w.]+:\d+)\n/.exec(output)
      if (found) resolve(found[1])
    }
    child.stdout.on('data', look)
    child.stderr.on('data', look)
    child.once('exit', () => reject(new Error(`the server did not start:\n${output}`)))
  })
  const pid = /** @type {number} */ (child.pid)
  // Not `fetch`, which takes longer to read an answer of 2 MB than the server takes to send it.
  const agent = new Agent({ keepAlive: true })
  let most = 0
  const look = () => {
    most = Math.max(most, ownMemory(pid))
  }
  const looking = setInterval(look, LOOK_EVERY)
  return {
    url: /** @type {string} */ (url),
    /** How long it took to start, ms. */
    startMs: performance.now() - startedAt,

    /**
     * The text of an answer, which must be a success.
     * @param {string} path
     * @param {unknown} [body] sent as JSON by POST
     */
    async ask(path, body) {
      const asked = request(`${url}${path}`, {
        agent,
        method: body === undefined ? 'GET' : 'POST',
        headers: { authorization: `Bearer ${KEY}`, 'content-type': 'application/json' },
      }).end(body === undefined ? undefined : JSON.stringify(body))
      /** @type {[import('node:http').IncomingMessage]} */
      const [answer] = await once(asked, 'response')
      const whole = await text(answer)
      if (![200, 201, 202].includes(answer.statusCode ?? 0))
        throw new Error(`${path} was answered ${answer.statusCode}: ${whole}`)
      return whole
    },

    /** Its own resident memory now and at most so far, MB: without the pages of the store's file, which are the system's cache. */
    memory() {
      look()
      return { now: ownMemory(pid), most }
    },

    /** Seconds of processor time that it has used. */
    cpuSeconds() {
      const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? []
      return (Number(fields[11]) + Number(fields[12])) / CLOCK_TICKS
    },

    async stop() {
      clearInterval(looking)
      agent.destroy()
      child.kill('SIGTERM')
      if (child.exitCode === null && child.signalCode === null) await once(child, 'exit')
    },
  }
}

/**
 * Resident memory of a process without the mapped file of the built-in store, MB.
 * @param {number} pid
 */
function ownMemory(pid) {
  let kB = 0
  let isStore = false
  for (const line of readFileSync(`/proc/${pid}/smaps`, 'utf8').split('\n')) {
    if (/^[\da-f]+-[\da-f]+ /.test(line)) isStore = line.endsWith('.mdb')
    else if (!isStore && line.startsWith('Rss:')) kB += Number.parseInt(line.slice(4), 10)
  }
  return kB / 1024
}

/** @typedef {Awaited<ReturnType<typeof startServer>>} Server */
