/** Calls back whenever the element's size has changed, until the returned function is called. A frame later than browsers
 * tell it: what is drawn in answer may change the size again, which they would report as an error. */
export function observeSize(element: Element, onSize: () => void): () => void {
  let frame = 0
  // That of the element's own window: a framed page lays itself out at another time than we do.
  const { ResizeObserver: Observer } = element.ownerDocument.defaultView ?? window
  const observer = new Observer(() => {
    cancelAnimationFrame(frame)
    frame = requestAnimationFrame(onSize)
  })
  observer.observe(element)
  return () => {
    observer.disconnect()
    cancelAnimationFrame(frame)
  }
}
