/** Whether an event comes from inside an element that `selector` matches; looks out of shadow trees too. */
export const isInside = (event: Event, selector: string): boolean =>
  selector !== '' && event.composedPath().some((node) => node instanceof Element && node.matches(selector))
