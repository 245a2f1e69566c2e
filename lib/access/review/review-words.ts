import { isRole, ROLE_NAMES } from '#lib/access/roles.ts'
import { isLocalDate } from '#lib/values/dates.ts'
import { formatCounted, formatDate, formatDateOf, formatList } from '#lib/values/format.ts'
import type { ReviewRow } from './review.queries.ts'

/** What is left of a round after somebody saved: "5 rows are still to be decided; 2 of them are yours, and somebody else decides those." */
export function leftWords(rows: readonly Pick<ReviewRow, 'verdict' | 'own'>[]): string {
  const left = rows.filter((row) => row.verdict === null)
  const own = left.filter((row) => row.own).length
  if (left.length === 0) return 'Every row is decided.'
  const still = `${formatCounted(left.length, 'row')} ${left.length === 1 ? 'is' : 'are'} still to be decided`
  if (own === 0) return `${still}.`
  const yours =
    own === left.length ? (own === 1 ? 'it is' : 'all are') : own === 1 ? 'one of them is' : `${own} of them are`
  return `${still}; ${yours} yours, and somebody else decides that.`
}

/** What a row of a review is about: "Goods-in at Eastfield", "Token Stock system: orders:read". */
export function rowWords({ kind, of, detail }: Pick<ReviewRow, 'kind' | 'of' | 'detail'>): string {
  const role = isRole(of) ? ROLE_NAMES[of] : of
  switch (kind) {
    case 'role':
      return detail.sites.length > 0 ? `${role} at ${formatList(detail.sites)}` : role
    case 'token':
      return `Token “${detail.name}”: ${detail.scopes.join(', ')}`
    case 'exception':
      return `${role} beside ${isRole(detail.beside) ? ROLE_NAMES[detail.beside] : detail.beside}, by exception: ${detail.reason}`
  }
}

/** Until when it holds, where it ends by itself. */
export function untilWords({ detail }: Pick<ReviewRow, 'detail'>): string {
  if (detail.until === null) return 'Until it is changed'
  return isLocalDate(detail.until) ? formatDate(detail.until) : formatDateOf(new Date(detail.until))
}

/** When it was last used, as it stood when the round began. */
export function usedWords({ kind, detail }: Pick<ReviewRow, 'kind' | 'detail'>): string {
  if (kind === 'exception') return 'See the role'
  return detail.usedAt ? formatDateOf(new Date(detail.usedAt)) : 'Never'
}
