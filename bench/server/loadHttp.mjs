import { connect } from 'node:net'

/** Requests that are on their way at once: enough that a server which answers groups together can. */
const CONNECTIONS = 64

/**
 * Sends POST requests over kept connections for a while, one after the other on each, and reads no more of the answers than
 * their status: the machine's time is for the server.
 * @param {string} url
 * @param {(number: number) => string} bodyOf the JSON of request `number`; made ahead of time
 * @param {number} seconds
 * @param {number} [most] requests
 * @returns {Promise<{ answered: number, seconds: number }>}
 * @throws {Error} when anything but a 2xx comes back
 */
export async function loadHttp(url, bodyOf, seconds, most = 200_000) {
  const { hostname, port, pathname } = new URL(url)
  let next = 0
  let answered = 0
  const startedAt = performance.now()
  const isOver = () => next >= most || performance.now() - startedAt > seconds * 1_000
  const lane = () =>
    new Promise((resolve, reject) => {
      const socket = connect(Number(port), hostname)
      let text = ''
      const send = () => {
        if (isOver()) return socket.end()
        const body = bodyOf(next++)
        socket.write(
          `POST ${pathname} HTTP/1.1\r\nHost: ${hostname}\r\nContent-Type: application/json\r\nContent-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
        )
      }
      socket.setNoDelay(true)
      socket.once('connect', send)
      socket.on('data', (bytes) => {
        text += bytes.toString('latin1')
        const head = text.indexOf('\r\n\r\n')
        if (head === -1) return
        const length = Number(/content-length: (\d+)/i.exec(text)?.[1] ?? 0)
        if (text.length < head + 4 + length) return
        if (!text.startsWith('HTTP/1.1 2')) return reject(new Error(`answered: ${text}`))
        text = ''
        answered++
        send()
      })
      socket.once('error', reject)
      socket.once('close', resolve)
    })
  await Promise.all(Array.from({ length: CONNECTIONS }, lane))
  return { answered, seconds: (performance.now() - startedAt) / 1_000 }
}
