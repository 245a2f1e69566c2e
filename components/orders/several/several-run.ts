import type { ActOnSeveral, PlacedOutcome, SeveralOutcome } from '#lib/several/several.schema.ts'

/** An order of the act as it was shown. */
export type RunOrder = ActOnSeveral['orders'][number]

/** What came of one portion: outcomes; fields to put right or a refusal that ends the act; or no answer. */
export type PortionAnswer =
  | { kind: 'done'; outcomes: SeveralOutcome[] }
  | { kind: 'refused'; words: string }
  | { kind: 'unanswered' }

/** The portions in which so many orders go. */
export function portionsOf<O>(orders: readonly O[], size: number): O[][] {
  return Array.from({ length: Math.ceil(orders.length / size) }, (_, index) =>
    orders.slice(index * size, (index + 1) * size),
  )
}

/** Sends a portion under the key of the whole act; sent again it does nothing twice. */
export async function sendPortion(
  trustId: string,
  commandKey: string,
  body: Pick<ActOnSeveral, 'act' | 'reason'> & { orders: readonly RunOrder[] },
): Promise<PortionAnswer> {
  try {
    const response = await fetch('/orders/several/act', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ trustId, commandKey, ...body }),
    })
    const answer = (await response.json()) as
      | { ok: true; value: PlacedOutcome[] }
      | { ok: false; title: string; message: string }
    if (!answer.ok) return { kind: 'refused', words: `${answer.title}. ${answer.message}` }
    const outcomes = answer.value.map((one, at) => ({ ...one, number: body.orders[at]?.number ?? '' }))
    return { kind: 'done', outcomes }
  } catch {
    return { kind: 'unanswered' }
  }
}
