import type { FunnelStep } from '@mouse-tracking/react'

export const PATH_DEPTH = 5
export const PATH_LIMIT = 6

/** From the home page to an order. */
export const FUNNEL_STEPS: FunnelStep[] = [
  { name: 'Home', page: '/shop' },
  { name: 'Product', page: '/shop/product/*' },
  { name: 'Cart', page: '/shop/cart' },
  { name: 'Checkout', page: '/shop/checkout' },
  { name: 'Purchase', event: 'purchase' },
]

/** The same for the sample sessions, which know pages alone. */
export const SAMPLE_STEPS = [
  { name: 'Home', page: '/shop' },
  { name: 'Product', page: '/shop/product/:id' },
  { name: 'Cart', page: '/shop/cart' },
  { name: 'Checkout', page: '/shop/checkout' },
  { name: 'Purchase', page: '/shop/thanks' },
]
