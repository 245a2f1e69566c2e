import { isIP } from 'node:net'

/** In which header a request says from which address it comes; empty where that is not known. Set by our own server alone. */
export const PEER_HEADER = 'x-tincture-peer'

/** What a request says of where it comes from: the connection's other end, and X-Forwarded-For. */
export type Came = { peer: string | undefined; forwarded: string | undefined }

/**
 * The address of the computer that asks, or null where it is not known. Behind so many proxies of our own (`proxies`),
 * each of which adds to X-Forwarded-For whom it hears, it is that many from the right: what stands further left anybody
 * may claim. Without one it is the connection's other end, unless that is this machine or says that it forwards: then it
 * is a proxy nobody told us about, and everybody would come from its address.
 */
export function addressOf({ peer, forwarded }: Came, proxies: number): string | null {
  if (proxies > 0 && forwarded !== undefined) {
    const heard = forwarded.split(',').map((one) => one.trim())
    return known(heard.at(-proxies))
  }
  return proxies === 0 && forwarded !== undefined ? null : known(peer)
}

function known(text: string | undefined): string | null {
  const plain = (text ?? '').replace(/^::ffff:(?=\d+\.)/i, '')
  if (isIP(plain) === 0 || /^127\.|^::1$/.test(plain)) return null
  return plain
}

/** What tries are counted by: an IPv4 address, or the /64 network of an IPv6 one, in which one computer has any it likes. */
export function networkOf(address: string): string {
  if (isIP(address) !== 6) return address
  const [plain = ''] = address.split('%')
  const [head = '', tail] = plain.split('::')
  const left = head === '' ? [] : head.split(':')
  const right = tail === undefined || tail === '' ? [] : tail.split(':')
  const gap = tail === undefined ? 0 : Math.max(0, 8 - left.length - right.length)
  const groups = [...left, ...Array.from({ length: gap }, () => '0'), ...right].slice(0, 4)
  return `${groups.map((group) => Number.parseInt(group, 16).toString(16)).join(':')}::`
}
