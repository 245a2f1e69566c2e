import 'server-only'
import type { Act } from '#lib/access/actor.ts'
import type { Tx } from '#lib/db/client.ts'
import { dateParts, londonDate } from '#lib/values/dates.ts'
import { formatOrderNumber, formatReceiptNumber } from '#lib/values/order-number.ts'

/** The next order number of the trust and year, such as RZZ-PH-26-000123-7. Never given twice; may leave gaps. */
export async function nextOrderNumber(tx: Tx, act: Act): Promise<string> {
  const year = yearOf(act)
  return formatOrderNumber({ ods: act.actor.odsCode, year, sequence: await next(tx, act, 'PH', year) })
}

/** The next number of a goods received note of the trust and year. */
export async function nextReceiptNumber(tx: Tx, act: Act): Promise<string> {
  const year = yearOf(act)
  return formatReceiptNumber({ ods: act.actor.odsCode, year, sequence: await next(tx, act, 'GRN', year) })
}

/** The next number of an approval of an unlicensed medicine, such as UL-26-0012. */
export async function nextUnlicensedNumber(tx: Tx, act: Act): Promise<string> {
  const year = yearOf(act)
  const sequence = await next(tx, act, 'UL', year)
  return `UL-${year % 100}-${sequence.toString().padStart(4, '0')}`
}

function yearOf(act: Act): number {
  return dateParts(londonDate(act.now)).year
}

async function next(tx: Tx, act: Act, series: 'PH' | 'GRN' | 'UL', year: number): Promise<number> {
  const rows = await tx.$queryRaw<{ last_number: number }[]>`
    INSERT INTO number_series (trust_id, series, year, last_number) VALUES (${act.actor.trustId}::uuid, ${series}, ${year}, 1)
    ON CONFLICT (trust_id, series, year) DO UPDATE SET last_number = number_series.last_number + 1
    RETURNING last_number`
  const row = rows[0]
  if (!row) throw new Error('No number was given')
  return row.last_number
}
