import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Options } from './options.js'
import { pageUrl, pathOf } from './page-url.js'

const options = (rest: Partial<Options> = {}): Options => ({ apiUrl: '', site: '', ...rest })
const names = fc.oneof(fc.constantFrom('utm_source', 'ref', 'token', 'UTM_SOURCE', 'email'), fc.string())

describe('pageUrl', () => {
  it.each([
    ['https://a.example/p?utm_source=news&token=x#top', 'https://a.example/p?utm_source=news'],
    ['https://user:pass@a.example/p', 'https://a.example/p'],
    ['https://a.example/p?', 'https://a.example/p'],
    ['https://a.example/p#?utm_source=x', 'https://a.example/p'],
    ['file:///home/page.html?x=1', 'file:///home/page.html'],
  ])('sends %s as %s', (href, sent) => {
    expect(pageUrl(href, options())).toBe(sent)
  })

  it.each([
    ['https://a.example/app/#/pricing', 'https://a.example/pricing'],
    ['https://a.example/#!/pricing?ref=x&token=y', 'https://a.example/pricing?ref=x'],
    ['https://a.example/app?token=y#', 'https://a.example/'],
    ['https://a.example/#//evil.example/x', 'https://a.example/evil.example/x'],
    ['https://user:pass@a.example/#/p', 'https://a.example/p'],
  ])('sends %s as %s where routes are in the fragment', (href, sent) => {
    expect(pageUrl(href, options({ hashRouting: true }))).toBe(sent)
  })

  it('sends no parameter but the allowed, whatever the others are', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(names, fc.string())),
        fc.array(names),
        fc.string().map(encodeURIComponent),
        fc.boolean(),
        (params, allowedParams, fragment, hashRouting) => {
          const query = `${new URLSearchParams(params)}`
          const href = hashRouting
            ? `https://u:p@a.example/x#/p?${query}`
            : `https://u:p@a.example/p?${query}#${fragment}`
          const sent = new URL(pageUrl(href, options({ allowedParams, hashRouting })))
          // As a URL has them, which knows no lone surrogates.
          const kept = [...new URLSearchParams(query)].filter(([name]) => allowedParams.includes(name))
          if (sent.href.length === 2_048) return
          expect([...sent.searchParams]).toEqual(kept)
          expect([sent.hash, sent.username, sent.password, sent.pathname]).toEqual(['', '', '', '/p'])
        },
      ),
    )
  })

  it('changes nothing the second time', () => {
    fc.assert(
      fc.property(fc.string(), fc.array(fc.tuple(names, fc.string())), (path, params) => {
        const href = `https://a.example/${encodeURIComponent(path)}?${new URLSearchParams(params)}`
        const once = pageUrl(href, options())
        expect(pageUrl(once, options())).toBe(once)
      }),
    )
  })

  it('sends at most what the contract takes', () => {
    expect(pageUrl(`https://a.example/${'x'.repeat(5_000)}`, options())).toHaveLength(2_048)
  })
})

describe('pathOf', () => {
  it('is another for another path, and the same for another query', () => {
    expect(pathOf('https://a.example/p?ref=1')).toBe(pathOf('https://a.example/p?ref=2'))
    expect(pathOf('https://a.example/p')).not.toBe(pathOf('https://a.example/q'))
  })
})
