import { TakeList } from '#components/lists/take-list.tsx'
import { Details } from '#components/ui/details.tsx'
import { EmptyState } from '#components/ui/empty-state.tsx'
import { Section } from '#components/ui/section.tsx'
import { Cell, Row, RowHead, Sub, Table, TableBody, TableHead } from '#components/ui/table.tsx'
import { HeadCell } from '#components/ui/table-head.tsx'
import type { UsedMonth } from '#lib/catalogue/product-family.queries.ts'
import { formatMilli } from '#lib/values/format.ts'
import { milli } from '#lib/values/packs.ts'
import { unitPlural, unitsInWords } from '#lib/values/units.ts'
import { monthName } from './month-words.ts'
import { UsageChart } from './usage-chart.tsx'

/** What the trust used of a medicine by month: a sentence, the drawing, the figures as a table and a file. */
export function ProductUsage({
  vmpId,
  unitName,
  usage,
}: {
  vmpId: string
  unitName: string
  usage: readonly UsedMonth[]
}) {
  const units = unitPlural(unitName)
  if (usage.length === 0) {
    return (
      <Section id="usage" title="Usage by month">
        <EmptyState>No usage of it is on file for the last twelve months.</EmptyState>
      </Section>
    )
  }
  const title = usageHeadline(usage, unitName)
  return (
    <Section
      id="usage"
      title={title}
      lead={`${units.charAt(0).toUpperCase()}${units.slice(1)} used by month, all stores. The scale starts at 0; the last month is not over.`}
    >
      <div className="app-chart app-gap">
        <UsageChart usage={usage} label={`${title}. The figures stand in the table beneath.`} />
      </div>
      <Details summary="Usage as a table" small>
        <Table caption="Usage by month" density="desk">
          <TableHead>
            <HeadCell>Month</HeadCell>
            <HeadCell number>{`Used, ${units}`}</HeadCell>
          </TableHead>
          <TableBody>
            {usage.map((one) => (
              <Row key={one.month}>
                <RowHead>
                  {monthName(one.month)}
                  {one.part && <Sub>So far</Sub>}
                </RowHead>
                <Cell label={`Used, ${units}`} number>
                  {formatMilli(one.unitsMilli)}
                </Cell>
              </Row>
            ))}
          </TableBody>
        </Table>
      </Details>
      <TakeList list="usage-by-month" query={{ vmp: vmpId }} what="this usage" />
    </Section>
  )
}

/** "About 1,240 vials a month, most in March 2026": whole months only. */
export function usageHeadline(usage: readonly UsedMonth[], unitName: string): string {
  const whole = usage.filter((one) => !one.part)
  const used = whole.filter((one) => one.unitsMilli > 0)
  const first = whole.findIndex((one) => one.unitsMilli > 0)
  if (first < 0 || used.length === 0) return 'None used in the last twelve whole months'
  const counted = whole.slice(first)
  const total = counted.reduce((sum, one) => sum + one.unitsMilli, 0)
  const most = used.reduce((best, one) => (one.unitsMilli > best.unitsMilli ? one : best))
  const each = unitsInWords(milli(Math.round(total / counted.length)), unitName)
  return counted.length === 1
    ? `${each} in ${monthName(most.month)}`
    : `About ${each} a month, most in ${monthName(most.month)}`
}
