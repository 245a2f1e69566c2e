import type { PurchaseOrderProps } from '#lib/documents/purchase-order.ts'
import { formatCounted } from '#lib/values/format.ts'

/** The mail that carries an order, without its attachments: subject, whom to answer, plain text. */
export type Letter = { subject: string; replyTo: { name: string; address: string } | null; text: string }

/** A letter as it is kept: two lines of head, an empty line, the text. */
export function writeLetter({ subject, replyTo, text }: Letter): string {
  const name = replyTo?.name.replace(/["<>\r\n]/g, '') ?? ''
  const answer = replyTo ? `Reply-To: ${name} <${replyTo.address}>` : 'Reply-To:'
  return `Subject: ${subject.replace(/\s+/g, ' ')}\n${answer}\n\n${text}`
}

/** Reads a kept letter back, so that a second try sends what the first did. */
export function readLetter(kept: string): Letter {
  const match = /^Subject: (.*)\nReply-To:(?: (.*) <(.*)>)?\n\n([\s\S]*)$/.exec(kept)
  if (!match) throw new RangeError('This is no letter of ours')
  const [, subject = '', name = '', address, text = ''] = match
  return { subject, replyTo: address === undefined ? null : { name, address }, text }
}

/** The words of the mail that carries an order. No prices: those stand in the attached order. */
export function letterOf(order: PurchaseOrderProps, attached: { xml: boolean }): Letter {
  const { number, version, purpose, trust, supplier, deliverTo, contact, lines } = order
  const versionWords = version > 1 ? `, version ${version}` : ''
  const subject = {
    order: `Purchase order ${number} from ${trust.name}`,
    change: `Change to purchase order ${number}${versionWords}, from ${trust.name}`,
    cancellation: `Cancellation: purchase order ${number} from ${trust.name}`,
  }[purpose.type]
  const opening = (): string[] => {
    switch (purpose.type) {
      case 'order':
        return [`Attached is our purchase order ${number} with ${formatCounted(lines.length, 'line')}.`]
      case 'change':
        return [
          `Attached is version ${version} of our purchase order ${number}. It replaces version ${purpose.replacesVersion}; do not supply both.`,
          ...purpose.changes.map((change) => `- ${change}`),
        ]
      case 'cancellation':
        return purpose.lines === 'all'
          ? [`Do not supply our purchase order ${number}. Reason: ${purpose.reason}`]
          : [
              `Do not supply these packs of our purchase order ${number}. Reason: ${purpose.reason}`,
              ...purpose.lines.map((line) => `- Line ${line.lineNo}: ${formatCounted(line.packs, 'pack')}`),
            ]
    }
  }
  const ask =
    purpose.type === 'cancellation'
      ? 'Tell us whether you can still stop it, and what is already on its way.'
      : 'Confirm by answering this mail: what you will deliver and when, line by line where it differs from the order.'
  const text = [
    supplier.name,
    '',
    ...opening(),
    '',
    `Account: ${supplier.accountNumber || 'not known to us'}`,
    `Deliver to: ${[deliverTo.name, ...deliverTo.address].join(', ')}`,
    ...(order.emergencyReason ? [`Emergency order: ${order.emergencyReason}`] : []),
    '',
    ask,
    ...(attached.xml ? ['The same order is attached as a Peppol UBL message (order.xml).'] : []),
    '',
    contact ? `${contact.name}, ${contact.email}` : '',
    trust.name,
    '',
  ]
  const replyTo = contact && { name: contact.name, address: contact.email }
  return { subject, replyTo, text: text.join('\n') }
}
