import { shelfLabelsPdf } from '#lib/documents/shelf-labels-pdf.ts'
import { isPrintable } from '#lib/labels/label.rules.ts'
import { labelsFor } from '#lib/labels/labels.queries.ts'
import { labelsToPrint } from '#lib/labels/labels.schema.ts'
import { ok, refuse } from '#lib/result.ts'
import { fileRoute } from '#lib/route.ts'

/** Shelf labels as a PDF, as often as asked for; those without a barcode are passed over. */
export const GET = fileRoute({
  id: 'shelfLabels',
  schema: labelsToPrint,
  run: async ({ actor, now }, { stock, from, copies, vmp, receipt }) => {
    const found = await labelsFor(actor, now, { vmp, receipt })
    const labels = (found?.labels ?? [])
      .filter(isPrintable)
      .flatMap((label) => Array.from({ length: copies[label.id] ?? 0 }, () => label))
    if (labels.length === 0) return refuse({ code: 'NOT_FOUND', what: 'label' })
    const content = await shelfLabelsPdf({ stock, from, labels, madeAt: now })
    return ok({ fileName: 'shelf-labels.pdf', mediaType: 'application/pdf', content })
  },
})
