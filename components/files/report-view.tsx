import type { ReactNode } from 'react'
import { TakeList } from '#components/lists/take-list.tsx'
import { Facts } from '#components/ui/facts.tsx'
import { Note } from '#components/ui/note.tsx'
import { Section } from '#components/ui/section.tsx'
import { Cell, Row, RowHead, Table, TableBody, TableHead } from '#components/ui/table.tsx'
import { HeadCell } from '#components/ui/table-head.tsx'
import { NEW_ROW_TITLES } from '#lib/files/new-row.rules.ts'
import type { LoadReport, PriceChange, Problem } from '#lib/files/report.rules.ts'
import { formatCount, formatCounted, formatDate, formatFileSize, formatPrice } from '#lib/values/format.ts'
import { NewRows } from './new-rows.tsx'

/** What a file would do: counts, what the file asks (`children`), what cannot be loaded, what deserves a look, what is new, prices that change. */
export function ReportView({ report, loadId, children }: { report: LoadReport; loadId: string; children?: ReactNode }) {
  return (
    <>
      <Facts
        facts={[
          { label: 'Rows', value: formatCount(report.rows), more: formatFileSize(report.sizeBytes) },
          { label: 'New', value: formatCount(report.added) },
          { label: 'Changed', value: formatCount(report.changed) },
          { label: 'As they are', value: formatCount(report.unchanged) },
          { label: 'To put right', value: formatCount(report.problemCount) },
          { label: 'Worth a look', value: formatCount(report.warningCount) },
        ]}
      />
      {report.notes.length > 0 && (
        <div className="app-gap">
          <Note>
            <ul>
              {report.notes.map((note) => (
                <li key={note}>{note}</li>
              ))}
            </ul>
          </Note>
        </div>
      )}
      {children}
      {report.problemCount > 0 && (
        <Section
          id="problems"
          title="To put right before anything is loaded"
          lead={shownOf(report.problems.length, report.problemCount)}
        >
          <ProblemTable caption="What cannot be loaded" problems={report.problems} />
          {report.problems.some(({ row }) => row !== null) && (
            <p className="app-14">
              <a href={`/settings/loads/${loadId}/marked`}>Download a copy of the file with these cells marked</a>
            </p>
          )}
          <TakeList list="load-problems" query={{ load: loadId }} what="all that must be put right" />
        </Section>
      )}
      {report.warningCount > 0 && (
        <Section
          id="warnings"
          title="Worth a look"
          lead={shownOf(report.warnings.length, report.warningCount) ?? 'These stop nothing.'}
        >
          <ProblemTable caption="What deserves a look" problems={report.warnings} />
        </Section>
      )}
      {report.newRows.length > 0 && (
        <Section id="new" title={NEW_ROW_TITLES[report.kind]}>
          <NewRows kind={report.kind} rows={report.newRows} all={report.added} />
        </Section>
      )}
      {report.priceChanges.length > 0 && (
        <Section id="prices" title="Prices that change">
          <PriceTable changes={report.priceChanges} />
        </Section>
      )}
    </>
  )
}

function shownOf(shown: number, all: number): string | undefined {
  return shown < all ? `The first ${formatCount(shown)} of ${formatCount(all)} are shown.` : undefined
}

function ProblemTable({ caption, problems }: { caption: string; problems: readonly Problem[] }) {
  return (
    <Table caption={caption} density="desk">
      <TableHead>
        <HeadCell>Row</HeadCell>
        <HeadCell>Column</HeadCell>
        <HeadCell>What stands there</HeadCell>
        <HeadCell>What to do</HeadCell>
      </TableHead>
      <TableBody>
        {problems.map((one) => (
          <Row key={`${one.row} ${one.column} ${one.cell} ${one.problem}`}>
            <RowHead>
              {one.row === null ? (
                'Whole file'
              ) : (
                <>
                  <span className="app-only-small">Row </span>
                  {formatCount(one.row)}
                </>
              )}
            </RowHead>
            <Cell label="Column">{one.column ?? 'Whole row'}</Cell>
            <Cell label="What stands there">{one.cell || 'Nothing'}</Cell>
            <Cell label="What to do">{one.problem}</Cell>
          </Row>
        ))}
      </TableBody>
    </Table>
  )
}

function PriceTable({ changes }: { changes: readonly PriceChange[] }) {
  return (
    <Table caption="Prices that change" density="desk">
      <TableHead>
        <HeadCell>Product and pack</HeadCell>
        <HeadCell>Supplier</HeadCell>
        <HeadCell>Group</HeadCell>
        <HeadCell number>Pack until now</HeadCell>
        <HeadCell number>Pack ex VAT</HeadCell>
        <HeadCell number>Change</HeadCell>
        <HeadCell>From</HeadCell>
      </TableHead>
      <TableBody>
        {changes.map((change) => (
          <Row key={`${change.product} ${change.supplier} ${change.buyingGroup} ${change.from} ${change.to}`}>
            <RowHead>{change.product}</RowHead>
            <Cell label="Supplier">{change.supplier}</Cell>
            <Cell label="Group">{change.buyingGroup}</Cell>
            <Cell label="Pack until now" number>
              {formatPrice(change.from)}
            </Cell>
            <Cell label="Pack ex VAT" number>
              {formatPrice(change.to)}
            </Cell>
            <Cell label="Change" number>
              {changeWords(change.change)}
            </Cell>
            <Cell label="From">{formatDate(change.on)}</Cell>
          </Row>
        ))}
      </TableBody>
    </Table>
  )
}

function changeWords(basisPoints: number | null): string {
  if (basisPoints === null) return 'Not known'
  const percent = Math.abs(basisPoints / 100).toFixed(1)
  return basisPoints < 0 ? `−${percent}%` : `+${percent}%`
}

/** The sentence a look through a file begins with. */
export function reportSentence(report: LoadReport): string {
  const asked = report.byWords?.askedCount ?? 0
  if (asked > 0) {
    return `${formatCounted(asked, 'description names', 'descriptions name')} a pack without a number: choose which packs are meant. Nothing is loaded until then.`
  }
  if (report.problemCount > 0) {
    return `${formatCounted(report.problemCount, 'thing')} must be put right in the file. Nothing is loaded until then.`
  }
  if (report.added + report.changed === 0) return 'Everything in the file stands here already.'
  return `${formatCounted(report.added, 'row is', 'rows are')} new and ${formatCounted(report.changed, 'row changes', 'rows change')} what is here.`
}
