import { createHmac, type Hmac } from 'node:crypto'

/*
 * The codes of the record, all of them HMAC-SHA-256 with the audit key: pure, so that the program that verifies a copy
 * makes them the same way as the app that writes them.
 */

/** The key of the record as bytes. */
export type AuditKey = Buffer<ArrayBuffer>

/** The key from its 64 hexadecimal digits. */
export function auditKey(hex: string): AuditKey {
  return Buffer.from(hex, 'hex')
}

/** The code over one row: over the row before and the stored text. */
export function codeOf(key: AuditKey, previous: Uint8Array, payload: string): Buffer<ArrayBuffer> {
  return ended(begun(key).update(previous).update(payload, 'utf8'))
}

/** What the first row of a chain stands on: it cannot be moved to another trust or document. */
export function startOfChain(key: AuditKey, trustId: string, chainId: string): Buffer<ArrayBuffer> {
  return codeOf(key, Buffer.alloc(0), `${trustId}/${chainId}`)
}

/** What the first seal of a trust stands on. */
export function startOfSeals(key: AuditKey, trustId: string): Buffer<ArrayBuffer> {
  return codeOf(key, Buffer.alloc(0), `seals of ${trustId}`)
}

/** A seal without its heads and its code. */
export type SealFacts = { day: string; chains: number; events: number; root: Buffer; previousMac: Buffer }

/** The code over all heads of a trust, given one after the other in order of chain. */
export function rootCode(key: AuditKey): { add: (packed: Uint8Array) => void; end: () => Buffer<ArrayBuffer> } {
  const hmac = begun(key)
  return { add: (packed) => void hmac.update(packed), end: () => ended(hmac.update('root', 'utf8')) }
}

/** The code over a whole seal, chained to the seal before it; its packed heads are given one part after the other. */
export function sealCode(
  key: AuditKey,
  trustId: string,
  seal: SealFacts,
): { add: (packed: Uint8Array) => void; end: () => Buffer<ArrayBuffer> } {
  const { day, chains, events, root, previousMac } = seal
  const text = JSON.stringify({ trust: trustId, day, chains, events, root: root.toString('hex') })
  const hmac = begun(key).update(previousMac)
  return { add: (packed) => void hmac.update(packed), end: () => ended(hmac.update(text, 'utf8')) }
}

function begun(key: AuditKey): Hmac {
  return createHmac('sha256', key)
}

function ended(hmac: Hmac): Buffer<ArrayBuffer> {
  return Buffer.from(hmac.digest())
}

/** The end of a document's chain as a seal covers it: how many events it has and the code of the last. */
export type SealedHead = { chainId: string; seq: number; mac: Buffer }

/** Bytes of one packed head: 16 of the chain's id, 4 of the count, 32 of the code. */
export const HEAD_BYTES = 16 + 4 + 32

/** One head as bytes. */
export function packHead({ chainId, seq, mac }: SealedHead): Buffer {
  const count = Buffer.alloc(4)
  count.writeUInt32BE(seq)
  return Buffer.concat([Buffer.from(chainId.replaceAll('-', ''), 'hex'), count, mac])
}

/** Heads as bytes, in order of chain. */
export function packHeads(heads: readonly SealedHead[]): Buffer {
  const sorted = [...heads].sort((a, b) => (a.chainId < b.chainId ? -1 : a.chainId > b.chainId ? 1 : 0))
  return Buffer.concat(sorted.map(packHead))
}

/** Reads packed heads back; null when the bytes cannot be heads. */
export function unpackHeads(bytes: Uint8Array): SealedHead[] | null {
  if (bytes.length % HEAD_BYTES !== 0) return null
  const all = Buffer.from(bytes)
  return Array.from({ length: all.length / HEAD_BYTES }, (_, index) => {
    const at = index * HEAD_BYTES
    const hex = all.toString('hex', at, at + 16)
    const chainId = [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-')
    return { chainId, seq: all.readUInt32BE(at + 16), mac: all.subarray(at + 20, at + HEAD_BYTES) }
  })
}
