import { useState } from 'react'
import { countPieces, setPieces, useCart } from '../cart.js'
import { euros, PRODUCTS } from '../catalogue.js'
import { Link } from '../navigation.js'
import { Pot } from '../Pot.js'

export function CartPage() {
  const cart = useCart()
  const lines = PRODUCTS.flatMap((product) => {
    const pieces = cart[product.id]
    return pieces ? [{ product, pieces }] : []
  })
  const total = lines.reduce((sum, { product, pieces }) => sum + product.price * pieces, 0)
  return (
    <section className="band">
      <h1>Your cart</h1>
      {lines.length === 0 ? (
        <>
          <p className="lead">There is nothing in it yet.</p>
          <Link to="/products" className="button primary" id="cart-shop">
            Find a pot
          </Link>
        </>
      ) : (
        <div className="cart">
          <ul className="lines">
            {lines.map(({ product, pieces }) => (
              <li key={product.id}>
                <Pot shape={product} glaze={product.glaze} />
                <span className="line-name">{product.name}</span>
                <span className="stepper">
                  <button
                    type="button"
                    aria-label={`One ${product.name} less`}
                    onClick={() => setPieces(product.id, pieces - 1)}
                  >
                    −
                  </button>
                  <output>{pieces}</output>
                  <button
                    type="button"
                    aria-label={`One ${product.name} more`}
                    onClick={() => setPieces(product.id, pieces + 1)}
                  >
                    +
                  </button>
                </span>
                <span className="line-price">{euros(product.price * pieces)}</span>
              </li>
            ))}
          </ul>
          <aside className="sum">
            <Voucher />
            <p className="total">
              {countPieces(cart)} {countPieces(cart) === 1 ? 'piece' : 'pieces'} <b>{euros(total)}</b>
            </p>
            <Link to="/checkout" className="button primary" id="cart-checkout">
              Go to checkout
            </Link>
          </aside>
        </div>
      )}
    </section>
  )
}

/** Made to drive people up the wall: however often they press, the voucher is never applied. The tracker reports rage. */
function Voucher() {
  const [code, setCode] = useState('')
  return (
    <form className="voucher" id="voucher" onSubmit={(event) => event.preventDefault()}>
      <label htmlFor="voucher-code">Voucher</label>
      <span>
        <input id="voucher-code" name="code" value={code} onChange={(event) => setCode(event.target.value)} />
        <button type="button" className="button" id="voucher-apply">
          Apply
        </button>
      </span>
    </form>
  )
}
