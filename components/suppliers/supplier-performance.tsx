import { EmptyState } from '#components/ui/empty-state.tsx'
import { Facts } from '#components/ui/facts.tsx'
import { Section } from '#components/ui/section.tsx'
import type { Performance, Share } from '#lib/suppliers/performance.rules.ts'
import { formatCounted, formatPercent } from '#lib/values/format.ts'

/** How a supplier kept its word with the trust, each figure with what it counts. */
export function SupplierPerformance({ told }: { told: Performance }) {
  return (
    <Section
      id="performance"
      title="Performance so far"
      lead={
        told.orders === 0
          ? undefined
          : `Your trust’s ${told.orders === 1 ? 'one sent order' : `newest ${formatCounted(told.orders, 'sent order')}`} of the last year.`
      }
    >
      {told.orders === 0 ? (
        <EmptyState>No order was sent here in the last year, so there is nothing to go by.</EmptyState>
      ) : (
        <Facts
          section={false}
          facts={[
            { label: 'Answered in time', ...shareWords(told.answered, 'order') },
            {
              label: 'Usual answer',
              value: told.answerHours === null ? 'None yet' : `After ${formatCounted(told.answerHours, 'hour')}`,
            },
            { label: 'Taken as ordered', ...shareWords(told.asOrdered, 'line answered', 'lines answered') },
            {
              label: 'Usual delivery',
              value:
                told.leadDays === null
                  ? 'None yet'
                  : told.leadDays === 0
                    ? 'The same day'
                    : `After ${formatCounted(told.leadDays, 'day')}`,
            },
            { label: 'On time in full', ...shareWords(told.onTimeInFull, 'line due', 'lines due') },
          ]}
        />
      )}
    </Section>
  )
}

function shareWords({ part, of }: Share, one: string, many = `${one}s`): { value: string; more?: string } {
  if (of === 0) return { value: 'Nothing to go by' }
  return { value: formatPercent(part, of), more: `of ${formatCounted(of, one, many)}` }
}
