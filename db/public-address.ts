import { lookup as resolve } from 'node:dns'
import { BlockList, isIP, type LookupFunction } from 'node:net'

/** Thrown where a request would reach into our own network. */
export class PrivateAddressError extends Error {
  override name = 'PrivateAddressError'
}

/** What belongs to no public host: this machine, private networks, link-local, metadata, multicast, documentation. */
const ours: readonly [network: string, prefix: number, family: 'ipv4' | 'ipv6'][] = [
  ['0.0.0.0', 8, 'ipv4'],
  ['10.0.0.0', 8, 'ipv4'],
  ['100.64.0.0', 10, 'ipv4'],
  ['127.0.0.0', 8, 'ipv4'],
  ['169.254.0.0', 16, 'ipv4'],
  ['172.16.0.0', 12, 'ipv4'],
  ['192.0.0.0', 24, 'ipv4'],
  ['192.0.2.0', 24, 'ipv4'],
  ['192.88.99.0', 24, 'ipv4'],
  ['192.168.0.0', 16, 'ipv4'],
  ['198.18.0.0', 15, 'ipv4'],
  ['198.51.100.0', 24, 'ipv4'],
  ['203.0.113.0', 24, 'ipv4'],
  ['224.0.0.0', 3, 'ipv4'],
  // Ways to write an IPv4 address as an IPv6 one, and documentation.
  ['2001::', 23, 'ipv6'],
  ['2001:db8::', 32, 'ipv6'],
  ['2002::', 16, 'ipv6'],
  ['3fff::', 20, 'ipv6'],
]

const blocked = new BlockList()
for (const network of ours) blocked.addSubnet(...network)

/** All that is given out to hosts in IPv6; everything else is local, mapped or reserved. */
const global = new BlockList()
global.addSubnet('2000::', 3, 'ipv6')

/** Whether an address is one of the open internet. */
export function isPublicAddress(address: string): boolean {
  const family = isIP(address)
  if (family === 4) return !blocked.check(address, 'ipv4')
  return family === 6 && global.check(address, 'ipv6') && !blocked.check(address, 'ipv6')
}

/**
 * Resolves names for a connection and refuses those that lead into our own network. What is checked is the very address
 * that is connected to, so that a name cannot mean another one a moment later.
 */
export const resolvePublic: LookupFunction = (hostname, options, done) => {
  resolve(hostname, { ...options, all: true }, (error, found) => {
    const first = found?.[0]
    if (error || !first) done(error ?? new Error('no address'), [])
    else if (!found.every(({ address }) => isPublicAddress(address))) done(new PrivateAddressError(), [])
    else if (options.all) done(null, found)
    else done(null, first.address, first.family)
  })
}
