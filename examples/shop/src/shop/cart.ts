import { useSyncExternalStore } from 'react'

/** Pieces by product id. */
export type Cart = Readonly<Record<number, number>>

const KEY = 'saltmarsh-cart'
const EMPTY: Cart = {}
const listeners = new Set<() => void>()
let text: string | null = null
let cart: Cart = EMPTY

/** The cart, which all open copies of the shop share. */
export function useCart(): Cart {
  return useSyncExternalStore(subscribe, read)
}

export function setPieces(product: number, pieces: number): void {
  const { [product]: _, ...others } = read()
  write(pieces > 0 ? { ...others, [product]: pieces } : others)
}

export const addPiece = (product: number) => setPieces(product, (read()[product] ?? 0) + 1)

export const emptyCart = () => write(EMPTY)

export const countPieces = (pieces: Cart) => Object.values(pieces).reduce((sum, count) => sum + count, 0)

function subscribe(listener: () => void) {
  listeners.add(listener)
  // Told of changes in other windows, such as the tracked shop's to the preview.
  window.addEventListener('storage', listener)
  return () => {
    listeners.delete(listener)
    window.removeEventListener('storage', listener)
  }
}

function read(): Cart {
  const stored = window.localStorage.getItem(KEY)
  if (stored === text) return cart
  text = stored
  cart = stored ? (JSON.parse(stored) as Cart) : EMPTY
  return cart
}

function write(next: Cart) {
  window.localStorage.setItem(KEY, JSON.stringify(next))
  for (const listener of listeners) listener()
}
