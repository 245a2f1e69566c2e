import { z } from 'zod'

/** The address of the catalogue. Without words it shows what the trust has on contract. */
export const catalogueAddress = z.object({
  q: z.string().trim().max(400).catch(''),
  after: z.string().max(300).catch(''),
})

/** What the catalogue is asked for. */
export type CatalogueAddress = z.output<typeof catalogueAddress>
