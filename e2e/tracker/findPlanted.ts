/**
 * Where a planted value stands in what was recorded: as it is, as JSON, HTML, URLs and forms write it, in base64 at any
 * alignment, or in hexadecimal; in any case of letters. @returns the forms that were found.
 */
export function findPlanted(value: string, recorded: string): string[] {
  const haystack = recorded.toLowerCase()
  return Object.entries(formsOf(value))
    .filter(([, form]) => haystack.includes(form.toLowerCase()))
    .map(([name]) => name)
}

/** By name each way in which a value may be written. */
function formsOf(value: string): Record<string, string> {
  const bytes = Buffer.from(value)
  return {
    raw: value,
    'as latin1': bytes.toString('latin1'),
    'in JSON': JSON.stringify(value).slice(1, -1),
    'in JSON twice': JSON.stringify(JSON.stringify(value)).slice(3, -3),
    'in ASCII JSON': JSON.stringify(value)
      .slice(1, -1)
      .replace(/[^ -~]/g, (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`),
    'in HTML': value.replaceAll('&', '&amp;').replaceAll('<', '&lt;'),
    'in a URL': encodeURIComponent(value),
    'in a whole URL': encodeURI(value),
    'in a form': `${new URLSearchParams({ '': value })}`.slice(1),
    'in hexadecimal': bytes.toString('hex'),
    ...Object.fromEntries([0, 1, 2].map((offset) => [`in base64 (${offset})`, innerBase64(bytes, offset)])),
    ...Object.fromEntries(
      [0, 1, 2].map((offset) => [
        `in base64url (${offset})`,
        innerBase64(bytes, offset).replaceAll('+', '-').replaceAll('/', '_'),
      ]),
    ),
  }
}

/** The characters that a text's base64 has in its middle when the text begins at a byte of that offset. */
function innerBase64(bytes: Buffer, offset: number): string {
  const whole = Buffer.concat([Buffer.alloc(offset), bytes])
    .toString('base64')
    .replace(/=+$/, '')
  const first = Math.ceil((offset * 8) / 6)
  const last = Math.floor(((offset + bytes.length) * 8) / 6)
  return whole.slice(first, last)
}
