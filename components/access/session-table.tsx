import type { ReactNode } from 'react'
import { Cell, Row, RowHead, Sub, Table, TableBody, TableHead } from '#components/ui/table.tsx'
import { HeadCell } from '#components/ui/table-head.tsx'
import type { ListedSession } from '#lib/access/sessions/sessions.store.ts'
import { formatDateTime } from '#lib/values/format.ts'

const HOW = { password: 'By password', directory: 'By the trust’s directory' } as const

/** Where somebody is signed in. `beside` stands under the device (the trust); `end` is what ends it
 * (`place`: from 1, so that two on one kind of device are told apart), or says that it is this one. */
export function SessionTable<S extends ListedSession>({
  caption,
  sessions,
  beside,
  end,
}: {
  caption: string
  sessions: readonly S[]
  beside?: (session: S) => string
  end: (session: S, place: number) => ReactNode
}) {
  return (
    <Table caption={caption}>
      <TableHead>
        <HeadCell>Device</HeadCell>
        <HeadCell>Signed in</HeadCell>
        <HeadCell>Last used</HeadCell>
        <HeadCell>End it</HeadCell>
      </TableHead>
      <TableBody>
        {sessions.map((session, index) => (
          <Row key={session.id}>
            <RowHead>
              {deviceOf(session)}
              {beside && <Sub>{beside(session)}</Sub>}
            </RowHead>
            <Cell label="Signed in">
              {formatDateTime(session.openedAt)}
              <Sub>{howOf(session)}</Sub>
            </Cell>
            <Cell label="Last used">{formatDateTime(session.seenAt)}</Cell>
            <Cell label="End it">{end(session, index + 1)}</Cell>
          </Row>
        ))}
      </TableBody>
    </Table>
  )
}

/** The device in words. */
export function deviceOf({ device }: ListedSession): string {
  return device === '' ? 'A device that did not say what it is' : device
}

function howOf({ how, second }: ListedSession): string {
  return how === 'password' && second ? 'By password and code' : HOW[how]
}
