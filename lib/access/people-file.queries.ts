import 'server-only'
import { z } from 'zod'
import { day, id, moment, text, yes } from '#lib/lists/column.rules.ts'
import { atOnce, listFile } from '#lib/lists/list-file.ts'
import { isUuid } from '#lib/values/ids.ts'
import { pairWords } from './conflicts/conflict-words.rules.ts'
import type { Joining } from './joining.store.ts'
import { joiningsFor } from './people.queries.ts'
import { type ExceptionRow, exceptionsFor, listPeople, type PersonRow } from './people-list.queries.ts'
import { PEOPLE_VIEWS, type PeopleAddress, peopleAddress } from './people-list.schema.ts'
import { personPage } from './person-page.queries.ts'
import { eventDetail, eventName } from './person-record.rules.ts'
import type { PersonEvent } from './person-record.store.ts'
import { ROLE_NAMES, type Role } from './roles.ts'
import { type TokenView, tokensFor } from './tokens.queries.ts'

const PLAIN = z.object({})
const roleNames = (roles: readonly Role[]) => roles.map((role) => ROLE_NAMES[role]).join(', ')

type PersonFileRow = PersonRow & { siteName: (siteId: string) => string }

/** Everybody who works or worked for the trust, as the list is narrowed. */
export const peopleFile = listFile<PeopleAddress, PersonFileRow>({
  title: 'People',
  fileName: 'people',
  permission: ['people.view'],
  sensitive: ['people'],
  schema: peopleAddress,
  filters: (_actor, _now, { q, view, role }) => [
    ['People', PEOPLE_VIEWS[view]],
    ...(q ? [['Name or e-mail address', q] as const] : []),
    ...(role ? [['Role', ROLE_NAMES[role]] as const] : []),
  ],
  columns: () => [
    text('Name', (row) => row.name),
    text('E-mail address', (row) => row.email),
    text('Roles', (row) => roleNames(row.roles)),
    text('Only at', (row) =>
      row.limits.map((limit) => `${ROLE_NAMES[limit.role]}: ${row.siteName(limit.siteId)}`).join(', '),
    ),
    text('By exception', (row) => row.exceptions.map((one) => pairWords([one.beside, one.role])).join(', ')),
    yes('Has left', (row) => row.former),
    moment('Joined', (row) => row.use.joinedAt),
    moment('Left', (row) => row.use.leftAt),
    moment('Last used', (row) => row.use.seenAt),
    yes('One-time password', (row) => row.use.oneTime),
    yes('Locked', (row) => row.use.locked),
  ],
  rows: ({ actor, now }, address) =>
    atOnce(async () => {
      const { rows, sites } = await listPeople(actor, now, address)
      const siteName = (siteId: string) => sites.find((site) => site.id === siteId)?.name ?? ''
      return rows.map((row) => ({ ...row, siteName }))
    }),
})

/** Exceptions from the rule which roles go together. */
export const roleExceptionsFile = listFile<object, ExceptionRow>({
  title: 'Exceptions of roles',
  fileName: 'role-exceptions',
  permission: ['people.view'],
  sensitive: ['people'],
  schema: PLAIN,
  columns: () => [
    text('Person', (row) => row.person),
    text('Roles', (row) => pairWords([row.beside, row.role])),
    text('Withdrawn when over', (row) => ROLE_NAMES[row.role]),
    text('Reason', (row) => row.reason),
    day('Until', (row) => row.until),
    text('Asked by', (row) => row.askedBy),
    text('Given by', (row) => row.givenBy),
    moment('Given', (row) => row.givenAt),
    moment('Ended', (row) => row.endedAt),
  ],
  rows: ({ actor }) => atOnce(() => exceptionsFor(actor)),
})

/** What was done about a person. */
export const personRecordFile = listFile<{ person: string }, PersonEvent>({
  title: 'Record of a person',
  fileName: 'person-record',
  permission: ['people.view'],
  sensitive: ['people'],
  schema: z.object({ person: z.string().refine(isUuid, 'Choose a person') }),
  found: async (actor, now, { person }) => (await personPage(actor, person, now)) !== null,
  columns: () => [
    moment('When', (row) => row.at),
    text('What', (row) => eventName(row.verb)),
    text('More', (row) => eventDetail(row.data)),
    text('By', (row) => row.by),
  ],
  rows: ({ actor, now }, { person }) => atOnce(async () => (await personPage(actor, person, now))?.record ?? []),
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
