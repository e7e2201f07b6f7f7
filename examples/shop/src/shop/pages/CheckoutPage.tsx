import type { FormEvent } from 'react'
import { countPieces, emptyCart, useCart } from '../cart.js'
import { PRODUCTS } from '../catalogue.js'
import { navigate } from '../navigation.js'
import { track } from '../tracker.js'

export function CheckoutPage() {
  const cart = useCart()
  const total = PRODUCTS.reduce((sum, { id, price }) => sum + price * (cart[id] ?? 0), 0)

  function order(event: FormEvent) {
    event.preventDefault()
    track('purchase', { pieces: countPieces(cart), total })
    emptyCart()
    navigate('/thanks')
  }

  return (
    <section className="band narrow">
      <h1>Checkout</h1>
      <form className="form" id="checkout" onSubmit={order}>
        <label>
          Your name
          <input name="name" autoComplete="off" required />
        </label>
        <label>
          E-mail
          <input name="email" type="email" autoComplete="off" required />
        </label>
        <label>
          Where shall it go?
          <select name="delivery" defaultValue="post">
            <option value="post">Send it by post</option>
            <option value="studio">I fetch it at the studio</option>
          </select>
        </label>
        <label>
          <span>
            A word to the potter <small>(optional)</small>
          </span>
          <textarea name="note" rows={3} />
        </label>
        <label className="check">
          <input name="terms" type="checkbox" required /> I know that this shop is made up
        </label>
        <button type="submit" className="button primary" id="place-order">
          Place order
        </button>
      </form>
    </section>
  )
}
