import { clash } from '#lib/access/conflicts/conflict.rules.ts'
import { conflictWords } from '#lib/access/conflicts/conflict-words.rules.ts'
import { CONSENT_NAMES } from '#lib/access/consent/consent-words.rules.ts'
import type { RequestView } from '#lib/access/consent/requests.queries.ts'
import type { WantedRoles } from '#lib/access/consent/wanted.schema.ts'
import { ROLE_NAMES, type Role } from '#lib/access/roles.ts'
import { rolesInWords } from '#lib/access/sites/roles-words.rules.ts'
import type { LocalDate } from '#lib/values/dates.ts'
import { formatDate, formatDateTime, formatList } from '#lib/values/format.ts'

/** What a request is called: what it asks for, and for whom where it is about somebody. */
export function requestTitle({ to, person }: Pick<RequestView, 'to' | 'person'>): string {
  if (person === '') return CONSENT_NAMES[to]
  return to === 'new' || to === 'new_admin' || to === 'leave' || to === 'demote'
    ? `${CONSENT_NAMES[to]}: ${person}`
    : `${CONSENT_NAMES[to]} for ${person}`
}

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

/** What a request asks for, row by row; nothing for a password. */
export function wantedRows({ wanted, rows, sites, limits }: RequestView): { label: string; value: string }[] {
  if (!wanted) return rows
  const names = (roles: readonly Role[]) => formatList(roles.map((role) => ROLE_NAMES[role])) || 'None'
  return [
    { label: 'Roles now', value: rolesInWords(wanted.held, limits, sites) || 'None' },
    { label: 'Roles to be', value: rolesInWords(wanted.roles, wanted.sites, sites) || 'None' },
    ...(wanted.until === null ? [] : exceptionRows(wanted.pairs, wanted.until, names)),
  ]
}

function exceptionRows(
  pairs: WantedRoles['pairs'],
  until: LocalDate,
  names: (roles: readonly Role[]) => string,
): { label: string; value: string }[] {
  return [
    {
      label: 'What does not go together',
      value: pairs
        .flatMap(({ role, beside }) => {
          const duties = clash(role, beside)
          return duties ? [`${conflictWords({ roles: [beside, role], duties })}.`] : []
        })
        .join(' '),
    },
    {
      label: 'Until',
      value: `${formatDate(until)}; then ${names([...new Set(pairs.map((pair) => pair.role))])} is withdrawn`,
    },
  ]
}
