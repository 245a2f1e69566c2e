import 'server-only'
import { createHash } from 'node:crypto'
import type { Act } from '#lib/access/actor.ts'
import type { Tx } from '#lib/db/client.ts'

/** Every kind of document that is kept. */
export type DocumentKind =
  | 'order_pdf'
  | 'order_html'
  | 'order_ubl'
  | 'message_text'
  | 'requisition_pdf'
  | 'requisition_html'
  | 'grn_pdf'
  | 'grn_html'
  | 'answer_ubl'

/** A document that was just made, and what it belongs to. */
export type NewDocument = {
  kind: DocumentKind
  fileName: string
  mediaType: string
  content: Uint8Array
  orderId?: string
  version?: number
  receiptId?: string
  /** The message it leaves with: one document of each kind for each message. */
  transmissionId?: string
}

/** A document as it is kept. */
export type KeptDocument = { id: string; kind: DocumentKind; fileName: string; mediaType: string; sha256: string }

/** SHA-256 of bytes, as 64 hexadecimal digits. */
export function sha256Of(content: Uint8Array): string {
  return createHash('sha256').update(content).digest('hex')
}

/**
 * Keeps documents exactly as they were made, with their SHA-256, in the caller's transaction. They are never changed:
 * of a kind that a message already has, the first stays and the new one is dropped. Answers those written now.
 */
export async function keepDocuments(tx: Tx, act: Act, documents: readonly NewDocument[]): Promise<KeptDocument[]> {
  const rows = documents.map((document) => ({ ...document, id: act.newId(), sha256: sha256Of(document.content) }))
  const written = await tx.document.createManyAndReturn({
    data: rows.map(({ content, ...row }) => ({
      ...row,
      content: new Uint8Array(content),
      trustId: act.actor.trustId,
      madeAt: act.now,
    })),
    skipDuplicates: true,
    select: { id: true },
  })
  const ids = new Set(written.map((row) => row.id))
  return rows
    .filter((row) => ids.has(row.id))
    .map(({ id, kind, fileName, mediaType, sha256 }) => ({ id, kind, fileName, mediaType, sha256 }))
}

/** The documents that belong to a message, with their bytes, as they were kept. */
export async function documentsOfTransmission(
  tx: Tx,
  transmissionId: string,
): Promise<(KeptDocument & { content: Uint8Array; madeAt: Date })[]> {
  const rows = await tx.document.findMany({
    where: { transmissionId },
    select: { id: true, kind: true, fileName: true, mediaType: true, sha256: true, content: true, madeAt: true },
    orderBy: { kind: 'asc' },
  })
  return rows.map((row) => ({ ...row, kind: row.kind as DocumentKind }))
}
