import type { Deliver } from '#lib/orders/send/send-order.job.ts'
import { approve, send, submit } from './journey.ts'
import { before, pack, type Story } from './stage.ts'

/** A mail server that was given the message and fell silent: nobody knows whether it has it. */
const silent: Deliver = async (_raw, _mail, _ods, handOver) => {
  await handOver?.()
  return { outcome: 'unknown', answer: 'Connection closed before the mail server answered' }
}

/** A mail server that does not know the supplier's address. */
const unknownAddress: Deliver = async (_raw, mail) => ({
  outcome: 'refused',
  permanent: true,
  answer: `550 5.1.1 <${mail.to}>: recipient address rejected: user unknown`,
})

/** An order of which nobody knows whether it arrived: a person asks the supplier and says. */
export const unknownSending: Story = (stage) => {
  const { demo, trust, timetable } = stage
  const lines = [
    { amppId: pack(stage, 'coamoxiclav'), packs: 60 },
    { amppId: pack(stage, 'vancomycin'), packs: 20 },
  ]
  timetable.at(before(stage, 55), async () => {
    for (const placed of await submit(demo, trust, { by: 'technician', lines })) {
      await approve(demo, trust, placed)
      await send(demo, trust, placed, silent)
    }
  })
}

/** An order that was certainly not sent: its supplier's address is refused, and a person decides how it goes. */
export const failedSending: Story = (stage) => {
  const { demo, trust, timetable, suppliers } = stage
  const lines = [{ amppId: pack(stage, 'ceftriaxone'), packs: 24, supplierId: suppliers.get('ALBION') }]
  timetable.at(before(stage, 48), async () => {
    for (const placed of await submit(demo, trust, { by: 'technician2', lines })) {
      await approve(demo, trust, placed)
      await send(demo, trust, placed, unknownAddress)
    }
  })
}
