import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

export interface TrackedSite {
  url: string
  close(): Promise<void>
}

/** Somebody's site: one page of 1000 x 1600 px, tracked by the script tag that the README gives. */
export async function serveTrackedSite(server: string, site: string): Promise<TrackedSite> {
  const html = `<!doctype html><html lang="en"><title>Tracked</title><link rel="icon" href="data:,">
<script async src="${server}/tracker.js" data-site="${site}" data-api-url="${server}/api/tracking/events"></script>
<body style="margin:0;height:1600px;position:relative">
<button id="buy" style="position:absolute;left:560px;top:460px;width:80px;height:40px" onclick="this.textContent='Bought'">Buy</button>
</body></html>`
  const http = createServer((_request, response) => response.setHeader('content-type', 'text/html').end(html))
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(http.address() as AddressInfo).port}`,
    close: () => new Promise((resolve) => http.close(() => resolve())),
  }
}
