import { Admin, CustomRoutes, Layout, type LayoutProps, Resource } from 'react-admin'
import { Route } from 'react-router-dom'
import { Analytics } from './analytics/Analytics'
import type { AnalyticsSettings } from './analytics/analyticsSettings'
import { FunnelPage } from './analytics/FunnelPage'
import { HeatmapPage } from './analytics/HeatmapPage'
import { PathsPage } from './analytics/PathsPage'
import { authProvider } from './host/authProvider'
import { dataProvider } from './host/dataProvider'
import { ProductList } from './host/ProductList'
import { ShopMenu } from './host/ShopMenu'

const ShopLayout = (props: LayoutProps) => <Layout {...props} menu={ShopMenu} />

/** The demo shop has a copy of itself that tracks nobody. */
const previewOf = (baseUrl: string, page: string) => baseUrl + page.replace(/^\/shop/, '/preview')

/** A react-admin app as there are many, with three pages more. */
export function ShopAdmin({ analytics }: { analytics: AnalyticsSettings }) {
  return (
    <Admin
      title="Shop admin"
      layout={ShopLayout}
      authProvider={authProvider}
      dataProvider={dataProvider}
      requireAuth
      disableTelemetry
    >
      <Resource name="products" list={ProductList} />
      <CustomRoutes>
        <Route element={<Analytics settings={analytics} />}>
          <Route
            path="/heatmap"
            element={<HeatmapPage previewOf={(page) => previewOf(analytics.baseUrl, page)} />}
          />
          <Route path="/paths" element={<PathsPage />} />
          <Route path="/funnel" element={<FunnelPage />} />
        </Route>
      </CustomRoutes>
    </Admin>
  )
}
