import { productOf } from '../catalogue.js'
import { Link } from '../navigation.js'
import { Pot } from '../Pot.js'

const VASE = productOf(3)!

export function ThanksPage() {
  return (
    <section className="band thanks">
      <Pot shape={VASE} glaze={VASE.glaze} />
      <h1>Thank you.</h1>
      <p className="lead">
        Nothing is on its way, but if it were, it would be wrapped in a great deal of straw.
      </p>
      <Link to="/" className="button" id="thanks-home">
        Back to the shop
      </Link>
    </section>
  )
}
