import { z } from 'zod'
import { may } from '#lib/access/permissions.ts'
import { type FoundProduct, findProducts } from '#lib/catalogue/find-products.queries.ts'
import { ok } from '#lib/result.ts'
import { milliAsDecimal } from '#lib/values/packs.ts'
import { apiGet, type Operation } from './operation.ts'
import { priceOf } from './tell-order.ts'
import { amppId, day, packPrice, units, vmpId } from './values.schema.ts'

const product = z.object({
  amppId,
  vmppId: z.string(),
  ampId: z.string(),
  vmpId,
  gtin: z.string().nullable().meta({ description: 'The newest barcode in use, 14 digits' }),
  supplierCodes: z.array(z.object({ supplier: z.uuid().nullable(), code: z.string() })).meta({
    description: 'Product codes; supplier null = whoever sells it',
  }),
  name: z.string(),
  brand: z.string(),
  maker: z.string(),
  pack: z.string(),
  unitsPerPack: units,
  unit: z.string(),
  controlledDrug: z.string().meta({ description: 'dm+d category, 0000 = none' }),
  unlicensed: z.boolean(),
  fridge: z.boolean(),
  hazardous: z.boolean(),
  discontinued: z.boolean(),
  foundBy: z.enum(['WORDS', 'NEAR', 'GTIN', 'DMD', 'SUPPLIER', 'NPC', 'LOCAL']).meta({
    description: 'NEAR = nothing is called what was asked; found by words near it, to be confirmed by a person',
  }),
  best: z
    .object({
      supplier: z.object({ id: z.uuid(), name: z.string() }),
      price: packPrice.nullable(),
      source: z.string(),
      contractState: z.enum(['ON_CONTRACT', 'ON_CONTRACT_PRICE_HIGH', 'OFF_CONTRACT', 'NO_CONTRACT']),
    })
    .nullable()
    .meta({ description: 'From whom it would be bought today; null = no price is known' }),
  suppliers: z.array(z.object({ id: z.uuid(), name: z.string() })),
  contract: z
    .object({ reference: z.string(), lot: z.string(), holder: z.string(), price: packPrice.nullable(), validTo: day })
    .nullable(),
  stock: z
    .object({ onHand: units, onOrder: units, daysOfCover: z.string().nullable() })
    .nullable()
    .meta({ description: 'Of its medicine in the whole trust; null without the scope stock:read' }),
})

function tell(found: FoundProduct, seesStock: boolean): z.input<typeof product> {
  const { pack, hit, best, contract, stock, codes } = found
  const { amppId, vmppId, ampId, vmpId, name, brand, maker, unlicensed, fridge, hazardous, discontinued } = pack
  const cover = stock.coverTenths === null ? null : (stock.coverTenths / 10).toFixed(1)
  return {
    ...{ amppId, vmppId, ampId, vmpId, name, brand, maker, unlicensed, fridge, hazardous, discontinued },
    gtin: codes.gtin,
    supplierCodes: [...codes.supplierCodes].map(([supplier, code]) => ({ supplier: supplier || null, code })),
    pack: pack.packText,
    unitsPerPack: milliAsDecimal(pack.unitsMilli),
    unit: pack.unitName,
    controlledDrug: pack.cdCategory,
    foundBy: hit,
    best: best && {
      supplier: { id: best.vendor.id, name: best.vendor.name },
      price: priceOf(best.price),
      source: best.source,
      contractState: best.state,
    },
    suppliers: found.vendors.map(({ id, name }) => ({ id, name })),
    contract: contract && {
      ...{ reference: contract.reference, lot: contract.lot, holder: contract.holder, validTo: contract.validTo },
      price: priceOf(contract.price),
    },
    stock: seesStock
      ? { onHand: milliAsDecimal(stock.onHand), onOrder: milliAsDecimal(stock.onOrder), daysOfCover: cover }
      : null,
  }
}

/** Packs that can be ordered. */
export const PRODUCT_READS: readonly Operation[] = [
  apiGet({
    id: 'searchProducts',
    tag: 'Products',
    summary: 'Search packs',
    description:
      'By words (three letters at least), a barcode (GTIN or a scanned GS1 code), a dm+d id (AMPP, AMP, VMPP, VMP) or a product code of a supplier or the trust. Twenty at most; `more` says that a longer search narrows them.',
    params: z.strictObject({}),
    query: z.strictObject({
      query: z
        .string()
        .trim()
        .min(1)
        .max(400)
        .meta({ description: 'Words or a code', examples: ['meropenem'] }),
    }),
    answer: z.object({ items: z.array(product), more: z.boolean() }),
    run: async ({ actor, now }, { query: { query } }) => {
      const found = await findProducts(actor, query, now)
      if (!found.ok) return found
      const seesStock = may(actor, 'stock.view')
      return ok({ items: found.value.hits.map((hit) => tell(hit, seesStock)), more: found.value.more })
    },
  }),
]
