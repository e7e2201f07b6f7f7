export interface Product {
  id: number
  name: string
  kind: 'Mugs' | 'Bowls' | 'Vases' | 'Jars'
  /** Whole euros. */
  price: number
  blurb: string
  glaze: Glaze
  /** The silhouette from rim to foot: `[radius, height]` in 0…1, turned about the middle axis. */
  profile: readonly (readonly [radius: number, height: number])[]
  handle?: true
}

export interface Glaze {
  name: string
  light: string
  dark: string
}

export const GLAZES = {
  tide: { name: 'Tide', light: '#9cc4c9', dark: '#3d6f7c' },
  dune: { name: 'Dune', light: '#efd9b4', dark: '#b98f58' },
  moss: { name: 'Moss', light: '#b9c79a', dark: '#5f7444' },
  ember: { name: 'Ember', light: '#eeb190', dark: '#a9522f' },
  chalk: { name: 'Chalk', light: '#f7f3ea', dark: '#bdb3a2' },
  slate: { name: 'Slate', light: '#8f9aa6', dark: '#3c4752' },
} as const satisfies Record<string, Glaze>

export const PRODUCTS: readonly Product[] = [
  {
    id: 1,
    name: 'Tide mug',
    kind: 'Mugs',
    price: 24,
    blurb: 'A straight, generous mug with a thumb rest. Holds what a morning needs.',
    glaze: GLAZES.tide,
    profile: [
      [0.5, 0.1],
      [0.52, 0.2],
      [0.53, 0.5],
      [0.52, 0.82],
      [0.46, 0.93],
      [0.4, 0.95],
    ],
    handle: true,
  },
  {
    id: 2,
    name: 'Dune bowl',
    kind: 'Bowls',
    price: 38,
    blurb: 'Wide and low, thrown thin at the lip. For salads, pasta and keys.',
    glaze: GLAZES.dune,
    profile: [
      [0.92, 0.38],
      [0.88, 0.5],
      [0.74, 0.68],
      [0.5, 0.84],
      [0.34, 0.9],
      [0.33, 0.95],
    ],
  },
  {
    id: 3,
    name: 'Heron vase',
    kind: 'Vases',
    price: 64,
    blurb: 'A long neck on a round belly: three stems and it is done.',
    glaze: GLAZES.slate,
    profile: [
      [0.22, 0.04],
      [0.17, 0.1],
      [0.16, 0.3],
      [0.24, 0.44],
      [0.52, 0.62],
      [0.52, 0.78],
      [0.36, 0.92],
      [0.3, 0.95],
    ],
  },
  {
    id: 4,
    name: 'Pebble cup',
    kind: 'Mugs',
    price: 18,
    blurb: 'No handle, no fuss. Fits the hand like a stone from the beach.',
    glaze: GLAZES.chalk,
    profile: [
      [0.44, 0.32],
      [0.5, 0.45],
      [0.54, 0.62],
      [0.5, 0.8],
      [0.36, 0.93],
      [0.3, 0.95],
    ],
  },
  {
    id: 5,
    name: 'Ember jar',
    kind: 'Jars',
    price: 46,
    blurb: 'A lidded jar for coffee or sugar, fired in the hottest corner of the kiln.',
    glaze: GLAZES.ember,
    profile: [
      [0.08, 0.05],
      [0.12, 0.1],
      [0.36, 0.17],
      [0.42, 0.22],
      [0.5, 0.26],
      [0.58, 0.45],
      [0.58, 0.7],
      [0.48, 0.9],
      [0.42, 0.95],
    ],
  },
  {
    id: 6,
    name: 'Moss planter',
    kind: 'Vases',
    price: 41,
    blurb: 'A heavy foot and a drain hole. Your fern will thank you.',
    glaze: GLAZES.moss,
    profile: [
      [0.68, 0.26],
      [0.66, 0.32],
      [0.62, 0.5],
      [0.54, 0.75],
      [0.46, 0.92],
      [0.44, 0.95],
    ],
  },
  {
    id: 7,
    name: 'Porridge bowl',
    kind: 'Bowls',
    price: 26,
    blurb: 'Deep enough for seconds, with a ring foot that never wobbles.',
    glaze: GLAZES.chalk,
    profile: [
      [0.66, 0.4],
      [0.66, 0.5],
      [0.6, 0.68],
      [0.44, 0.86],
      [0.32, 0.91],
      [0.31, 0.95],
    ],
  },
  {
    id: 8,
    name: 'Harbour jug',
    kind: 'Jars',
    price: 58,
    blurb: 'Pours without a drip, we promise: we tried it with the whole studio watching.',
    glaze: GLAZES.tide,
    profile: [
      [0.34, 0.08],
      [0.29, 0.16],
      [0.28, 0.28],
      [0.4, 0.46],
      [0.52, 0.64],
      [0.5, 0.8],
      [0.38, 0.93],
      [0.34, 0.95],
    ],
    handle: true,
  },
]

export const KINDS = ['Mugs', 'Bowls', 'Vases', 'Jars'] as const

export const productOf = (id: number): Product | undefined => PRODUCTS.find((product) => product.id === id)

export const euros = (amount: number): string => `€${amount}`
