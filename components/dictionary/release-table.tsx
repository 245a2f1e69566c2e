import { Link } from '#components/ui/link.tsx'
import { Cell, Row, RowHead, Sub, Table, TableBody, TableHead } from '#components/ui/table.tsx'
import { HeadCell } from '#components/ui/table-head.tsx'
import { Tag, type Tone } from '#components/ui/tag.tsx'
import { RELEASE_STATE_NAMES, type ReleaseState } from '#lib/catalogue/dictionary/release.status.ts'
import type { ReleaseInList } from '#lib/catalogue/dictionary/releases.queries.ts'
import { formatCount, formatDate, formatDateTime } from '#lib/values/format.ts'

const TONES: Record<ReleaseState, Tone> = {
  reading: 'blue',
  comparing: 'blue',
  ready: 'yellow',
  switching: 'blue',
  current: 'green',
  past: 'grey',
  unchanged: 'grey',
  faulty: 'orange',
  failed: 'red',
  cancelled: 'grey',
}

/** Where a release stands, as a tag. */
export function ReleaseTag({ state }: { state: ReleaseState }) {
  return <Tag tone={TONES[state]}>{RELEASE_STATE_NAMES[state]}</Tag>
}

/** What a release is called: its day where its files tell it. */
export function releaseTitle({ day, name }: Pick<ReleaseInList, 'day' | 'name'>): string {
  return day ? `Release of ${formatDate(day)}` : name
}

/** Releases, newest first, each with where it stands and what it changed. */
export function ReleaseTable({ releases }: { releases: readonly ReleaseInList[] }) {
  return (
    <Table caption="Releases, newest first">
      <TableHead>
        <HeadCell>Release</HeadCell>
        <HeadCell>State</HeadCell>
        <HeadCell>Brought in</HeadCell>
        <HeadCell>Made current</HeadCell>
        <HeadCell number>Packs to order</HeadCell>
        <HeadCell number>New</HeadCell>
        <HeadCell number>Changed</HeadCell>
        <HeadCell number>Ended</HeadCell>
      </TableHead>
      <TableBody>
        {releases.map((release) => {
          const { changes } = release.report
          return (
            <Row key={release.id}>
              <RowHead>
                <Link href={`/settings/dictionary/${release.id}`}>{releaseTitle(release)}</Link>
                <Sub>{release.name}</Sub>
              </RowHead>
              <Cell label="State">
                <ReleaseTag state={release.state} />
              </Cell>
              <Cell label="Brought in">
                {formatDateTime(release.at)}
                <Sub>{release.by}</Sub>
              </Cell>
              <Cell label="Made current">
                {release.switchedAt ? formatDateTime(release.switchedAt) : '–'}
                {release.switchedAt && <Sub>{release.switchedBy}</Sub>}
              </Cell>
              <Cell label="Packs to order" number>
                {changes ? formatCount(changes.packs) : '–'}
              </Cell>
              <Cell label="New" number>
                {changes ? formatCount(changes.added) : '–'}
              </Cell>
              <Cell label="Changed" number>
                {changes ? formatCount(changes.changed + changes.moved) : '–'}
              </Cell>
              <Cell label="Ended" number>
                {changes ? formatCount(changes.ended) : '–'}
              </Cell>
            </Row>
          )
        })}
      </TableBody>
    </Table>
  )
}
