import { once } from 'node:events'
import { readFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import { WebSocketServer } from 'ws'

const read = (/** @type {string} */ name) => readFile(new URL(name, import.meta.url), 'utf8')

/**
 * Serves the tracked page with a contender in it, and takes what that sends.
 * @param {Record<string, string>} scripts by name; the page is at `/<name>`
 */
export async function serve(scripts) {
  const page = await read('page.html')
  const pageScript = await read('page.js')
  const received = /** @type {Record<string, number>} */ ({})
  const receive = (/** @type {string} */ name, /** @type {number} */ bytes) => {
    received[name] = (received[name] ?? 0) + bytes
  }
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '', 'http://bench')
    if (pathname.startsWith('/collect')) {
      const from = new URL(request.headers.referer ?? 'http://bench').pathname.slice(1)
      request.on('data', (data) => receive(from, data.length))
      request.on('end', () => response.writeHead(202, { 'Content-Type': 'application/json' }).end('{}'))
      return
    }
    const script = pathname === '/page.js' ? pageScript : scripts[pathname.replace(/^\/script\/|\.js$/g, '')]
    response
      .writeHead(200, { 'Content-Type': pathname.endsWith('.js') ? 'text/javascript' : 'text/html' })
      .end(pathname.endsWith('.js') ? script : page.replace('/contender.js', `/script${pathname}.js`))
  })
  // Answered as the server of Mouse Tracking does.
  new WebSocketServer({ server }).on('connection', (socket, { url = '' }) => {
    const from = url.split('/')[2] ?? ''
    socket.on('message', (/** @type {Buffer} */ data) => {
      receive(from, data.length)
      socket.send(JSON.stringify({ ack: JSON.parse(`${data}`).id }))
    })
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = /** @type {import('node:net').AddressInfo} */ (server.address())
  return {
    url: `http://127.0.0.1:${port}`,
    /** Bytes that were sent from each page. */
    received,
    close() {
      server.closeAllConnections()
      server.close()
    },
  }
}
