import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { analyticsSettings } from './analytics/analyticsSettings'
import { ShopAdmin } from './ShopAdmin'

const settings = await analyticsSettings()
createRoot(document.getElementById('root')!).render(
  <StrictMode>
    <ShopAdmin analytics={settings} />
  </StrictMode>,
)
