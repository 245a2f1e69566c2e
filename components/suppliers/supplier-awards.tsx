import { AwardTable } from '#components/contracts/award-table.tsx'
import { EmptyState } from '#components/ui/empty-state.tsx'
import { Section } from '#components/ui/section.tsx'
import type { AwardLine } from '#lib/contracts/contracts.queries.ts'
import { formatCount, formatCounted } from '#lib/values/format.ts'

/** What a supplier is awarded that reaches the reader, soonest to end first. */
export function SupplierAwards({ lines, count, hub }: { lines: readonly AwardLine[]; count: number; hub: boolean }) {
  return (
    <Section
      id="awards"
      title="Contract lines"
      lead={
        count === 0
          ? undefined
          : `${formatCounted(count, 'line holds', 'lines hold')} today or later, soonest to end first.`
      }
    >
      {count === 0 ? (
        <EmptyState>No contract that reaches you names this supplier.</EmptyState>
      ) : (
        <AwardTable caption="Contract lines of this supplier" lines={lines} contract holder={false} group={hub} />
      )}
      {count > lines.length && (
        <p className="app-2">
          The first {formatCount(lines.length)} of {formatCount(count)} are shown. Each framework lists its own under
          Contracts.
        </p>
      )}
    </Section>
  )
}
