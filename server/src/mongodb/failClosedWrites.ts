import { createRequire } from 'node:module'

/** As much as is used of the driver's own class; it is no part of its public face. */
interface DriverConnection {
  readonly error: Error | null
  once(event: 'close', listener: () => void): void
  off(event: 'close', listener: () => void): void
  writeCommand(command: unknown, options: unknown): Promise<void>
}

/**
 * Has a command fail whose connection closes just before it is written. The driver (seen in 7.8) then waits for ever for
 * the closed socket to drain: a job would never end, and when it was the monitor's greeting, the process would never
 * find its store again, however long that has been back.
 * @returns whether the driver is one that this is for
 */
export function failClosedWrites(): boolean {
  const require = createRequire(import.meta.url)
  const { Connection } = require('mongodb/lib/cmap/connection.js') as {
    Connection?: { prototype: DriverConnection }
  }
  const driver = Connection?.prototype
  if (typeof driver?.writeCommand !== 'function') return false
  const write = driver.writeCommand
  driver.writeCommand = async function (command, options) {
    let onClose = () => {}
    const closed = new Promise<never>((_, reject) => {
      onClose = () => reject(this.error ?? new Error('the connection was closed'))
      this.once('close', onClose)
    })
    try {
      await Promise.race([write.call(this, command, options), closed])
    } finally {
      this.off('close', onClose)
    }
  }
  return true
}
