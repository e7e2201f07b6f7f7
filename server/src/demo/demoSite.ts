/** The site that the built-in store begins with; the demo shop sends its events to it. */
export const DEMO_SITE = 'demo'
