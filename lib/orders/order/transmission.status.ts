/** The status of one message to a supplier. A document of its own beside the order: sending is never an order status. */
export const TRANSMISSION_STATUSES = ['queued', 'sending', 'sent', 'failed', 'needs_checking', 'withdrawn'] as const

/** One of the statuses of a transmission. */
export type TransmissionStatus = (typeof TRANSMISSION_STATUSES)[number]

/** What a status is called on screen. */
export const TRANSMISSION_NAMES = {
  queued: 'Waiting to be sent',
  sending: 'Being sent',
  sent: 'Sent',
  failed: 'Not sent',
  needs_checking: 'Needs checking',
  withdrawn: 'Not needed any more',
} as const satisfies Record<TransmissionStatus, string>

/** What a transmission says: the order itself, a new version of a sent order, or a cancellation asked for. */
export const TRANSMISSION_KINDS = ['order', 'change', 'cancellation'] as const

/** One kind of message to a supplier. */
export type TransmissionKind = (typeof TRANSMISSION_KINDS)[number]

/** What a kind of message is called on screen. */
export const KIND_NAMES = {
  order: 'Purchase order',
  change: 'Change to the order',
  cancellation: 'Cancellation',
} as const satisfies Record<TransmissionKind, string>

/** How a message leaves: by the worker's e-mail, or by a person who then writes it down. */
export const CHANNELS = ['email', 'portal', 'phone'] as const

/** One way to a supplier. */
export type Channel = (typeof CHANNELS)[number]

/** What a channel is called on screen. */
export const CHANNEL_NAMES = {
  email: 'E-mail',
  portal: 'Supplier’s portal',
  phone: 'Phone',
} as const satisfies Record<Channel, string>

function member<T extends string>(list: readonly T[], text: string, what: string): T {
  const found = list.find((one) => one === text)
  if (found === undefined) throw new RangeError(`${text} is not ${what}`)
  return found
}

/** Asserts a status read from the database. */
export const transmissionStatus = (text: string): TransmissionStatus =>
  member(TRANSMISSION_STATUSES, text, 'a status of a transmission')

/** Asserts a kind read from the database. */
export const transmissionKind = (text: string): TransmissionKind =>
  member(TRANSMISSION_KINDS, text, 'a kind of transmission')

/** Asserts a channel read from the database. */
export const channel = (text: string): Channel => member(CHANNELS, text, 'a channel')
