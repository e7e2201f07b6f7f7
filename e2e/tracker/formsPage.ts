import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

/** What somebody types or pastes in a field, found by its selector. */
export interface Typed {
  selector: string
  value: string
}

/** Typed key by key: every kind of field that takes text. */
export const TYPED: Typed[] = [
  { selector: '#plain', value: 'plain Zürich <b>&"quoted"\'/x?y=1+2 7Qk' },
  { selector: '#email', value: 'typed.person+7qk@mail.example' },
  { selector: '#search', value: 'search for qz81' },
  { selector: '#tel', value: '+41 79 918 27 36' },
  { selector: '#url', value: 'https://typed.example/p?key=qz82#frag' },
  { selector: '#number', value: '7381946250' },
  { selector: '#textarea', value: 'a text area qz83' },
  { selector: '#editable', value: 'editable text qz84' },
  { selector: '#shadow >> input', value: 'in a shadow tree qz85' },
  { selector: '#unnamed input', value: 'without a name qz86' },
  { selector: '[name=name-qa24]', value: 'Passw0rd qz87' },
  { selector: '#shown', value: 'a password that is shown qz88' },
  { selector: '[autocomplete=cc-number]', value: '4929381726354859' },
  { selector: '[autocomplete=cc-csc]', value: '918qz' },
  { selector: '#otp', value: '604918qz' },
  { selector: '#broken', value: '{"broken": qz89' },
]

/** Pasted, from the clipboard. */
export const PASTED: Typed[] = [
  { selector: '#pasted', value: 'pasted text qz90' },
  { selector: '#pasted-area', value: 'pasted in an area qz91' },
]

/** Pasted into an editor as HTML: what it says, its id and where it leads. */
export const PASTED_LINK = {
  text: 'pasted link qz92',
  id: 'pasted-qz93',
  href: 'https://pasted.example/?k=qz94',
}

/** Set by what is not a keyboard: pickers, choices, a file. */
export const CHOSEN = {
  date: '2031-07-19',
  time: '03:47',
  month: '2032-08',
  week: '2033-W37',
  'datetime-local': '2034-09-21T05:58',
  color: '#a1b7c3',
  range: '7381947',
  select: 'chosen-qz95',
  selectText: 'The chosen one qz96',
  radio: 'radio-qz97',
  checkbox: 'checkbox-qz98',
  file: { name: 'secret-file-qz99.txt', content: 'the content of a file qa10' },
}

/** In the page without anybody's doing. */
export const HELD = {
  hidden: 'hidden-qa11',
  prefilled: 'filled in before qa12',
  linkQuery: 'link-query-qa13',
  linkHash: 'link-hash-qa14',
  frame: 'typed in a frame qa15',
  submitValue: 'submit-value-qa16',
}

/** In the address. */
export const IN_URLS = {
  query: 'url-query-qa17',
  hash: 'url-hash-qa18',
  routeQuery: 'route-query-qa19',
  routeHash: 'route-hash-qa20',
  replacedQuery: 'replaced-query-qa21',
  user: 'url-user-qa22',
  password: 'url-password-qa23',
}

/** Names of the fields for passwords, cards and codes. */
export const SECRET_NAMES = ['name-qa24', 'name-qa25', 'name-qa26', 'name-qa27', 'name-qa28', 'name-qa29']

/** What is sent, and so must be found: else the search finds nothing at all. */
export const SENT = {
  title: 'Title qa30',
  email: 'field-qa31',
  campaign: 'campaign-qa32',
  button: 'Button qa33',
  allowed: 'name-qa34',
  custom: 'custom-qa35',
  error: 'message qa36',
}

const [password, card, csc, otp, shown, pin] = SECRET_NAMES

const html = (api: string, transport: string) => `<!doctype html><html lang="en"><meta charset="utf-8">
<title>${SENT.title}</title><link rel="icon" href="data:,">
<script src="${api}/tracker.js" data-site="private" data-api-url="${api}/api/tracking/events"
  data-transport="${transport}"></script>
<form id="form" onsubmit="event.preventDefault()">
  <input id="plain" name="plain"> <label>Mail <input id="email" type="email" name="${SENT.email}"></label>
  <input id="search" type="search" name="search"> <input id="tel" type="tel" name="tel">
  <input id="url" type="url" name="url"> <input id="number" type="number" name="number">
  <input id="hidden" type="hidden" name="hidden" value="${HELD.hidden}">
  <input id="prefilled" name="prefilled" value="${HELD.prefilled}">
  <textarea id="textarea" name="textarea"></textarea>
  ${['date', 'time', 'month', 'week', 'datetime-local', 'color'].map((type) => `<input id="${type}" type="${type}" name="${type}">`).join('\n  ')}
  <input id="range" type="range" max="9999999" name="range">
  <select id="select" name="select"><option value="">Choose</option>
    <option value="${CHOSEN.select}">${CHOSEN.selectText}</option></select>
  <input id="radio" type="radio" name="radio" value="${CHOSEN.radio}">
  <input id="checkbox" type="checkbox" name="checkbox" value="${CHOSEN.checkbox}">
  <input id="file" type="file" name="file">
  <span id="unnamed"><input></span>
  <input type="password" name="${password}"> <input autocomplete="cc-number" name="${card}">
  <input autocomplete="cc-csc" name="${csc}"> <input id="otp" autocomplete="one-time-code" name="${otp}">
  <input id="shown" type="text" class="${shown}" name="user_pass"> <input id="user_pin" class="${pin}" name="user_pin">
  <span data-mt-allow><input id="allowed" type="password" name="${SENT.allowed}"></span>
  <input id="pasted" name="pasted"> <textarea id="pasted-area" name="pasted-area"></textarea>
  <button id="submit">Send</button> <input type="submit" id="submit-value" value="${HELD.submitValue}">
</form>
<form id="abandoned"><input id="broken" name="broken"></form>
<div id="editable" contenteditable>x</div> <div id="editor" contenteditable>x</div>
<div id="shadow"></div> <iframe id="frame" srcdoc="<form><input></form>"></iframe>
<button id="button" onclick="this.dataset.count = 1">${SENT.button}</button>
<button id="dead">Dead</button>
<button id="parse" onclick="JSON.parse(document.querySelector('#broken').value)">Parse</button>
<button id="throw" onclick="throw new Error('${SENT.error}')">Throw</button>
<a id="link" href="?token=${HELD.linkQuery}#${HELD.linkHash}" onclick="event.preventDefault()">A link</a>
<a id="leave" href="/next?token=${HELD.linkQuery}#${HELD.linkHash}">Leave</a>
<p style="height:2000px">Long</p>
<script>
  document.querySelector('#shadow').attachShadow({ mode: 'open' }).innerHTML = '<form><input name="within"></form>'
</script></html>`

/** Serves the page under every path, tracked by the server at `api`. */
export async function serveFormsPage(api: string) {
  const http = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://site')
    response.setHeader('content-type', 'text/html').end(html(api, pathname.split('/')[1] ?? 'auto'))
  })
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(http.address() as AddressInfo).port}`,
    close: () => {
      http.closeAllConnections()
      return new Promise((resolve) => http.close(resolve))
    },
  }
}
