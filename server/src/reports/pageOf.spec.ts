import { describe, expect, it } from 'vitest'
import { pageOf } from './pageOf.js'

const plain = { pageRules: [], collapseIds: true }

describe('pageOf', () => {
  it.each([
    ['https://shop.example', '/'],
    ['https://shop.example/', '/'],
    ['https://shop.example///', '/'],
    ['https://shop.example?utm=1', '/'],
    ['https://shop.example#top', '/'],
    ['https://shop.example/pricing?plan=pro#top', '/pricing'],
    ['https://shop.example/pricing//', '/pricing'],
    ['https://shop.example/a//b', '/a//b'],
    ['https://shop.example//a', '//a'],
    ['https://user:pw@shop.example:8080/a', '/a'],
    ['/already/a/path?x', '/already/a/path'],
    ['app://local/settings', '/settings'],
    ['https://shop.example/a/../b', '/a/../b'],
    ['https://shop.example/Caf%C3%A9/%E2%82%AC', '/Café/€'],
    ['https://shop.example/a%2Fb%3Fc', '/a/b?c'],
    ['https://shop.example/a%2F', '/a'],
    ['https://shop.example/caf%E9/%41', '/caf%E9/%41'],
    ['https://shop.example/%E0%A4%A', '/%E0%A4%A'],
    ['https://shop.example/100%', '/100%'],
    ['https://shop.example/100%/%41', '/100%/A'],
    ['https://shop.example/product/42', '/product/:id'],
    ['https://shop.example/42', '/:id'],
    ['https://shop.example/42/43/44/', '/:id/:id/:id'],
    ['https://shop.example/%34%32', '/:id'],
    ['https://shop.example/v2/42nd/4-2', '/v2/42nd/4-2'],
    ['https://shop.example/o/6F9619FF-8B86-D011-B42D-00CF4FC964FF/x', '/o/:id/x'],
    [
      'https://shop.example/o/6f9619ff-8b86-d011-b42d-00cf4fc964f/x',
      '/o/6f9619ff-8b86-d011-b42d-00cf4fc964f/x',
    ],
  ])('%s is a view of %s', (url, page) => {
    expect(pageOf(url, plain)).toBe(page)
  })

  it('leaves ids where the site says so', () => {
    expect(pageOf('https://a.example/y/2024', { ...plain, collapseIds: false })).toBe('/y/2024')
  })

  it('takes the first rule that matches, on the decoded path without slashes at its end', () => {
    const pageRules = [
      { match: '/product/*/reviews', page: '/product/:id/reviews' },
      { match: '/product/**', page: '/product' },
      { match: '/größe', page: '/size' },
    ]
    const page = (path: string) => pageOf(`https://a.example${path}`, { pageRules, collapseIds: true })
    expect(page('/product/red-shoe/reviews/')).toBe('/product/:id/reviews')
    expect(page('/product/red-shoe/questions')).toBe('/product')
    expect(page('/product')).toBe('/product')
    expect(page('/gr%C3%B6%C3%9Fe')).toBe('/size')
    expect(page('/other/7')).toBe('/other/:id')
  })

  it('collapses ids in what a rule gives, too', () => {
    const pageRules = [{ match: '/archive/**', page: '/year/2024' }]
    expect(pageOf('https://a.example/archive/x', { pageRules, collapseIds: true })).toBe('/year/:id')
  })
})
