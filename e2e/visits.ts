import type { Batch } from '@mouse-tracking/contract'

/** Ten visits to the demo shop: all see it, six a product, two buy; the last four are on phones. */
export function visits(now: number): Batch[] {
  return Array.from({ length: 10 }, (_, visit) => {
    const startedAt = now - 3_600_000 + visit * 1_000
    const viewport: [number, number] = visit < 6 ? [1280, 800] : [390, 844]
    const view = { viewport, page: [viewport[0], 2_000] as [number, number], pointer: 'mouse' as const }
    const click = {
      type: 'click' as const,
      t: 2_000,
      x: Math.round(viewport[0] / 2),
      y: 400,
      selector: '#buy',
    }
    return {
      v: 1,
      id: `visit-${visit}`,
      site: 'demo',
      visitor: `v-${visit}`,
      session: 's',
      views: [
        {
          ...view,
          id: 'shop',
          url: 'https://shop.example/shop',
          startedAt,
          events: [click, { type: 'scroll', t: 0, top: 0, ms: 3_000 }],
        },
        ...(visit % 5 < 3
          ? [
              {
                ...view,
                id: 'pot',
                url: 'https://shop.example/shop/product/pot',
                startedAt: startedAt + 10_000,
                events: [],
              },
            ]
          : []),
        ...(visit % 5 === 0
          ? [
              {
                ...view,
                id: 'thanks',
                url: 'https://shop.example/shop/thanks',
                startedAt: startedAt + 20_000,
                events: [{ type: 'custom' as const, t: 10, name: 'purchase' }],
              },
            ]
          : []),
      ],
    }
  })
}

/** Sends them, and waits until every report holds them. */
export async function sendVisits(server: string, adminKey: string): Promise<void> {
  for (const batch of visits(Date.now())) {
    const { status } = await fetch(`${server}/api/tracking/events`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(batch),
    })
    if (status !== 202) throw new Error(`the server answered ${status} to ${batch.id}`)
  }
  for (;;) {
    const answered = await fetch(`${server}/api/sites/demo/summary`, {
      headers: { authorization: `Bearer ${adminKey}` },
    })
    if (((await answered.json()) as { pending: number }).pending === 0) return
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
}
