import { z } from 'zod'
import { offContractReason } from '#lib/orders/order/off-contract.schema.ts'
import { isDmdId } from '#lib/values/codes.ts'
import { isUuid } from '#lib/values/ids.ts'

/** A pack from a supplier as a form sends it: "ampp id/supplier id". */
const offer = z.string({ error: 'Choose what to buy instead' }).transform((text, context) => {
  const [amppId = '', supplierId = ''] = text.split('/')
  if (isDmdId(amppId) && isUuid(supplierId)) return { amppId, supplierId }
  context.addIssue({ code: 'custom', message: 'Choose what to buy instead' })
  return z.NEVER
})

/**
 * Ordering elsewhere what an answer leaves of a line: which answer, which pack from whom, and why it is bought off
 * contract where it is (the rest of the order pad's questions are asked on the pad).
 */
export const orderElsewhereInput = z.object({
  number: z.string().min(1),
  version: z.coerce.number().int().positive(),
  answerId: z.uuid(),
  offer,
  reason: offContractReason.nullable().default(null),
  note: z.string().trim().max(500, 'Keep it under 500 characters').default(''),
})

/** Ordering elsewhere. */
export type OrderElsewhere = z.output<typeof orderElsewhereInput>
