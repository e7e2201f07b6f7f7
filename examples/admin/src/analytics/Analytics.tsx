import { AnalyticsProvider } from '@mouse-tracking/react/provider'
import { useTheme } from '@mui/material/styles'
import { Outlet } from 'react-router-dom'
import { type AnalyticsSettings, analyticsToken } from './analyticsSettings'

/** What the analytics pages share: the connection, the filters, and the look of the app around them. Reports are cached in
 * react-admin's own query client. */
export function Analytics({ settings }: { settings: AnalyticsSettings }) {
  const { palette, shape, typography } = useTheme()
  return (
    <AnalyticsProvider
      baseUrl={settings.baseUrl}
      site={settings.site}
      getToken={analyticsToken}
      theme={{
        colorScheme: palette.mode,
        accent: palette.primary.main,
        text: palette.text.primary,
        muted: palette.text.secondary,
        surface: palette.background.paper,
        border: palette.divider,
        radius: `${shape.borderRadius}px`,
        fontFamily: typography.fontFamily,
      }}
    >
      <Outlet />
    </AnalyticsProvider>
  )
}
