import { record } from '@rrweb/record'

// It only records: sending once a second is up to the site.
let events = []
record({ emit: (event) => events.push(event) })
setInterval(() => {
  if (events.length === 0) return
  fetch('/collect', { method: 'POST', body: JSON.stringify(events) })
  events = []
}, 1_000)
