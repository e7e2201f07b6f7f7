import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isPagePattern, pagePattern } from './pagePattern.js'

describe('pagePattern', () => {
  it.each([
    ['/', '/', true],
    ['/', '/a', false],
    ['/pricing', '/pricing', true],
    ['/pricing', '/pricing/eu', false],
    ['/pricing/', '/pricing', true],
    ['/product/*', '/product/7', true],
    ['/product/*', '/product', false],
    ['/product/*', '/product/7/reviews', false],
    ['/product/*', '/shop/product/7', false],
    ['/*', '/', false],
    ['/*', '/a', true],
    ['/*/b', '//b', false],
    ['/product/*/reviews', '/product/7/reviews', true],
    ['/product/*/reviews', '/product/7/8/reviews', false],
    ['/docs/**', '/docs', true],
    ['/docs/**', '/docs/a/b', true],
    ['/docs/**', '/docsy', false],
    ['/docs/*/**', '/docs', false],
    ['/docs/*/**', '/docs/a', true],
    ['/**', '/', true],
    ['/**', '/a/b', true],
    ['**', '/a/b', true],
    ['/product/:id', '/product/:id', true],
    ['/a.b', '/aXb', false],
    ['/a+(b)/*', '/a+(b)/c', true],
    ['/a*', '/ab', false],
    ['/a*', '/a*', true],
    ['/**', '/line\nbreak', true],
  ])('%s on %s: %s', (pattern, page, expected) => {
    expect(pagePattern(pattern)(page)).toBe(expected)
  })

  it('refuses what goes on after **', () => {
    expect(isPagePattern('/a/**/b')).toBe(false)
    expect(() => pagePattern('/a/**/b')).toThrow('/a/**/b')
  })

  it('agrees with a comparison segment by segment', () => {
    const segment = fc.constantFrom('', 'a', 'b', 'a.b', '*')
    const path = fc.array(segment, { maxLength: 4 }).map((segments) => `/${segments.join('/')}`)
    const pattern = fc.tuple(path, fc.constantFrom('', '/**')).map((parts) => parts.join(''))
    fc.assert(
      fc.property(pattern, path, (given, page) => {
        const wanted = trimmed(given).split('/')
        const found = trimmed(page).split('/')
        const open = wanted.at(-1) === '**'
        if (open) wanted.pop()
        const lengthFits = open ? found.length >= wanted.length : found.length === wanted.length
        const fits =
          lengthFits && wanted.every((part, i) => (part === '*' ? found[i] !== '' : part === found[i]))
        expect(pagePattern(given)(trimmed(page))).toBe(
          fits || (trimmed(page) === '/' && trimmed(given) === '/**'),
        )
      }),
    )
  })
})

const trimmed = (path: string) => path.replace(/\/+$/, '') || '/'
