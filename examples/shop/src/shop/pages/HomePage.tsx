import { GLAZES, PRODUCTS, productOf } from '../catalogue.js'
import { Link } from '../navigation.js'
import { Pot } from '../Pot.js'
import { ProductCard } from '../ProductCard.js'

const HERO = [productOf(3)!, productOf(1)!, productOf(8)!]

export function HomePage() {
  return (
    <>
      <section className="hero">
        <div className="hero-text">
          <p className="eyebrow">New from the kiln</p>
          <h1>Tableware with the tide in it.</h1>
          <p className="lead">
            Thrown by hand in small batches, glazed with ash from our own stove, and dishwasher-proof all the
            same.
          </p>
          <p className="actions">
            <Link to="/products" className="button primary" id="hero-shop">
              Shop all pots
            </Link>
            <Link to="/pricing" className="button" id="hero-classes">
              Take a class
            </Link>
          </p>
        </div>
        <div className="hero-picture" aria-hidden="true">
          {HERO.map((product) => (
            <Pot key={product.id} shape={product} glaze={product.glaze} />
          ))}
        </div>
      </section>

      <section className="band">
        <h2>This week’s favourites</h2>
        <div className="grid">
          {PRODUCTS.slice(0, 4).map((product) => (
            <ProductCard key={product.id} product={product} />
          ))}
        </div>
      </section>

      <section className="story">
        <div className="story-picture">
          <Pot shape={productOf(5)!} glaze={GLAZES.moss} label="A jar in moss glaze" />
        </div>
        <div>
          <h2>Six hands, one kiln</h2>
          <p>
            We dig a third of our clay ourselves, where the marsh meets the sea. It fires to the grey of a wet
            stone, and no two pots come out the same. That is the point.
          </p>
          {/* A button that does nothing at all: the tracker reports it as a dead click. */}
          <button type="button" className="button" id="watch-film">
            ▶ Watch the film
          </button>
        </div>
      </section>

      <section className="quotes" aria-label="What people say">
        <blockquote>“The mug outlived two kitchens.”</blockquote>
        <blockquote>“My fern has opinions now.”</blockquote>
        <blockquote>“I came for a bowl and left with a hobby.”</blockquote>
      </section>
    </>
  )
}
