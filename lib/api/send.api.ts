import { z } from 'zod'
import type { Act } from '#lib/access/actor.ts'
import { recordManualSending } from '#lib/orders/send/record-manual-sending.command.ts'
import { resendOrder } from '#lib/orders/send/resend-order.command.ts'
import { sendHeldOrder } from '#lib/orders/send/send-held-order.command.ts'
import type { Result } from '#lib/result.ts'
import { localDate } from '#lib/values/dates.ts'
import { apiPost, type Operation } from './operation.ts'
import { day, orderNumber, orderParams, version } from './values.schema.ts'

const transmissionId = z.uuid().meta({ description: 'A message of the order’s transmissions' })

const sendBody = z.discriminatedUnion('how', [
  z.strictObject({ how: z.literal('queue'), version }),
  z.strictObject({ how: z.literal('again'), transmissionId }),
  z.strictObject({
    how: z.literal('by_hand'),
    transmissionId,
    channel: z.enum(['phone', 'portal']),
    on: day,
    at: z
      .string()
      .regex(/^([01]\d|2[0-3]):[0-5]\d$/)
      .meta({ description: 'HH:MM in London' }),
    whom: z.string().trim().min(2).max(200).meta({ description: 'Who took it, or the name of the portal' }),
    reference: z.string().trim().max(100).default(''),
  }),
])

function send(act: Act, number: string, body: z.output<typeof sendBody>): Promise<Result<{ number: string }>> {
  switch (body.how) {
    case 'queue':
      return sendHeldOrder(act, { number, version: body.version })
    case 'again':
      return resendOrder(act, { number, transmissionId: body.transmissionId })
    case 'by_hand': {
      const { how: _how, on, ...sending } = body
      return recordManualSending(act, { ...sending, number, on: localDate(on) })
    }
  }
}

/** Getting an approved order to its supplier. */
export const SEND_ACTS: readonly Operation[] = [
  apiPost({
    id: 'sendOrder',
    tag: 'Orders',
    summary: 'Send an approved order',
    description:
      'Orders by e-mail leave by themselves once approved. `queue` sends one whose hold is over, `again` a message that failed; `by_hand` writes down that somebody placed it by phone or in a portal.',
    params: orderParams,
    body: sendBody,
    answer: z.object({ number: orderNumber }),
    example: { how: 'queue', version: 1 },
    problems: ['STILL_HELD', 'SENDING_MOVED_ON', 'BEING_SENT', 'WRONG_STATUS', 'CHANGED_MEANWHILE'],
    run: (act, { params: { number }, body }) => send(act, number, body),
  }),
]
