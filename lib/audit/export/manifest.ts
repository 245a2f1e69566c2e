import { z } from 'zod'

const sha256 = z.string().regex(/^[0-9a-f]{64}$/)

/** What an export of the record says of itself: whose, by whom, under which filters, and the SHA-256 of each of its files. */
export const manifest = z.object({
  what: z.literal('Export of the audit record'),
  trust: z.object({ id: z.uuid(), odsCode: z.string(), name: z.string() }),
  id: z.uuid(),
  by: z.string(),
  at: z.iso.datetime(),
  filters: z.array(z.tuple([z.string(), z.string()])),
  entries: z.int().min(0),
  files: z.array(z.object({ name: z.string(), bytes: z.int().min(0), sha256 })),
  lastSeal: z.object({ day: z.iso.date(), seal: sha256 }).nullable(),
  how: z.string(),
})

/** A manifest with its code: made with the audit key over its text, so that nobody else can write one. */
export const codedManifest = manifest.extend({ code: sha256 })

/** What an export says of itself. */
export type Manifest = z.infer<typeof manifest>

/** The text that the code of a manifest is over. */
export function manifestText(said: Manifest): string {
  return `export ${JSON.stringify(manifest.parse(said))}`
}

/** The files of an export. */
export const EXPORT_FILES = { csv: 'audit.csv', xlsx: 'audit.xlsx', manifest: 'manifest.json' } as const

/** Columns of its CSV that the check goes by. */
export const CHECKED_COLUMNS = { id: 'Id', before: 'Code before', code: 'Code', text: 'What was known' } as const
