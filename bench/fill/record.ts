import { hash } from 'node:crypto'
import { idAt } from './ids.ts'

/** HMAC-SHA-256 with one key over two parts, as `codeOf` of lib/db/audit-codes.ts has it, without an object for each. */
export class Sealer {
  #inner = Buffer.alloc(4_000_000)
  #outer = Buffer.alloc(96)

  constructor(key: Buffer) {
    for (let at = 0; at < 64; at += 1) {
      this.#inner[at] = (key[at] ?? 0) ^ 0x36
      this.#outer[at] = (key[at] ?? 0) ^ 0x5c
    }
  }

  /** The code over what stands before and a text of plain ASCII, in hexadecimal digits. */
  mac(previous: string, text: string): string {
    const before = this.#inner.write(previous, 64, 'hex')
    const length = this.#inner.write(text, 64 + before, 'latin1')
    const inside = hash('sha256', this.#inner.subarray(0, 64 + before + length), 'hex')
    this.#outer.write(inside, 64, 'hex')
    return hash('sha256', this.#outer, 'hex')
  }
}

/** What was done to a document: data is plain JSON text. */
export type MadeEvent = { verb: string; at: number; actor: string | null; data: string }

/** Columns of `audit_event` and `audit_head` that `chainRows` fills. */
export const EVENT_COLUMNS =
  'trust_id chain_id seq id document verb at actor_id command_key payload previous_mac mac recorded_at'.split(' ')
export const HEAD_COLUMNS = 'trust_id chain_id seq mac'.split(' ')

/**
 * The record of one document as the commands keep it: each event's text with the code over it and the one before. The
 * texts hold no backslash; quotes need no escape in COPY.
 */
export function chainRows(
  sealer: Sealer,
  trustId: string,
  chain: { id: string; document: 'order' | 'receipt' },
  events: readonly MadeEvent[],
): { events: { at: number; line: string }[]; head: string } {
  let previous = sealer.mac('', `${trustId}/${chain.id}`)
  const lines = events.map(({ verb, at, actor, data }, index) => {
    const id = idAt(at)
    const commandKey = idAt(at)
    const when = new Date(at).toISOString()
    const who = actor === null ? 'null' : `"${actor}"`
    const payload = `{"trust":"${trustId}","chain":"${chain.id}","seq":${index + 1},"id":"${id}","document":"${chain.document}","verb":"${verb}","at":"${when}","actor":${who},"key":"${commandKey}","data":${data}}`
    const mac = sealer.mac(previous, payload)
    const line = `${trustId}\t${chain.id}\t${index + 1}\t${id}\t${chain.document}\t${verb}\t${when}\t${actor ?? '\\N'}\t${commandKey}\t${payload}\t\\\\x${previous}\t\\\\x${mac}\t${when}\n`
    previous = mac
    return { at, line }
  })
  return { events: lines, head: `${trustId}\t${chain.id}\t${events.length}\t\\\\x${previous}\n` }
}
