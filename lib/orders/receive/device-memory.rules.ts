import type { OnDevice } from './device.rules.ts'
import { RULED } from './entry.rules.ts'
import { VARIANCES } from './variance.rules.ts'

/** As text for the device's own store. */
export function deviceText(state: OnDevice): string {
  return JSON.stringify(state)
}

/** Read back from the device's own store; null when it holds nothing that can be used. The server checks every value. */
export function readDevice(text: string | null): OnDevice | null {
  if (text === null) return null
  try {
    const read = JSON.parse(text) as OnDevice
    const good =
      Number.isFinite(Date.parse(read.openedAt)) &&
      typeof read.deliveryNote === 'string' &&
      Array.isArray(read.entries) &&
      read.entries.every(isEntry) &&
      (read.current === null || typeof read.current === 'string') &&
      (read.sending === null || (typeof read.sending.key === 'string' && Array.isArray(read.sending.parts))) &&
      Array.isArray(read.extra?.lines) &&
      Array.isArray(read.extra.orders) &&
      Array.isArray(read.extra.products)
    return good ? { ...read, last: read.last ?? null } : null
  } catch {
    return null
  }
}

const TEXTS = ['id', 'amppId', 'batch', 'expiry', 'count', 'temperature', 'logger', 'scanned', 'note', 'at'] as const

function isEntry(one: unknown): boolean {
  if (typeof one !== 'object' || one === null) return false
  const entry = one as Record<string, unknown>
  return (
    TEXTS.every((name) => typeof entry[name] === 'string') &&
    (entry.keep === null || typeof entry.keep === 'string') &&
    typeof entry.apart === 'boolean' &&
    (entry.ruled === undefined || (Array.isArray(entry.ruled) && entry.ruled.every((name) => RULED.includes(name)))) &&
    (entry.variance === null || (VARIANCES as readonly unknown[]).includes(entry.variance))
  )
}
