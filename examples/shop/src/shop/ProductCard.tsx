import { euros, type Product } from './catalogue.js'
import { Link } from './navigation.js'
import { Pot } from './Pot.js'

export function ProductCard({ product }: { product: Product }) {
  return (
    <Link to={`/product/${product.id}`} className="card" id={`product-${product.id}`}>
      <span className="card-picture">
        <Pot shape={product} glaze={product.glaze} />
      </span>
      <span className="card-name">{product.name}</span>
      <span className="card-price">{euros(product.price)}</span>
    </Link>
  )
}
