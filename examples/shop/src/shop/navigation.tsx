import { type AnchorHTMLAttributes, type MouseEvent, useSyncExternalStore } from 'react'

/** Where this copy of the shop lives: `/shop`, or `/preview` for the one that is not tracked. */
export const BASE = document.documentElement.dataset.base ?? ''

const listeners = new Set<() => void>()

function subscribe(listener: () => void) {
  listeners.add(listener)
  window.addEventListener('popstate', listener)
  return () => {
    listeners.delete(listener)
    window.removeEventListener('popstate', listener)
  }
}

/** The path below the base, kept up to date. */
export function usePath(): string {
  return useSyncExternalStore(subscribe, () => window.location.pathname.slice(BASE.length) || '/')
}

/** Goes to a path below the base without loading a page. */
export function navigate(to: string): void {
  window.history.pushState(null, '', hrefOf(to))
  for (const listener of listeners) listener()
  window.scrollTo(0, 0)
}

const hrefOf = (to: string) => (to === '/' ? BASE : BASE + to)

interface LinkProps extends Omit<AnchorHTMLAttributes<HTMLAnchorElement>, 'href'> {
  to: string
}

/** A link within the shop; opened in a new tab it works like any other. */
export function Link({ to, onClick, ...rest }: LinkProps) {
  function follow(event: MouseEvent<HTMLAnchorElement>) {
    onClick?.(event)
    if (event.defaultPrevented || event.button !== 0) return
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return
    event.preventDefault()
    navigate(to)
  }
  return <a {...rest} href={hrefOf(to)} onClick={follow} />
}
