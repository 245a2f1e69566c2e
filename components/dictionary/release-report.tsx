import { TakeList } from '#components/lists/take-list.tsx'
import { Facts } from '#components/ui/facts.tsx'
import { Link } from '#components/ui/link.tsx'
import { Note } from '#components/ui/note.tsx'
import { Section } from '#components/ui/section.tsx'
import { Cell, Row, RowHead, Table, TableBody, TableHead } from '#components/ui/table.tsx'
import { HeadCell } from '#components/ui/table-head.tsx'
import { CHANGE_NAMES } from '#lib/catalogue/dictionary/change-words.rules.ts'
import { CHANGES, type Change } from '#lib/catalogue/dictionary/pack-of.rules.ts'
import type { changesOf, PartInView, ReleaseView } from '#lib/catalogue/dictionary/releases.queries.ts'
import { formatCount, formatCounted, formatDateTime } from '#lib/values/format.ts'
import { ChangeTable } from './change-table.tsx'
import { ReleaseTag } from './release-table.tsx'

/** Where a release stands, in a sentence. */
export function releaseSentence({ state, report, switchedAt, switchedBy }: ReleaseView): string {
  const { changes } = report
  const all = changes ? changes.added + changes.changed + changes.ended + changes.moved : 0
  switch (state) {
    case 'ready':
      return `Making it current changes ${formatCounted(all, 'pack')}; ${formatCount(changes?.unchanged ?? 0)} stay as they are. Nothing has changed yet.`
    case 'current':
      return `Current since ${switchedAt ? formatDateTime(switchedAt) : 'now'}, by ${switchedBy}. It changed ${formatCounted(all, 'pack')}.`
    case 'past':
      return 'It was current. You can return to it: the packs are then as this release says.'
    case 'unchanged':
      return 'It says what the release before it says, so nothing was kept of it.'
    case 'faulty':
      return 'It is not a whole release, so nothing of it was kept.'
    case 'failed':
      return 'The worker ended again and again while it was at it. Nothing of it was kept.'
    case 'cancelled':
      return 'It was thrown away. Nothing of it was kept.'
    default:
      return 'It is being worked on.'
  }
}

type Found = Awaited<ReturnType<typeof changesOf>>

/** The report of a release: why it is none, what it changes (what touches ours first), what was left out, what stood in it. */
export function ReleaseReportView({
  release,
  found,
  what,
}: {
  release: ReleaseView
  found: Found
  what: Change | undefined
}) {
  const { report, parts } = release
  const { changes } = report
  return (
    <>
      <Facts
        facts={[
          { label: 'State', value: <ReleaseTag state={release.state} />, more: `Brought in by ${release.by}` },
          ...(changes ? CHANGES.map((one) => ({ label: CHANGE_NAMES[one], value: formatCount(changes[one]) })) : []),
          { label: 'Left out or odd', value: formatCount(report.findingCount) },
        ]}
      />
      {report.problem !== null && (
        <div className="app-gap">
          <Note lead="Why it cannot be used">{report.problem}</Note>
        </div>
      )}
      {report.doubled !== null && report.doubled > 0 && (
        <div className="app-gap">
          <Note>
            {formatCounted(report.doubled, 'barcode')} stood on two packs for the same days. Each stays with the pack
            that is still made and has had it last.
          </Note>
        </div>
      )}
      {changes && (
        <Section
          id="changes"
          title={what ? CHANGE_NAMES[what] : 'What changes'}
          lead={lead(found, what ? changes[what] : null)}
        >
          <p>
            {[undefined, ...CHANGES]
              .filter((one) => one !== what)
              .map((one, index) => (
                <span key={one ?? 'all'}>
                  {index > 0 && ' · '}
                  <Link href={`/settings/dictionary/${release.id}${one ? `?what=${one}` : ''}`}>
                    {one ? CHANGE_NAMES[one] : 'All changes'}
                  </Link>
                </span>
              ))}
          </p>
          {found.changes.length > 0 && (
            <ChangeTable changes={found.changes} current={release.state === 'current' || release.state === 'past'} />
          )}
          {found.changes.length > 0 && (
            <TakeList
              list="dictionary-changes"
              query={{ release: release.id, ...(what ? { what } : {}) }}
              what="all these changes"
            />
          )}
        </Section>
      )}
      {report.findings.length > 0 && (
        <Section
          id="findings"
          title="Left out or odd"
          lead={`${formatCounted(report.findingCount, 'entry', 'entries')} in all. Everything else is in.`}
        >
          <ul>
            {[...new Set(report.findings.map((one) => one.what))].map((words) => (
              <li key={words}>{words}.</li>
            ))}
          </ul>
        </Section>
      )}
      {parts.length > 0 && (
        <Section id="parts" title="What stood in its files">
          <PartTable parts={parts} />
        </Section>
      )}
    </>
  )
}

function lead({ changes, touched }: Found, all: number | null): string {
  if (changes.length === 0) return 'None.'
  const first =
    touched === 0
      ? 'None of them touches contracts, templates or stock of yours.'
      : `The first ${formatCount(touched)} touch contracts, templates or stock of yours.`
  return all !== null && all > changes.length
    ? `${first} ${formatCount(changes.length)} of ${formatCount(all)} are shown.`
    : first
}

function PartTable({ parts }: { parts: readonly PartInView[] }) {
  return (
    <Table caption="Files of the release">
      <TableHead>
        <HeadCell>What</HeadCell>
        <HeadCell number>Entries</HeadCell>
        <HeadCell number>Left out</HeadCell>
      </TableHead>
      <TableBody>
        {parts.map((part) => (
          <Row key={part.kind}>
            <RowHead>{part.name}</RowHead>
            <Cell label="Entries" number>
              {formatCount(part.entries)}
            </Cell>
            <Cell label="Left out" number>
              {formatCount(part.leftOut)}
            </Cell>
          </Row>
        ))}
      </TableBody>
    </Table>
  )
}
