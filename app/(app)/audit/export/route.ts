import { auditAddress } from '#lib/audit/audit.schema.ts'
import { exportAudit } from '#lib/audit/export/export-audit.command.ts'
import { ok } from '#lib/result.ts'
import { downloadRoute } from '#lib/route.ts'

/** Entries of the record as evidence: a zip of CSV, Excel and the manifest with their hashes. */
export const GET = downloadRoute({
  id: 'exportAudit',
  schema: auditAddress,
  run: async (act, asked) => {
    const exported = await exportAudit(act, asked)
    if (!exported.ok) return exported
    const { fileName, content } = exported.value
    return ok({ fileName, mediaType: 'application/zip', size: content.byteLength, parts: once(content) })
  },
})

async function* once(content: Uint8Array): AsyncGenerator<Uint8Array> {
  yield content
}
