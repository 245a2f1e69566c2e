import { answerFromResponse } from '#lib/exchange/ubl/order-response.rules.ts'
import type { OrderResponse, ResponseItem } from '#lib/exchange/ubl/order-response.ts'
import { type LocalDate, londonDate, londonInstant } from '#lib/values/dates.ts'
import { packs } from '#lib/values/packs.ts'
import { type AnswerableLine, wantedPacks } from './answer.rules.ts'
import type { GivenAnswer } from './answer.schema.ts'

/** What a message says in the terms of the order. Lines are named by their number, as the order named them. */
export type ReadMessage = {
  given: GivenAnswer[]
  /** Lines that a person must write down: answered in another unit than packs. */
  byHand: number[]
  /** Lines of the message that answer none of ours that still stands. */
  unknown: string[]
}

/**
 * What an order response answers to the lines of an order that still stand. A promise for a day before the answer says
 * nothing of what is to come and is left out; a pack offered that we do not know is named in the note.
 */
export function answersOfMessage(
  response: OrderResponse,
  lines: readonly AnswerableLine[],
  packOf: (item: ResponseItem) => string | null,
): ReadMessage {
  const open = lines.filter((line) => line.state === 'open')
  const answer = answerFromResponse(
    response,
    open.map((line) => ({ lineId: String(line.lineNo), packs: packs(wantedPacks(line)), price: line.price })),
  )
  const byNumber = new Map(open.map((line) => [String(line.lineNo), line]))
  const given = answer.lines.flatMap((one): GivenAnswer[] => {
    const line = byNumber.get(one.lineId)
    if (!line) return []
    const substituteAmppId = one.substitute && packOf(one.substitute)
    const offered = one.substitute && substituteAmppId === null ? `They offer ${one.substitute.name}.` : ''
    return [
      {
        lineId: line.id,
        code: one.code,
        packs: one.packs,
        price: one.price,
        expectedOn: one.expectedOn !== null && one.expectedOn >= response.issueDate ? one.expectedOn : null,
        substituteAmppId,
        note: [one.note, offered]
          .filter((text) => text !== '')
          .join(' ')
          .slice(0, 500),
      },
    ]
  })
  return {
    given,
    byHand: answer.inOtherUnit.map(Number),
    unknown: [...new Set(answer.unknown.map((one) => one.orderLineId))],
  }
}

/** When a message was given: its day; of today this moment, of an earlier day no hour is known: noon, but not before the order was sent. */
export function messageAt(issueDate: LocalDate, { now, sentAt }: { now: Date; sentAt: Date | null }): Date {
  if (issueDate >= londonDate(now)) return now
  const noon = londonInstant(issueDate, '12:00')
  return sentAt && noon < sentAt ? sentAt : noon
}
