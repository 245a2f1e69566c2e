import { rolesInWords } from '#lib/access/sites/roles-words.rules.ts'
import type { RequestKind } from './request-kinds.rules.ts'
import { wantedDirectory, wantedEmail, wantedPerson, wantedSettings } from './wanted.schema.ts'

/** A row of what is asked for. */
export type WantedRow = { label: string; value: string }

/**
 * What a request asks for, row by row; nothing for one about roles or a password, which say it otherwise. `sites`: those of
 * the trust, by which a role that is limited to some is told.
 */
export function wantedInWords(
  kind: RequestKind,
  wanted: unknown,
  sites: readonly { id: string; name: string }[],
): WantedRow[] {
  switch (kind) {
    case 'new': {
      const { email, roles, sites: limits } = wantedPerson.parse(wanted)
      return [
        { label: 'Signs in as', value: email },
        { label: 'Roles to be', value: rolesInWords(roles, limits, sites) },
      ]
    }
    case 'email': {
      const { email, from } = wantedEmail.parse(wanted)
      return [
        { label: 'E-mail address now', value: from },
        { label: 'E-mail address to be', value: email },
      ]
    }
    case 'settings':
      return wantedSettings
        .parse(wanted)
        .weaker.map(({ label, from, to }) => ({ label, value: `${from}; to be: ${to}` }))
    case 'directory': {
      const { active, onlyWay, issuer, clientId, domains } = wantedDirectory.parse(wanted)
      return [
        {
          label: 'Directory to be',
          value: active ? (onlyWay ? 'On, the only way in' : 'On, beside passwords') : 'Off',
        },
        { label: 'Asked at', value: issuer },
        { label: 'As client', value: clientId },
        { label: 'E-mail domains', value: domains.join(', ') || 'None' },
      ]
    }
    default:
      return []
  }
}
