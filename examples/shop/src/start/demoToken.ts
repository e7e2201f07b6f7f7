/** The server keeps its own database, where there is no demo site. */
export class NoDemoError extends Error {}

/**
 * An embed token for the demo site. A host app asks its own back end for one instead.
 * @throws NoDemoError
 */
export async function fetchDemoToken(): Promise<string> {
  const response = await fetch('/api/demo/token')
  if (response.status === 404) throw new NoDemoError('This server has no demo site.')
  if (!response.ok) throw new Error(`The server answered ${response.status} when asked for a token.`)
  const { token } = (await response.json()) as { token: string }
  return token
}
