import type { IncomingMessage } from 'node:http'
import { expect, it } from 'vitest'
import { clientAddress, networkOf } from './clientAddress.js'

const request = (remoteAddress: string, forwarded?: string) =>
  ({ socket: { remoteAddress }, headers: { 'x-forwarded-for': forwarded } }) as unknown as IncomingMessage

it('believes as many hops as it is told to, and no client', () => {
  const spoofed = request('10.0.0.1', '1.2.3.4, 203.0.113.9')
  expect(clientAddress(spoofed, 0)).toBe('10.0.0.1')
  expect(clientAddress(spoofed, 1)).toBe('203.0.113.9')
  expect(clientAddress(spoofed, 2)).toBe('1.2.3.4')
  expect(clientAddress(request('10.0.0.1'), 2)).toBe('10.0.0.1')
})

it('takes an IPv6 network for one client', () => {
  expect(networkOf('2001:db8:1:2:3:4:5:6')).toBe(networkOf('2001:db8:1:2::1'))
  expect(networkOf('2001:db8:1:3::1')).not.toBe(networkOf('2001:db8:1:2::1'))
  expect(networkOf('::ffff:203.0.113.9')).toBe('203.0.113.9')
  expect(networkOf('203.0.113.9')).toBe('203.0.113.9')
  expect(networkOf('unknown')).toBe('unknown')
})
