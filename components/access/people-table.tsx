import { Link } from '#components/ui/link.tsx'
import { Cell, Row, RowHead, Sub, Table, TableBody, TableHead } from '#components/ui/table.tsx'
import { HeadCell } from '#components/ui/table-head.tsx'
import { pairWords } from '#lib/access/conflicts/conflict-words.rules.ts'
import type { PeopleList, PersonRow } from '#lib/access/people-list.queries.ts'
import { rolesInWords } from '#lib/access/sites/roles-words.rules.ts'
import { formatDate, formatDateOf, formatWhen } from '#lib/values/format.ts'

/** People with their roles and where these count, how their account stands, and when they were last here. */
export function PeopleTable({
  list,
  factors,
  now,
}: {
  list: PeopleList
  factors: ReadonlyMap<string, unknown>
  now: Date
}) {
  return (
    <Table caption="People of the trust">
      <TableHead>
        <HeadCell>Name</HeadCell>
        <HeadCell>Roles</HeadCell>
        <HeadCell>Account</HeadCell>
        <HeadCell>Second factor</HeadCell>
        <HeadCell>Last used</HeadCell>
      </TableHead>
      <TableBody>
        {list.rows.map((person) => (
          <Row key={person.id}>
            <RowHead>
              <Link href={`/settings/people/${person.id}`}>{person.name}</Link>
              <Sub>{person.email}</Sub>
            </RowHead>
            <Cell label="Roles">
              {person.former ? 'None' : rolesInWords(person.roles, person.limits, list.sites)}
              {person.exceptions.map((one) => (
                <Sub key={`${one.role} ${one.beside}`}>
                  {pairWords([one.beside, one.role])} by exception until {formatDate(one.until)}
                </Sub>
              ))}
            </Cell>
            <Cell label="Account">{accountWords(person)}</Cell>
            <Cell label="Second factor">{factors.has(person.id) ? 'Yes' : 'No'}</Cell>
            <Cell label="Last used">
              {person.use.seenAt ? formatWhen(person.use.seenAt, now) : 'Not signed in yet'}
            </Cell>
          </Row>
        ))}
      </TableBody>
    </Table>
  )
}

/** How an account stands, in a few words. */
export function accountWords({ former, use }: Pick<PersonRow, 'former' | 'use'>): string {
  if (former) return use.leftAt ? `Left ${formatDateOf(use.leftAt)}` : 'Left'
  if (use.locked) return 'Locked after wrong passwords'
  if (use.oneTime) return 'Has a one-time password'
  return use.openSessions > 0 ? 'Signed in now' : 'In use'
}
