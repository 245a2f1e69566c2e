import { z } from 'zod'
import { offContractReason } from '#lib/orders/order/off-contract.schema.ts'
import { parsePrice } from '#lib/values/money.ts'

/** The most lines that are ordered in one act. */
export const MOST_LINES = 500

const place = (what: string) => z.string().trim().min(1).max(120).meta({ description: what })

/**
 * One product to order, named by exactly one of its codes. A supplier's own code needs the supplier. A price is typed only
 * where none is known, with where it comes from.
 */
export const newLine = z
  .strictObject({
    amppId: z
      .string()
      .regex(/^\d{6,18}$/)
      .optional()
      .meta({ description: 'dm+d AMPP id' }),
    gtin: z
      .string()
      .regex(/^\d{8,14}$/)
      .optional()
      .meta({ description: 'Barcode' }),
    supplierCode: z.string().trim().min(1).max(40).optional().meta({ description: 'The supplier’s product code' }),
    packs: z.int().min(1).max(1_000_000),
    supplier: place('Supplier id or code; without it, whoever has the best price').optional(),
    store: place('Where this line is delivered, where other than the rest: id, GLN or name').optional(),
    price: z
      .string()
      .refine((text) => (parsePrice(text) ?? 0) > 0, 'Give a price in pounds, like "24.90"')
      .optional()
      .meta({ description: 'Pounds per pack ex VAT as decimal text, where none is known' }),
    priceSource: z.string().trim().max(200).optional().meta({ description: 'Where that price comes from' }),
    offContractReason: offContractReason.optional(),
    formularyReason: z
      .string()
      .trim()
      .max(300)
      .optional()
      .meta({ description: 'Why it is ordered where it is not on the formulary' }),
    note: z.string().trim().max(500).optional(),
  })
  .refine(
    (line) => [line.amppId, line.gtin, line.supplierCode].filter((code) => code !== undefined).length === 1,
    'Name the product by exactly one of amppId, gtin and supplierCode',
  )
  .refine((line) => line.supplierCode === undefined || line.supplier !== undefined, {
    message: 'A supplierCode needs its supplier',
    path: ['supplier'],
  })
  .refine((line) => (line.price === undefined) === (line.priceSource === undefined), {
    message: 'A price and where it comes from belong together',
    path: ['priceSource'],
  })

/** Orders to be raised by another system: where to, who pays, what. */
export const createOrdersInput = z.strictObject({
  store: place('Where it is delivered: the store’s id, GLN or name'),
  costCentre: place('The cost centre’s code'),
  emergency: z
    .strictObject({ reason: z.string().trim().min(1).max(500) })
    .optional()
    .meta({
      description: 'Only for an emergency: it may go before it is approved',
    }),
  note: z.string().trim().max(1000).default('').meta({ description: 'For the supplier, on every order' }),
  lines: z.array(newLine).min(1).max(MOST_LINES),
})

/** One draft to be submitted as it was read: its version and revision. */
export const submitOrderInput = z.object({
  number: z.string().min(1).max(40),
  version: z.int().min(1),
  revision: z.int().min(1),
  unusualConfirmed: z.boolean().default(false),
})

/** A draft as somebody saw it: its version and revision. */
export const draftAt = submitOrderInput.omit({ unusualConfirmed: true })

/** A deleted draft that is wanted back. */
export const deletedDraft = z.object({ number: z.string().min(1).max(40) })

export type DraftAt = z.output<typeof draftAt>
export type DeletedDraft = z.output<typeof deletedDraft>
export type NewLine = z.output<typeof newLine>
export type CreateOrders = z.output<typeof createOrdersInput>
export type SubmitOrder = z.output<typeof submitOrderInput>
