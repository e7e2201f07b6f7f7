import { expect, it } from 'vitest'
import { pageOf, previewOf } from './shopPage.js'

it.each([
  ['/shop', '/shop', '/preview'],
  ['/shop/', '/shop', '/preview/'],
  ['/shop/product/3', '/shop/product/:id', '/preview/product/3'],
  ['/shop/cart', '/shop/cart', '/preview/cart'],
])('%s is the page %s and has the preview %s', (path, page, preview) => {
  expect(pageOf(path)).toBe(page)
  expect(previewOf(path)).toBe(preview)
})
