import { once } from 'node:events'
import { createRequire } from 'node:module'
import { type AddressInfo, connect, createServer } from 'node:net'
import { expect, it } from 'vitest'
import { failClosedWrites } from './failClosedWrites.js'

const require = createRequire(import.meta.url)
const { Connection } = require('mongodb/lib/cmap/connection.js')
const { HostAddress, ns } = require('mongodb/lib/utils.js')

it('has a command fail whose connection closes before it is written', async () => {
  expect(failClosedWrites()).toBe(true)
  const silent = createServer().listen(0, '127.0.0.1')
  await once(silent, 'listening')
  const { port } = silent.address() as AddressInfo
  const socket = connect(port, '127.0.0.1')
  await once(socket, 'connect')
  const hostAddress = new HostAddress(`127.0.0.1:${port}`)
  const connection = new Connection(socket, { id: 1, generation: 0, hostAddress })
  try {
    const answer = connection.command(ns('admin.$cmd'), { ping: 1 })
    connection.destroy()
    await expect(answer).rejects.toThrow(/connection 1 .* closed/)
    expect(connection.listenerCount('close')).toBe(0)
  } finally {
    silent.close()
  }
})
