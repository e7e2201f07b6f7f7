import { type ReactNode, useEffect, useRef } from 'react'
import { countPieces, useCart } from './cart.js'
import { productOf } from './catalogue.js'
import { BASE, Link, usePath } from './navigation.js'
import { CartPage } from './pages/CartPage.js'
import { CheckoutPage } from './pages/CheckoutPage.js'
import { HomePage } from './pages/HomePage.js'
import { PricingPage } from './pages/PricingPage.js'
import { ProductPage } from './pages/ProductPage.js'
import { ProductsPage } from './pages/ProductsPage.js'
import { ThanksPage } from './pages/ThanksPage.js'
import { UnknownPage } from './pages/UnknownPage.js'
import { type Route, routeOf } from './route.js'

/** A small pottery shop: a single-page app like the ones that the tracker is made for. */
export function Shop() {
  const path = usePath()
  const route = routeOf(path)
  const title = titleOf(route)
  const main = useRef<HTMLElement>(null)
  const shown = useRef(path)

  useEffect(() => {
    document.title = `${title} · Saltmarsh Pottery`
    if (shown.current !== path) {
      shown.current = path
      // Screen readers go on at the new page rather than at the link that is gone.
      main.current?.focus({ preventScroll: true })
    }
    // The start page shows this shop in a frame and follows it.
    if (window.parent !== window && BASE === '/shop')
      window.parent.postMessage({ shopPath: BASE + (path === '/' ? '' : path) }, window.location.origin)
  }, [path, title])

  return (
    <div className="shop">
      <Header />
      <main ref={main} tabIndex={-1} key={path}>
        {pageOf(route)}
      </main>
      <Footer />
    </div>
  )
}

function pageOf(route: Route): ReactNode {
  switch (route.name) {
    case 'home':
      return <HomePage />
    case 'products':
      return <ProductsPage />
    case 'product': {
      const product = productOf(route.id)
      return product ? <ProductPage product={product} /> : <UnknownPage />
    }
    case 'pricing':
      return <PricingPage />
    case 'cart':
      return <CartPage />
    case 'checkout':
      return <CheckoutPage />
    case 'thanks':
      return <ThanksPage />
    case 'unknown':
      return <UnknownPage />
  }
}

function titleOf(route: Route): string {
  if (route.name === 'product') return productOf(route.id)?.name ?? 'Not found'
  return {
    home: 'Handmade tableware',
    products: 'All pots',
    pricing: 'Classes',
    cart: 'Your cart',
    checkout: 'Checkout',
    thanks: 'Thank you',
    unknown: 'Not found',
  }[route.name]
}

function Header() {
  const pieces = countPieces(useCart())
  return (
    <header className="top">
      <Link to="/" className="brand" id="brand">
        <Mark />
        Saltmarsh
      </Link>
      <nav aria-label="Shop">
        <Link to="/products" id="nav-products">
          Pots
        </Link>
        <Link to="/pricing" id="nav-pricing">
          Classes
        </Link>
        <Link to="/cart" id="nav-cart" className="cart-link">
          Cart <span className="count">{pieces}</span>
        </Link>
      </nav>
    </header>
  )
}

function Mark() {
  return (
    <svg viewBox="0 0 24 24" width="22" height="22" aria-hidden="true">
      <path
        d="M7 3h10M8 3c1 3-3 6-3 11 0 4 2 7 7 7s7-3 7-7c0-5-4-8-3-11"
        fill="none"
        stroke="currentColor"
        strokeWidth="2"
        strokeLinecap="round"
      />
      <path d="M6 14c2 1.5 4-1.5 6 0s4 1.5 6 0" fill="none" stroke="var(--accent)" strokeWidth="2" />
    </svg>
  )
}

function Footer() {
  return (
    <footer className="bottom">
      <p>
        Saltmarsh Pottery is made up. Nothing here is for sale, nothing you type is stored or sent: the
        tracker never reads a field’s value.
      </p>
      <nav aria-label="More">
        <Link to="/products" id="footer-products">
          All pots
        </Link>
        <Link to="/pricing" id="footer-pricing">
          Classes
        </Link>
      </nav>
    </footer>
  )
}
