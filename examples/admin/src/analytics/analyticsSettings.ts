/** Where the analytics server is, and which of its sites this shop is. */
export interface AnalyticsSettings {
  baseUrl: string
  site: string
}

export async function analyticsSettings(): Promise<AnalyticsSettings> {
  const response = await fetch('/analytics/settings')
  return response.json()
}

/** A token for the reports, from our own back end; it answers only those who are logged in. */
export async function analyticsToken(): Promise<string> {
  const response = await fetch('/analytics/token')
  if (!response.ok) throw new Error(await response.text())
  return response.text()
}
