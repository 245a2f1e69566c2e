import type { RequestView } from '#lib/access/consent/requests.queries.ts'
import { formatDateTime } from '#lib/values/format.ts'

/** What a request asks for, in a few words. */
export const REQUEST_NAMES = { reset: 'A new one-time password', roles: 'Roles with an exception' } as const

/** How a request stands, as one sentence. */
export function standOf(request: RequestView): string {
  const by = request.decidedBy ?? 'Somebody'
  const at = request.decidedAt ? ` on ${formatDateTime(request.decidedAt)}` : ''
  switch (request.stand) {
    case 'waiting':
      return `Waits for consent until ${formatDateTime(request.expiresAt)}`
    case 'agreed':
      return `${by} agreed${at}`
    case 'refused':
      return `${by} did not agree${at}: ${request.comment}`
    case 'withdrawn':
      return `Taken back${at}`
    case 'expired':
      return `Nobody agreed by ${formatDateTime(request.expiresAt)}. It can be asked for again`
  }
}
