import type { IncomingMessage } from 'node:http'
import proxyAddr from '@fastify/proxy-addr'
import ipaddr from 'ipaddr.js'

/** Says of the nearest proxies, so many hops of them, that their `X-Forwarded-For` is believed. */
export const trustedHops = (hops: number) => (_address: string, hop: number) => hop < hops

/** The address that a request came from, as far as trusted proxies tell. */
export function clientAddress(request: IncomingMessage, hops: number): string {
  return proxyAddr(request, trustedHops(hops))
}

/**
 * What stands for one client: an IPv4 address, or the /64 network of an IPv6 one, for it has all of that to itself.
 * What is no address stands for itself.
 */
export function networkOf(address: string): string {
  if (!ipaddr.isValid(address)) return address
  const parsed = ipaddr.process(address)
  if (parsed.kind() === 'ipv4') return parsed.toString()
  return (parsed as ipaddr.IPv6).parts
    .slice(0, 4)
    .map((part) => part.toString(16))
    .join(':')
}
