import { z } from 'zod'
import { offContractReason } from '#lib/orders/order/off-contract.schema.ts'
import { isDmdId } from '#lib/values/codes.ts'
import { isUuid } from '#lib/values/ids.ts'
import { HIGHEST_PRICE, MOST_CHANGES, MOST_PACKS } from './pad-limits.rules.ts'
import { LONGEST_CELL } from './paste.rules.ts'

const id = z.string().refine(isUuid, 'Open the order pad again')
const packs = z
  .int('Enter packs as a whole number, like 120')
  .min(1, 'Enter packs as a whole number, like 120')
  .max(MOST_PACKS, 'Enter 1,000,000 packs or fewer')

/** A pack is added. `ref` is the browser's own name for the line until it knows its id. */
export const addLine = z.object({
  do: z.literal('add'),
  ref: z.string().min(1).max(40),
  amppId: z.string().refine(isDmdId, 'Choose a pack from the list'),
  packs,
  /** Whom to buy it from; without it, the vendor of the best price. */
  supplierId: id.optional(),
  /** Where it is delivered; without it, where the pad says. */
  storeId: id.optional(),
  /** The line of an earlier order that this one is ordered instead of. */
  replacesLineId: id.optional(),
  ownNote: z.string().trim().max(500, 'Shorten the note to 500 characters').optional(),
})

/** Something about a line is changed; what is absent stays. `price` is typed, in ten-thousandths of a pound per pack. */
export const changeLine = z.object({
  do: z.literal('line'),
  line: id,
  packs: packs.optional(),
  supplierId: id.optional(),
  storeId: id.optional(),
  price: z
    .int('Enter a price in pounds, like 24.90')
    .min(1, 'Enter a price above £0.00')
    .max(HIGHEST_PRICE, 'Enter a price of £1,000,000.00 or less')
    .optional(),
  priceSource: z.string().trim().max(200, 'Shorten the source to 200 characters').optional(),
  reason: offContractReason.nullable().optional(),
  note: z.string().trim().max(500, 'Shorten the note to 500 characters').optional(),
  /** Why it is ordered though it is not on the formulary. */
  formularyReason: z.string().trim().max(300, 'Shorten the reason to 300 characters').optional(),
  ownNote: z.string().trim().max(500, 'Shorten the note to 500 characters').optional(),
})

/**
 * A pasted row, as it is or as it is being mended: texts, not values. \`look\`: it is to be looked for now, and becomes a
 * line where nothing is in its way. \`ref\` is the browser's own id of it, which it keeps.
 */
export const changeRow = z.object({
  do: z.literal('row'),
  ref: id,
  no: z.int().min(1).max(1_000_000),
  wanted: z.string().max(LONGEST_CELL, 'Shorten the product to 1,000 characters'),
  words: z.string().max(LONGEST_CELL, 'Shorten the product to 1,000 characters'),
  packs: z.string().max(LONGEST_CELL, 'Enter packs as a whole number, like 120'),
  note: z.string().max(LONGEST_CELL, 'Shorten the note to 500 characters'),
  /** The pack and the supplier that somebody chose for it. */
  amppId: z.string().refine(isDmdId, 'Choose a pack from the list').nullable(),
  supplierId: id.nullable(),
  look: z.boolean(),
})

/** A pasted row is left out. */
export const dropRow = z.object({ do: z.literal('dropRow'), ref: id })

/** A line is taken off. */
export const removeLine = z.object({ do: z.literal('remove'), line: id })

/** The head of the pad is changed; what is absent stays. A new store takes along the lines that went to the old one. */
export const changeHead = z.object({
  do: z.literal('pad'),
  storeId: id.optional(),
  costCentreId: id.optional(),
  emergency: z.boolean().optional(),
  emergencyReason: z.string().trim().max(500, 'Shorten the reason to 500 characters').optional(),
  note: z.string().trim().max(1000, 'Shorten the note to 1,000 characters').optional(),
})

/** One change of a pad. */
export const padChange = z.discriminatedUnion('do', [addLine, changeLine, removeLine, changeHead, changeRow, dropRow])

/** Changes of a pad, made on the state that `edit` counts: two tabs cannot overwrite each other. */
export const changePadInput = z.object({
  padId: id,
  edit: z.int().min(1),
  changes: z.array(padChange).min(1).max(MOST_CHANGES),
})

/** Where a new pad delivers to and who pays. */
export const openPadInput = z.object({
  storeId: z.string().refine(isUuid, 'Choose where it is delivered'),
  costCentreId: z.string().refine(isUuid, 'Choose a cost centre'),
  replaces: id.optional(),
})

const edit = z.coerce.number().int().min(1)

/** A pad as somebody saw it. */
export const padAtEdit = z.object({ padId: id, edit })

/** A pad to be submitted as it was checked; `unusual` is the edit whose unusual quantities were said to be right. */
export const submitPadInput = z.object({ padId: id, edit, unusual: z.coerce.number().int().min(0).default(0) })

/** A returned order to be changed. */
export const reopenInput = z.object({ number: z.string().min(1).max(40), version: z.coerce.number().int().min(1) })

/** An order to be ordered again. */
export const copyOrderInput = z.object({
  number: z.string().min(1).max(40),
  /** Only what was received and left again from quarantine. */
  only: z.literal('went_back').optional(),
})

/** A pad of the address. */
export const padAddress = z.object({ padId: id })

/** A pad that was thrown away and is wanted back. */
export const discardedPad = z.object({ padId: id })

/** Further lines of a pad: those after this one. */
export const linesAfter = z.object({ padId: id, after: z.coerce.number().int().min(0) })

/** Whom a line of a pad can be bought from. */
export const vendorsOf = z.object({ padId: id, line: id })

/** A search over packs for a pad; stock is that of the store it delivers to. */
export const padSearch = z.object({ padId: id, text: z.string().max(400), storeId: id })

export type AddLine = z.output<typeof addLine>
export type ChangeLine = z.output<typeof changeLine>
export type ChangeRow = z.output<typeof changeRow>
export type PadChange = z.output<typeof padChange>
/** A change of the head or the lines of a pad: what is planned. */
export type PlannedChange = Exclude<PadChange, { do: 'row' | 'dropRow' }>
export type ChangePad = z.output<typeof changePadInput>
export type DiscardedPad = z.output<typeof discardedPad>
export type OpenPad = z.output<typeof openPadInput>
export type PadAtEdit = z.output<typeof padAtEdit>
export type SubmitPad = z.output<typeof submitPadInput>
export type CopyOrder = z.output<typeof copyOrderInput>
export type Reopen = z.output<typeof reopenInput>
