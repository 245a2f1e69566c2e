import { z } from 'zod'

/*
 * Values as the API writes them. Money is decimal text in pounds sterling, so that nobody reads it as a float by
 * accident: amounts with two places, prices of a pack with two to four, both ex VAT unless the field says gross or VAT.
 * Quantities of packs are whole numbers; stock and usage count units of the medicine (tablets, vials, ml) as decimal
 * text with up to three places. Days are 'YYYY-MM-DD' in London, instants are ISO 8601 in UTC.
 */

/** An amount in pounds. */
export const money = z
  .string()
  .regex(/^-?\d+\.\d{2}$/)
  .meta({ description: 'Pounds sterling as decimal text', examples: ['3849.60'] })

/** A price of a pack in pounds, ex VAT. */
export const packPrice = z
  .string()
  .regex(/^\d+\.\d{2,4}$/)
  .meta({ description: 'Pounds sterling per pack ex VAT as decimal text', examples: ['18.50', '0.0125'] })

/** Units of a medicine. */
export const units = z
  .string()
  .regex(/^-?\d+(\.\d{1,3})?$/)
  .meta({ description: 'Units of the medicine (tablets, vials, ml) as decimal text', examples: ['120', '2.5'] })

/** An instant. */
export const instant = z.iso.datetime().meta({ examples: ['2026-11-23T09:30:00.000Z'] })

/** A day in London. */
export const day = z.iso.date().meta({ examples: ['2026-11-23'] })

/** The number of an order. */
export const orderNumber = z
  .string()
  .min(1)
  .max(40)
  .meta({ description: 'The order’s number', examples: ['RZZ-PH-26-000123-4'] })

/** The number of an order in a path. */
export const orderParams = z.strictObject({ number: orderNumber })

/** The cursor in an answer. */
export const nextAfter = z
  .string()
  .nullable()
  .meta({ description: 'Ask with this as `after` for the next page; null = there is none' })

/** A pack by its dm+d id. */
export const amppId = z
  .string()
  .regex(/^\d{6,18}$/)
  .meta({ description: 'dm+d AMPP id', examples: ['39132511000001108'] })

/** A medicine by its dm+d id. */
export const vmpId = z
  .string()
  .regex(/^\d{6,18}$/)
  .meta({ description: 'dm+d VMP id', examples: ['324344005'] })

/** A version of an order. */
export const version = z.int().min(1).meta({ description: 'What approvals and documents are bound to' })

/** A state of an order. */
export const revision = z.int().min(1).meta({ description: 'Counts every write of the order' })
