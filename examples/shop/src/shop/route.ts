export type Route =
  | { name: 'home' }
  | { name: 'products' }
  | { name: 'product'; id: number }
  | { name: 'pricing' }
  | { name: 'cart' }
  | { name: 'checkout' }
  | { name: 'thanks' }
  | { name: 'unknown' }

const FIXED = ['products', 'pricing', 'cart', 'checkout', 'thanks'] as const

/** The route of a path below the shop's base: `/product/3`. */
export function routeOf(path: string): Route {
  const [first = '', second, ...rest] = path.split('/').filter((segment) => segment !== '')
  if (first === '') return { name: 'home' }
  if (first === 'product' && second && /^\d+$/.test(second) && rest.length === 0)
    return { name: 'product', id: Number(second) }
  const name = FIXED.find((fixed) => fixed === first)
  return name && second === undefined ? { name } : { name: 'unknown' }
}
