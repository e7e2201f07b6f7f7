import { Link } from '../navigation.js'

export function UnknownPage() {
  return (
    <section className="band">
      <h1>This shelf is empty</h1>
      <p className="lead">There is no such page in the shop.</p>
      <Link to="/products" className="button primary" id="unknown-shop">
        See all pots
      </Link>
    </section>
  )
}
