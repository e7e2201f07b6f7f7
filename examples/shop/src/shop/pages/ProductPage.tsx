import { useState } from 'react'
import { addPiece } from '../cart.js'
import { euros, GLAZES, type Glaze, PRODUCTS, type Product } from '../catalogue.js'
import { navigate } from '../navigation.js'
import { Pot } from '../Pot.js'
import { ProductCard } from '../ProductCard.js'

export function ProductPage({ product }: { product: Product }) {
  const [glaze, setGlaze] = useState<Glaze>(product.glaze)
  const more = PRODUCTS.filter(({ id, kind }) => id !== product.id && kind === product.kind)
  const others = [...more, ...PRODUCTS.filter(({ id, kind }) => id !== product.id && kind !== product.kind)]
  return (
    <>
      <section className="product">
        <div className="product-picture">
          <Pot shape={product} glaze={glaze} label={`${product.name} in ${glaze.name} glaze`} />
        </div>
        <div className="product-text">
          <p className="eyebrow">{product.kind}</p>
          <h1>{product.name}</h1>
          <p className="price">{euros(product.price)}</p>
          <p>{product.blurb}</p>
          <fieldset className="glazes">
            <legend>Glaze: {glaze.name}</legend>
            {Object.values(GLAZES).map((choice) => (
              <button
                key={choice.name}
                type="button"
                className="glaze"
                id={`glaze-${choice.name.toLowerCase()}`}
                aria-pressed={glaze.name === choice.name}
                aria-label={choice.name}
                title={choice.name}
                style={{ background: `linear-gradient(100deg, ${choice.light} 40%, ${choice.dark})` }}
                onClick={() => setGlaze(choice)}
              />
            ))}
          </fieldset>
          <p className="actions">
            <button
              type="button"
              className="button primary"
              id="add-to-cart"
              onClick={() => {
                addPiece(product.id)
                navigate('/cart')
              }}
            >
              Add to cart
            </button>
            <button type="button" className="button" id="size-guide" onClick={openSizeGuide}>
              Size guide
            </button>
          </p>
          <ul className="facts">
            <li>Dishwasher and microwave safe</li>
            <li>Leaves the studio within two days</li>
            <li>Breaks on the way? We send another</li>
          </ul>
        </div>
      </section>
      <section className="band">
        <h2>Goes well with</h2>
        <div className="grid">
          {others.slice(0, 4).map((other) => (
            <ProductCard key={other.id} product={other} />
          ))}
        </div>
      </section>
    </>
  )
}

/** Broken on purpose: the tracker reports an error click. */
function openSizeGuide(): never {
  throw new Error('The size guide could not be loaded')
}
