import 'server-only'
import type { Act } from '#lib/access/actor.ts'
import { env } from '#lib/env.ts'
import { type AuditKey, auditKey, codeOf, startOfChain } from './audit-codes.ts'
import type { Tx } from './client.ts'

/** Kinds of document that have a chain of their own. */
export type AuditedDocument =
  | 'order'
  | 'receipt'
  | 'supplier'
  | 'file_load'
  | 'dictionary'
  | 'list_file'
  | 'trust'
  | 'person'
  | 'api_token'
  | 'webhook'
  | 'stock'
  | 'unlicensed_approval'
  | 'template'
  | 'standing_order'
  | 'passed_sample'
  | 'deputising'
  | 'audit_sample'
  | 'formulary'
  | 'stricter'
  | 'local_code'

/** One thing that was done to a document. Data is plain JSON: person ids but no names, amounts in pence. */
export type AuditEntry = { document: AuditedDocument; id: string; verb: string; data: Record<string, unknown> }

const waiting = new WeakMap<Tx, AuditEntry[]>()

/**
 * Says what was done, for the record: append-only, written at the end of the transaction (`writeAudit`), when the
 * heads of the chains are locked last and in order of id, so that two commands never wait for each other crosswise.
 */
export function audit(tx: Tx, entry: AuditEntry): void {
  const list = waiting.get(tx)
  if (list) list.push(entry)
  else waiting.set(tx, [entry])
}

/** The key of the record, as this process was given it. */
export function ownAuditKey(): AuditKey {
  return auditKey(env().AUDIT_KEY)
}

/** Writes what `audit` collected in this transaction. Called once, by `commit`, as its last work. */
export async function writeAudit(tx: Tx, act: Act): Promise<void> {
  const entries = waiting.get(tx)
  if (!entries?.length) return
  waiting.delete(tx)
  const trustId = act.actor.trustId
  const key = ownAuditKey()
  const chains = [...new Set(entries.map((entry) => entry.id))].sort()
  const heads = await tx.$queryRaw<{ chain_id: string; seq: number; mac: Uint8Array }[]>`
    SELECT chain_id, seq, mac FROM audit_head
    WHERE trust_id = ${trustId}::uuid AND chain_id = ANY (${chains}::uuid[]) ORDER BY chain_id FOR UPDATE`
  const at = new Map<string, { seq: number; mac: Buffer<ArrayBuffer> }>(
    heads.map((head) => [head.chain_id, { seq: head.seq, mac: Buffer.from(head.mac) }]),
  )
  const rows: Record<string, unknown>[] = []
  for (const entry of entries) {
    const head = at.get(entry.id) ?? { seq: 0, mac: startOfChain(key, trustId, entry.id) }
    const seq = head.seq + 1
    const id = act.newId()
    const payload = JSON.stringify({
      trust: trustId,
      chain: entry.id,
      seq,
      id,
      document: entry.document,
      verb: entry.verb,
      at: act.now.toISOString(),
      actor: act.actor.personId,
      key: act.key,
      ...(act.actor.tokenId ? { token: act.actor.tokenId } : {}),
      data: entry.data,
    })
    const mac = codeOf(key, head.mac, payload)
    const { document, verb } = entry
    const macs = { previous_mac: head.mac.toString('hex'), mac: mac.toString('hex') }
    rows.push({ chain_id: entry.id, seq, id, document, verb, payload, ...macs })
    at.set(entry.id, { seq, mac })
  }
  await tx.$executeRaw`
    INSERT INTO audit_event (trust_id, chain_id, seq, id, document, verb, at, actor_id, command_key, payload, previous_mac, mac)
    SELECT ${trustId}::uuid, chain_id, seq, id, document, verb, ${act.now}, ${act.actor.personId}::uuid, ${act.key}::uuid,
      payload, decode(previous_mac, 'hex'), decode(mac, 'hex')
    FROM ROWS FROM (json_to_recordset(${JSON.stringify(rows)}::json)
      AS (chain_id uuid, seq integer, id uuid, document text, verb text, payload text, previous_mac text, mac text))
      WITH ORDINALITY ORDER BY ordinality`
  const ids = [...at.keys()]
  const seqs = ids.map((id) => at.get(id)?.seq ?? 0)
  const macs = ids.map((id) => at.get(id)?.mac.toString('hex') ?? '')
  await tx.$executeRaw`
    INSERT INTO audit_head (trust_id, chain_id, seq, mac)
    SELECT ${trustId}::uuid, c, s, decode(m, 'hex')
    FROM unnest(${ids}::uuid[], ${seqs}::int[], ${macs}::text[]) AS t (c, s, m)
    ON CONFLICT (trust_id, chain_id) DO UPDATE SET seq = excluded.seq, mac = excluded.mac`
}
