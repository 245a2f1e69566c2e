import 'server-only'
import type { Actor } from '#lib/access/actor.ts'
import { may, type Permission } from '#lib/access/permissions.ts'
import type { Tx } from '#lib/db/client.ts'
import { withTrust } from '#lib/db/with-trust.ts'
import { ok, type Result, refuse } from '#lib/result.ts'
import type { DocumentKind } from './document.store.ts'

/** A document to be read or saved: its bytes as they were kept. */
export type DocumentFile = { fileName: string; mediaType: string; content: Uint8Array }

/** A document in a list. `size` in bytes; `sha256` of exactly those bytes. */
export type ListedDocument = {
  id: string
  kind: DocumentKind
  version: number | null
  fileName: string
  mediaType: string
  size: number
  sha256: string
  madeAt: Date
  transmissionId: string | null
}

const PRICED = ['order_pdf', 'order_html', 'order_ubl', 'answer_ubl']

/** What reading a kind of document takes: orders and answers carry prices, requisitions and goods received notes do not. */
function permissionFor(kind: string): Permission {
  return PRICED.includes(kind) ? 'price.view' : 'order.view'
}

/**
 * A document of an order of the actor's trust. Refuses with NOT_FOUND for another order's or trust's, NOT_ALLOWED where
 * it shows prices that the role may not see.
 */
export async function documentOfOrder(actor: Actor, number: string, id: string): Promise<Result<DocumentFile>> {
  if (!may(actor, 'order.view')) return refuse({ code: 'NOT_ALLOWED', permission: 'order.view' })
  const row = await withTrust(actor, (tx) =>
    tx.document.findFirst({
      where: { trustId: actor.trustId, id, order: { number } },
      select: { kind: true, fileName: true, mediaType: true, content: true },
    }),
  )
  if (!row) return refuse({ code: 'NOT_FOUND', what: 'document' })
  const permission = permissionFor(row.kind)
  if (!may(actor, permission)) return refuse({ code: 'NOT_ALLOWED', permission })
  const { fileName, mediaType, content } = row
  return ok({ fileName, mediaType, content })
}

/** The documents of an order, newest first, without their bytes. The text of an e-mail only where it left as one. */
export async function documentsOfOrder(tx: Tx, trustId: string, orderId: string): Promise<ListedDocument[]> {
  return tx.$queryRaw<ListedDocument[]>`
    SELECT id, kind, version, file_name AS "fileName", media_type AS "mediaType", octet_length(content) AS size,
      sha256, made_at AS "madeAt", transmission_id AS "transmissionId"
    FROM document WHERE trust_id = ${trustId}::uuid AND order_id = ${orderId}::uuid
      AND (kind <> 'message_text' OR EXISTS (SELECT FROM transmission t
        WHERE t.trust_id = document.trust_id AND t.id = document.transmission_id AND t.channel = 'email'))
    ORDER BY id DESC LIMIT 200`
}
