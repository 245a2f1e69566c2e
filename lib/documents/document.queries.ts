import 'server-only'
import type { Actor } from '#lib/access/actor.ts'
import { may, type Permission } from '#lib/access/permissions.ts'
import type { Tx } from '#lib/db/client.ts'
import { withTrust } from '#lib/db/with-trust.ts'
import { ok, type Result, refuse } from '#lib/result.ts'
import type { DocumentKind } from './document.store.ts'

/** A document to be read or saved: its bytes as they were kept. */
export type DocumentFile = { fileName: string; mediaType: string; content: Uint8Array }

/** A document in a list. `size` in bytes; `sha256` of exactly those bytes: null where the role may not read it. */
export type ListedDocument = {
  id: string
  kind: DocumentKind
  version: number | null
  fileName: string
  mediaType: string
  size: number | null
  sha256: string | null
  madeAt: Date
  transmissionId: string | null
}

const PRICED = ['order_pdf', 'order_html', 'order_ubl', 'answer_ubl']

/** What reading a document takes: orders and answers carry prices, requisitions and goods received notes do not. */
function permissionsFor(kind: string, confidential: boolean): Permission[] {
  if (!PRICED.includes(kind)) return ['order.view']
  return confidential ? ['price.view', 'price.view_pas'] : ['price.view']
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
      select: {
        ...{ kind: true, fileName: true, mediaType: true, content: true },
        order: { select: { confidential: true } },
      },
    }),
  )
  if (!row) return refuse({ code: 'NOT_FOUND', what: 'document' })
  const permission = permissionsFor(row.kind, row.order?.confidential ?? true).find((one) => !may(actor, one))
  if (permission) return refuse({ code: 'NOT_ALLOWED', permission })
  const { fileName, mediaType, content } = row
  return ok({ fileName, mediaType, content })
}

/** The documents of an order, newest first, without their bytes. The text of an e-mail only where it left as one. */
export async function documentsOfOrder(tx: Tx, actor: Actor, orderId: string): Promise<ListedDocument[]> {
  const rows = await tx.$queryRaw<(ListedDocument & { confidential: boolean })[]>`
    SELECT d.id, d.kind, d.version, d.file_name AS "fileName", d.media_type AS "mediaType",
      octet_length(d.content)::int AS size, d.sha256, d.made_at AS "madeAt", d.transmission_id AS "transmissionId",
      o.confidential
    FROM document d JOIN purchase_order o ON o.trust_id = d.trust_id AND o.id = d.order_id
    WHERE d.trust_id = ${actor.trustId}::uuid AND d.order_id = ${orderId}::uuid
      AND (d.kind <> 'message_text' OR EXISTS (SELECT FROM transmission t
        WHERE t.trust_id = d.trust_id AND t.id = d.transmission_id AND t.channel = 'email'))
    ORDER BY d.id DESC LIMIT 200`
  return rows.map(({ confidential, ...row }) =>
    permissionsFor(row.kind, confidential).every((one) => may(actor, one)) ? row : { ...row, size: null, sha256: null },
  )
}
