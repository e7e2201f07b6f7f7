'use client'
import { AnalyticsProvider, Funnel, Heatmap, PathSankey } from '@mouse-tracking/react'
import { useEffect, useState } from 'react'
import funnel from './reports/funnel.json'
import clicks from './reports/heatmap-click.json'
import paths from './reports/paths.json'

const STEPS = [{ page: '/shop' }, { page: '/shop/product/*' }, { event: 'purchase' }]
const page = <div style={{ height: 2000, background: '#eee' }} />

/** The three components from reports at hand, and below them from the server that the address tells (`?server=…&token=…`). */
export function Panel() {
  const [given, setGiven] = useState(null)
  useEffect(() => {
    const search = new URLSearchParams(window.location.search)
    if (search.has('server')) setGiven({ server: search.get('server'), token: search.get('token') })
  }, [])
  return (
    <main>
      <h1>From data</h1>
      <Heatmap data={clicks} background={page} />
      <PathSankey data={paths} />
      <Funnel data={funnel} />
      {given && (
        <AnalyticsProvider baseUrl={given.server} site="demo" getToken={() => given.token}>
          <h1>From a server</h1>
          <Heatmap page="/shop" background={page} live />
          <PathSankey live />
          <Funnel steps={STEPS} live />
        </AnalyticsProvider>
      )}
    </main>
  )
}
