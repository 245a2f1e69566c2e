import { Cell, Row, RowHead, Sub, Table, TableBody, TableHead } from '#components/ui/table.tsx'
import { HeadCell } from '#components/ui/table-head.tsx'
import type { Joining } from '#lib/access/joining.store.ts'
import { rolesInWords } from '#lib/access/sites/roles-words.rules.ts'
import { formatDateTime } from '#lib/values/format.ts'

/** Who was asked to join and has not entered their code yet. */
export function JoiningTable({ joinings }: { joinings: readonly Joining[] }) {
  return (
    <Table caption="People who were asked to join">
      <TableHead>
        <HeadCell>Name</HeadCell>
        <HeadCell>Roles to come</HeadCell>
        <HeadCell>Code works until</HeadCell>
      </TableHead>
      <TableBody>
        {joinings.map((person) => (
          <Row key={person.personId}>
            <RowHead>
              {person.name}
              <Sub>{person.email}</Sub>
            </RowHead>
            <Cell label="Roles to come">{rolesInWords(person.roles)}</Cell>
            <Cell label="Code works until">{formatDateTime(person.expiresAt)}</Cell>
          </Row>
        ))}
      </TableBody>
    </Table>
  )
}
