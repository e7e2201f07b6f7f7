import {
  AnalyticsProvider,
  DateRangeFilter,
  DeviceFilter,
  Funnel,
  type FunnelStep,
  Heatmap,
  PathSankey,
} from '@mouse-tracking/react'
import { useState } from 'react'
import { PricingPage } from '../pages/PricingPage'
import { STORY_SERVER } from '../storyServer'
import { adminCss } from './adminCss'
import { Figures } from './Figures'
import { TopPages } from './TopPages'

const STEPS: FunnelStep[] = [
  { name: 'Landing', page: '/' },
  { page: '/product/*' },
  { click: '#add-to-cart' },
  { name: 'Checkout', page: '/checkout/address' },
  { event: 'purchase' },
]

interface AdminPanelProps {
  live: boolean
}

/** An admin app's page about its visitors: what is the host's and what is the library's should not be told apart. */
export function AdminPanel({ live }: AdminPanelProps) {
  const [page, setPage] = useState('/pricing')
  return (
    <AnalyticsProvider baseUrl={STORY_SERVER} site="demo" getToken={() => 'story'}>
      <style>{adminCss}</style>
      <div className="admin">
        <nav className="admin-side" aria-label="Sections">
          <strong>Northwind</strong>
          {['Orders', 'Products', 'Customers', 'Behaviour', 'Settings'].map((name) => (
            <a key={name} href={`#${name}`} aria-current={name === 'Behaviour' ? 'page' : undefined}>
              {name}
            </a>
          ))}
        </nav>
        <main className="admin-main">
          <header className="admin-head">
            <h1>Behaviour</h1>
            <div>
              <DateRangeFilter />
              <DeviceFilter />
            </div>
          </header>
          <Figures />
          <section className="admin-card admin-heatmap">
            <h2>Where people click on {page}</h2>
            <Heatmap page={page} background={<PricingPage />} pageWidth={1280} maxHeight={420} live={live} />
          </section>
          <section className="admin-card admin-pages">
            <h2>Pages</h2>
            <TopPages onSelect={setPage} />
          </section>
          <section className="admin-card">
            <h2>From page to page</h2>
            <PathSankey limit={6} live={live} />
          </section>
          <section className="admin-card">
            <h2>To a purchase</h2>
            <Funnel steps={STEPS} breakdown="device" compare live={live} />
          </section>
        </main>
      </div>
    </AnalyticsProvider>
  )
}
