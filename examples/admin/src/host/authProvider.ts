import type { AuthProvider } from 'react-admin'

const KNOWN = 'shop-admin'

/** Logs in at our own back end, which keeps the session in a cookie. */
export const authProvider: AuthProvider = {
  async login({ username, password }) {
    const response = await fetch('/login', { method: 'POST', body: JSON.stringify({ username, password }) })
    if (!response.ok) throw new Error(await response.text())
    sessionStorage.setItem(KNOWN, username)
  },
  async logout() {
    sessionStorage.removeItem(KNOWN)
    await fetch('/logout', { method: 'POST' })
  },
  async checkAuth() {
    if (!sessionStorage.getItem(KNOWN)) throw new Error('Please log in.')
  },
  async checkError({ status }) {
    if (status === 401) throw new Error('Please log in again.')
  },
  async getIdentity() {
    return { id: 'admin', fullName: 'Ada Admin' }
  },
  async getPermissions() {},
}
