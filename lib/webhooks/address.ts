import { lookup } from 'node:dns/promises'
import { BlockList, isIP } from 'node:net'
import { env } from '#lib/env.ts'

/** Ranges that are nobody's public address: private, of this machine, of the link, shared, reserved (IANA registries). */
const PRIVATE = listOf([
  ...['0.0.0.0/8', '10.0.0.0/8', '100.64.0.0/10', '127.0.0.0/8', '169.254.0.0/16', '172.16.0.0/12', '192.0.0.0/24'],
  ...['192.0.2.0/24', '192.88.99.0/24', '192.168.0.0/16', '198.18.0.0/15', '198.51.100.0/24', '203.0.113.0/24'],
  ...['224.0.0.0/4', '240.0.0.0/4', '::/128', '::1/128', '64:ff9b::/96', '64:ff9b:1::/48', '100::/64', '2001::/23'],
  ...['2001:db8::/32', '2002::/16', 'fc00::/7', 'fe80::/10', 'fec0::/10', 'ff00::/8'],
])

function listOf(ranges: readonly string[]): BlockList {
  const list = new BlockList()
  for (const range of ranges) {
    const [address = '', bits] = range.split('/')
    const family = isIP(address) === 6 ? 'ipv6' : 'ipv4'
    if (isIP(address) === 0) continue
    if (bits === undefined) list.addAddress(address, family)
    else list.addSubnet(address, Number(bits), family)
  }
  return list
}

/** Whether an address is none of the public internet; one of IPv4 in the clothes of IPv6 is looked at as what it is. */
export function isPrivateAddress(address: string): boolean {
  const family = isIP(address)
  return family === 0 || PRIVATE.check(address, family === 6 ? 'ipv6' : 'ipv4')
}

const NOT_LISTED = 'The host has a private address, which the operator has not listed'

function listedHosts(): string[] {
  return env()
    .WEBHOOK_PRIVATE_HOSTS.split(',')
    .map((one) => one.trim().toLowerCase())
    .filter(Boolean)
}

/** A host as names are compared: in lower case, without the brackets of IPv6 and the dot at the end. */
function plain(hostname: string): string {
  return hostname.replace(/^\[|\]$|\.$/g, '').toLowerCase()
}

/**
 * Why a host is plainly private, asked of no name server; null where only its name's addresses can tell. This machine by
 * name (localhost and all below it, RFC 6761) is as private as by number.
 */
export async function whyPrivate(hostname: string): Promise<string | null> {
  const host = plain(hostname)
  if (/(^|\.)localhost$/.test(host)) return listedHosts().includes(host) ? null : NOT_LISTED
  if (isIP(host) === 0) return null
  const reached = await reach(host)
  return reached.ok ? null : reached.why
}

/** An address to connect to, and nothing else than it: what the name meant at this moment. */
export type Reached = { ok: true; address: string; family: 4 | 6 } | { ok: false; why: string }

/**
 * Where a host is at this moment. Every address that its name has must be public, or the operator must have listed the
 * name, address or range in WEBHOOK_PRIVATE_HOSTS. Connect to the answer itself: asked again, the name might say
 * something else.
 */
export async function reach(hostname: string): Promise<Reached> {
  const host = plain(hostname)
  const listed = listedHosts()
  const ranges = listOf(listed)
  const found = isIP(host) ? [{ address: host, family: isIP(host) }] : await lookup(host, { all: true }).catch(() => [])
  const [first] = found
  if (!first) return { ok: false, why: 'The name of the host is unknown' }
  const allowed = ({ address, family }: { address: string; family: number }) =>
    !isPrivateAddress(address) || listed.includes(host) || ranges.check(address, family === 6 ? 'ipv6' : 'ipv4')
  if (!found.every(allowed)) return { ok: false, why: NOT_LISTED }
  return { ok: true, address: first.address, family: first.family === 6 ? 6 : 4 }
}
