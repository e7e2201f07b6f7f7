import { useCallback, useEffect, useRef, useState } from 'react'

/** Which tiles are on screen, and one more on each side: give `observe` to every tile's element. */
export function useVisibleTiles(): [
  isVisible: (index: number) => boolean,
  observe: (element: HTMLElement | null) => void,
] {
  const [visible, setVisible] = useState<ReadonlySet<number>>(new Set<number>())
  const observer = useRef<IntersectionObserver | null>(null)
  const waiting = useRef(new Set<HTMLElement>())

  useEffect(() => {
    observer.current = new IntersectionObserver((entries) => {
      setVisible((last) => {
        const next = new Set(last)
        for (const { target, isIntersecting } of entries) {
          const index = Number((target as HTMLElement).dataset.tile)
          if (isIntersecting) next.add(index)
          else next.delete(index)
        }
        return next
      })
    })
    for (const element of waiting.current) observer.current.observe(element)
    return () => observer.current?.disconnect()
  }, [])

  const observe = useCallback((element: HTMLElement | null) => {
    if (!element) return
    waiting.current.add(element)
    observer.current?.observe(element)
  }, [])

  const isVisible = useCallback(
    (index: number) => visible.has(index) || visible.has(index - 1) || visible.has(index + 1),
    [visible],
  )
  return [isVisible, observe]
}
