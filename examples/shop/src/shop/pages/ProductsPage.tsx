import { useState } from 'react'
import { KINDS, PRODUCTS } from '../catalogue.js'
import { ProductCard } from '../ProductCard.js'

type Shown = (typeof KINDS)[number] | 'All'

export function ProductsPage() {
  const [kind, setKind] = useState<Shown>('All')
  const shown = PRODUCTS.filter((product) => kind === 'All' || product.kind === kind)
  return (
    <section className="band">
      <h1>All pots</h1>
      <fieldset className="chips">
        <legend className="hidden">Show</legend>
        {(['All', ...KINDS] as const).map((name) => (
          <button
            key={name}
            type="button"
            className="chip"
            id={`filter-${name.toLowerCase()}`}
            aria-pressed={kind === name}
            onClick={() => setKind(name)}
          >
            {name}
          </button>
        ))}
      </fieldset>
      <div className="grid">
        {shown.map((product) => (
          <ProductCard key={product.id} product={product} />
        ))}
      </div>
    </section>
  )
}
