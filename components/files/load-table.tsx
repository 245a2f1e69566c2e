import { Link } from '#components/ui/link.tsx'
import { Cell, Row, RowHead, Sub, Table, TableBody, TableHead } from '#components/ui/table.tsx'
import { HeadCell } from '#components/ui/table-head.tsx'
import { Tag, type Tone } from '#components/ui/tag.tsx'
import { LOAD_KIND_NAMES } from '#lib/files/kind.rules.ts'
import { LOAD_STATE_NAMES, type LoadState } from '#lib/files/load.status.ts'
import type { LoadInList } from '#lib/files/loads.queries.ts'
import { formatCount, formatDateTime } from '#lib/values/format.ts'

const TONES: Record<LoadState, Tone> = {
  reading: 'blue',
  columns: 'yellow',
  checking: 'blue',
  ready: 'yellow',
  proposed: 'yellow',
  faulty: 'orange',
  unchanged: 'grey',
  loading: 'blue',
  loaded: 'green',
  cancelled: 'grey',
  failed: 'red',
  undone: 'grey',
}

/** Files that were chosen, newest first, each with where it stands. */
export function LoadTable({ loads }: { loads: readonly LoadInList[] }) {
  return (
    <Table caption="Files chosen, newest first">
      <TableHead>
        <HeadCell>File</HeadCell>
        <HeadCell>State</HeadCell>
        <HeadCell>Chosen</HeadCell>
        <HeadCell number>Rows</HeadCell>
        <HeadCell number>New</HeadCell>
        <HeadCell number>Changed</HeadCell>
        <HeadCell number>As they were</HeadCell>
      </TableHead>
      <TableBody>
        {loads.map((load) => (
          <Row key={load.id}>
            <RowHead>
              <Link href={`/settings/loads/${load.id}`}>{load.fileName}</Link>
              <Sub>{LOAD_KIND_NAMES[load.kind]}</Sub>
            </RowHead>
            <Cell label="State">
              <Tag tone={TONES[load.state]}>{LOAD_STATE_NAMES[load.state]}</Tag>
            </Cell>
            <Cell label="Chosen">
              {formatDateTime(load.at)}
              <Sub>{load.by}</Sub>
            </Cell>
            <Cell label="Rows" number>
              {formatCount(load.rows)}
            </Cell>
            <Cell label="New" number>
              {formatCount(load.added)}
            </Cell>
            <Cell label="Changed" number>
              {formatCount(load.changed)}
            </Cell>
            <Cell label="As they were" number>
              {formatCount(load.unchanged)}
            </Cell>
          </Row>
        ))}
      </TableBody>
    </Table>
  )
}
