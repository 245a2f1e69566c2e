import 'server-only'
import type { Act } from '#lib/access/actor.ts'
import { audit } from '#lib/db/audit.ts'
import { commit } from '#lib/db/commit.ts'
import type { CdRequisitionProps } from '#lib/documents/cd-requisition.ts'
import { cdRequisitionHtml } from '#lib/documents/cd-requisition-html.ts'
import { cdRequisitionPdf } from '#lib/documents/cd-requisition-pdf.ts'
import { keepDocuments } from '#lib/documents/document.store.ts'
import { ok, type Result } from '#lib/result.ts'
import { londonDate } from '#lib/values/dates.ts'
import { requisitionLines } from './requisition.rules.ts'
import { orderToRequisition } from './requisition.store.ts'
import type { WriteRequisition } from './send.schema.ts'

/**
 * Writes the requisition that controlled drugs of Schedules 1 to 3 are supplied against (Misuse of Drugs Regulations
 * 2001, regulation 14): name and address of the recipient, profession, purpose, total quantity, and room for the
 * signature, as a PDF with its HTML twin to print and sign in ink. Writing it again before it is signed replaces it; the
 * papers of before are kept. Whoever raised, submitted or changed the order writes none (OWN_ORDER): it is made out to who
 * signs it.
 */
export async function writeRequisition(act: Act, input: WriteRequisition): Promise<Result<{ documentId: string }>> {
  const command = { name: 'writeRequisition', permission: 'order.sign_requisition' as const }
  return commit(act, command, input, async (tx) => {
    const found = await orderToRequisition(tx, act.actor, input)
    if (!found.ok) return found
    const { order, requisition } = found.value
    const { trustId, name, personId } = act.actor
    const trust = await tx.organisation.findFirstOrThrow({ where: { trustId } })
    const store = await tx.store.findFirstOrThrow({ where: { id: order.storeId }, include: { site: true } })
    const supplier = await tx.supplier.findFirstOrThrow({ where: { id: order.supplierId } })
    const props: CdRequisitionProps = {
      orderNumber: order.number,
      version: order.version,
      madeAt: act.now,
      date: londonDate(act.now),
      trust: { name: trust.name, odsCode: trust.odsCode },
      recipient: { name, profession: input.profession, address: [trust.name, ...trust.address] },
      purpose: input.purpose,
      supplier: { name: order.supplierName, address: supplier.address },
      deliverTo: { name: `${store.site.name}, ${store.name}`, address: store.site.address },
      lines: requisitionLines(order.orderLines.filter((line) => line.state === 'open')),
      signed: null,
    }
    const about = { orderId: order.id, version: order.version }
    const fileName = `${order.number}-v${order.version}-requisition`
    const kept = await keepDocuments(tx, act, [
      {
        ...about,
        kind: 'requisition_pdf',
        fileName: `${fileName}.pdf`,
        mediaType: 'application/pdf',
        content: await cdRequisitionPdf(props),
      },
      {
        ...about,
        kind: 'requisition_html',
        fileName: `${fileName}.html`,
        mediaType: 'text/html',
        content: Buffer.from(cdRequisitionHtml(props), 'utf8'),
      },
    ])
    const pdf = kept.find((one) => one.kind === 'requisition_pdf')
    if (!pdf) throw new Error('The requisition was not kept')
    const written = {
      writtenBy: personId ?? '',
      writtenAt: act.now,
      signerName: name,
      profession: input.profession,
      purpose: input.purpose,
      documentId: pdf.id,
    }
    if (requisition) await tx.requisition.updateMany({ where: { id: requisition.id, signedAt: null }, data: written })
    else await tx.requisition.create({ data: { ...about, ...written, trustId, id: act.newId() } })
    audit(tx, {
      document: 'order',
      id: order.id,
      verb: 'REQUISITION_WRITTEN',
      data: { version: order.version, purpose: input.purpose, sha256: pdf.sha256 },
    })
    return ok({ documentId: pdf.id })
  })
}
