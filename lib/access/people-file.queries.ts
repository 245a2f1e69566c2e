import 'server-only'
import { z } from 'zod'
import type { TrustPerson } from '#lib/db/people.ts'
import { id, moment, text, yes } from '#lib/lists/column.rules.ts'
import { atOnce, listFile } from '#lib/lists/list-file.ts'
import type { Joining } from './joining.store.ts'
import { joiningsFor, peopleFor } from './people.queries.ts'
import { ROLE_NAMES, type Role } from './roles.ts'
import { type TokenView, tokensFor } from './tokens.queries.ts'

const PLAIN = z.object({})
const roleNames = (roles: readonly Role[]) => roles.map((role) => ROLE_NAMES[role]).join(', ')

/** Everybody who works or worked for the trust. */
export const peopleFile = listFile<object, TrustPerson>({
  title: 'People',
  fileName: 'people',
  permission: ['people.view'],
  sensitive: ['people'],
  schema: PLAIN,
  columns: () => [
    text('Name', (row) => row.name),
    text('E-mail address', (row) => row.email),
    text('Roles', (row) => roleNames(row.roles)),
    yes('Has left', (row) => row.former),
  ],
  rows: ({ actor }) =>
    atOnce(async () => {
      const people = await peopleFor(actor)
      return [...people.filter((one) => !one.former), ...people.filter((one) => one.former)]
    }),
})

/** Who was asked to join and has not entered their code yet. */
export const joiningsFile = listFile<object, Joining>({
  title: 'Asked to join',
  fileName: 'asked-to-join',
  permission: ['people.view'],
  sensitive: ['people'],
  schema: PLAIN,
  columns: () => [
    text('Name', (row) => row.name),
    text('E-mail address', (row) => row.email),
    text('Roles to come', (row) => roleNames(row.roles)),
    moment('Code works until', (row) => row.expiresAt),
  ],
  rows: ({ actor }) => atOnce(() => joiningsFor(actor)),
})

const OVER = { revoked: 'Revoked', expired: 'Ended' } as const

/** One's own API tokens; for who manages them, all of the trust. Never what lets anybody in. */
export const tokensFile = listFile<object, TokenView>({
  title: 'API tokens',
  fileName: 'api-tokens',
  permission: ['own.settings'],
  sensitive: ['people'],
  schema: PLAIN,
  columns: () => [
    text('Name', (row) => row.name),
    id('Begins with', (row) => `tin_${row.handle}_`),
    text('Acts as', (row) => row.person),
    text('It may', (row) => row.scopes.join(', ')),
    moment('Ends', (row) => row.expiresAt),
    moment('Last used', (row) => row.usedAt),
    moment('Revoked', (row) => row.revokedAt),
    text('State', (row) => (row.over ? OVER[row.over] : 'In use')),
  ],
  rows: ({ actor, now }) => atOnce(() => tokensFor(actor, now)),
})
