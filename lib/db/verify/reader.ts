/**
 * Asks the database: a client of one's own, or a transaction of the app. One snapshot must answer all that is asked, where
 * the record goes on being written meanwhile (REPEATABLE READ).
 */
export type Ask = <Row extends object>(text: string, values: readonly unknown[]) => Promise<Row[]>

/** A row of the record as it is stored. */
export type StoredRow = {
  chain_id: string
  seq: number
  id: string
  document: string
  verb: string
  at: Date
  actor_id: string | null
  command_key: string | null
  payload: string
  previous_mac: Uint8Array
  mac: Uint8Array
}

/** The head of a chain as it is stored. */
export type StoredHead = { chain_id: string; seq: number; mac: Uint8Array }

/** The day of a seal, and how many bytes its packed heads have. */
export type SealSize = { day: string; size: number }

/** A seal as it is stored, without its heads. */
export type StoredSeal = SealSize & {
  chains: number
  events: string
  root: Uint8Array
  previous_mac: Uint8Array
  mac: Uint8Array
}

const ROWS = 500
const HEADS = 5_000
const FIRST = '00000000-0000-0000-0000-000000000000'

/** Every row of a trust, by chain and number, batch by batch. */
export async function* rowsOf(ask: Ask, trustId: string): AsyncGenerator<StoredRow> {
  let after = { chain: FIRST, seq: -2_147_483_648 }
  for (;;) {
    const rows = await ask<StoredRow>(
      `SELECT chain_id, seq, id, document, verb, at, actor_id, command_key, payload, previous_mac, mac FROM audit_event
       WHERE trust_id = $1::uuid AND (chain_id, seq) > ($2::uuid, $3::int) ORDER BY chain_id, seq LIMIT ${ROWS}`,
      [trustId, after.chain, after.seq],
    )
    yield* rows
    const last = rows.at(-1)
    if (!last || rows.length < ROWS) return
    after = { chain: last.chain_id, seq: last.seq }
  }
}

/** The head of every chain of a trust, by chain, batch by batch. */
export async function* headsOf(ask: Ask, trustId: string): AsyncGenerator<StoredHead> {
  let after: string | null = null
  for (;;) {
    const heads: StoredHead[] = await ask<StoredHead>(
      `SELECT chain_id, seq, mac FROM audit_head
       WHERE trust_id = $1::uuid AND ($2::uuid IS NULL OR chain_id > $2::uuid) ORDER BY chain_id LIMIT ${HEADS}`,
      [trustId, after],
    )
    yield* heads
    const last = heads.at(-1)
    if (!last || heads.length < HEADS) return
    after = last.chain_id
  }
}

/** The seals of a trust, oldest first, without their heads. */
export async function sealsOf(ask: Ask, trustId: string): Promise<StoredSeal[]> {
  return ask<StoredSeal>(
    `SELECT day::text AS day, chains, events::text AS events, root, previous_mac, mac,
       octet_length(heads) AS size
     FROM audit_seal WHERE trust_id = $1::uuid ORDER BY audit_seal.day`,
    [trustId],
  )
}

/** A part of the packed heads of a seal: so many bytes from the given one on, counted from 0. */
export async function partOfHeads(
  ask: Ask,
  trustId: string,
  day: string,
  from: number,
  bytes: number,
): Promise<Uint8Array> {
  const [row] = await ask<{ part: Uint8Array }>(
    'SELECT substring(heads FROM $3::int FOR $4::int) AS part FROM audit_seal WHERE trust_id = $1::uuid AND day = $2::date',
    [trustId, day, from + 1, bytes],
  )
  return row?.part ?? new Uint8Array()
}
