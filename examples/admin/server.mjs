// The admin app's own back end: it knows who is logged in, and holds the admin key of the analytics server. The browser
// only ever sees tokens that read the reports of one site for a quarter of an hour.
import { randomUUID } from 'node:crypto'
import { createServer } from 'node:http'
import { fileURLToPath } from 'node:url'
import sirv from 'sirv'

const {
  PORT = '4100',
  HOST,
  ANALYTICS_URL = 'http://localhost:4000',
  SITE = 'demo',
  ADMIN_KEY,
  ADMIN_PASSWORD = 'admin',
} = process.env
if (!ADMIN_KEY) {
  console.error('Set ADMIN_KEY to the admin key of the analytics server, which says it when it starts.')
  process.exit(1)
}

const TOKEN_SECONDS = 900
const COOKIE = 'shop_admin'
/** Who is logged in, until this process ends. @type {Set<string>} */
const sessions = new Set()
const frontEnd = sirv(fileURLToPath(new URL('dist', import.meta.url)), { single: true })

const server = createServer((request, response) => {
  route(request, response).catch((error) => {
    console.error(error)
    if (!response.headersSent) answer(response, 502, 'The analytics server could not be asked.')
  })
})
server.listen(Number(PORT), HOST, () => {
  const address = server.address()
  console.log(`The admin app is running on http://localhost:${typeof address === 'object' && address?.port}`)
})

/**
 * @param {import('node:http').IncomingMessage} request
 * @param {import('node:http').ServerResponse} response
 */
async function route(request, response) {
  switch (`${request.method} ${request.url}`) {
    case 'POST /login':
      return login(request, response)
    case 'POST /logout':
      sessions.delete(sessionOf(request))
      return answer(response, 204)
    case 'GET /analytics/settings':
      return answer(response, 200, JSON.stringify({ baseUrl: ANALYTICS_URL, site: SITE }))
    case 'GET /analytics/token':
      if (!sessions.has(sessionOf(request))) return answer(response, 401, 'Log in first.')
      return answer(response, 200, await newToken())
    default:
      return frontEnd(request, response, () => answer(response, 404, 'There is no such page.'))
  }
}

/** @type {typeof route} */
async function login(request, response) {
  const chunks = []
  for await (const chunk of request) chunks.push(chunk)
  const { username, password } = JSON.parse(Buffer.concat(chunks).toString() || '{}')
  if (username !== 'admin' || password !== ADMIN_PASSWORD)
    return answer(response, 401, 'Wrong name or password.')
  const session = randomUUID()
  sessions.add(session)
  response.setHeader('set-cookie', `${COOKIE}=${session}; HttpOnly; SameSite=Strict; Path=/`)
  return answer(response, 204)
}

/** A token that reads this site's reports. */
async function newToken() {
  const answered = await fetch(`${ANALYTICS_URL}/api/sites/${SITE}/tokens`, {
    method: 'POST',
    headers: { authorization: `Bearer ${ADMIN_KEY}`, 'content-type': 'application/json' },
    body: JSON.stringify({ expiresIn: TOKEN_SECONDS }),
  })
  if (!answered.ok) throw new Error(`${ANALYTICS_URL} answered ${answered.status}: ${await answered.text()}`)
  const { token } = await answered.json()
  return token
}

/** @param {import('node:http').IncomingMessage} request */
function sessionOf({ headers }) {
  return new RegExp(`(?:^|; )${COOKIE}=([^;]+)`).exec(headers.cookie ?? '')?.[1] ?? ''
}

/**
 * @param {import('node:http').ServerResponse} response
 * @param {number} status
 * @param {string} [body]
 */
function answer(response, status, body) {
  response.writeHead(status, { 'cache-control': 'no-store' }).end(body)
}
