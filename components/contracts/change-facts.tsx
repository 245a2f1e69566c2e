import { Facts } from '#components/ui/facts.tsx'
import type { ChangesPage, ShownTotals } from '#lib/contracts/changes/changes.queries.ts'
import { daysWords, sumWords } from '#lib/contracts/changes/changes-mail.rules.ts'
import { formatCount, formatCounted, formatList, formatPenceHeadline } from '#lib/values/format.ts'
import { pence } from '#lib/values/money.ts'

/** The sentence that would do as the whole page. */
export function changesSentence(page: ChangesPage, hub: boolean): string {
  if (page.undoneAt) return 'This file was taken back: nothing of it holds.'
  if (hub)
    return `${formatCounted(page.lines, 'line changes', 'lines change')} ${daysWords(page)}. Each trust sees what that comes to at its own use.`
  const { totals } = page
  if (!totals) return 'What it comes to at our use is being worked out. Look again in a moment.'
  if (totals.lines === 0)
    return `${formatCounted(page.lines, 'line changes', 'lines change')}, and none of them is one we buy.`
  const money = totals.sum === null ? '' : ` At our use of the last 12 months that ${sumWords(totals.sum)}, ex VAT.`
  const act = totals.act === 0 ? 'None needs an act.' : `${formatCounted(totals.act, 'needs', 'need')} an act before.`
  return `${formatCounted(totals.lines, 'line that we buy changes', 'lines that we buy change')}.${money} ${act}`
}

/** What changes, counted: framework, price falls and rises, suppliers, ends, new lines. */
export function ChangeFacts({ page }: { page: ChangesPage }) {
  const [first] = page.references
  const groups = [...new Set(page.references.map((one) => one.buyingGroup))]
  const lots = [...new Set(page.references.map((one) => one.lot).filter(Boolean))]
  const framework = {
    label: 'Framework',
    value: first?.reference ?? 'None',
    more: `${lots.length > 0 ? `Lot ${formatList(lots.slice(0, 3))}, ` : ''}${formatList(groups.slice(0, 3))}${groups.length > 3 ? ` and ${groups.length - 3} more` : ''}`,
  }
  const { totals } = page
  if (!totals) {
    const counts = {
      label: 'Lines that change',
      value: formatCount(page.lines),
      more: `Of ${formatCounted(page.rows, 'row')}`,
    }
    return <Facts facts={[framework, counts]} />
  }
  return (
    <Facts
      facts={[
        framework,
        ...priceFacts(totals),
        { label: 'New supplier', value: formatCounted(totals.suppliers, 'line') },
        {
          label: 'Ends',
          value: formatCounted(totals.ends, 'line'),
          more: `${formatCount(totals.alone)} without successor`,
        },
        { label: 'New', value: formatCounted(totals.fresh, 'line'), more: 'No contract until now' },
      ]}
    />
  )
}

function priceFacts(totals: ShownTotals) {
  if (totals.fallSum === null || totals.riseSum === null) {
    return [{ label: 'Falls and rises', value: 'Not shown', more: 'Includes a confidential price' }]
  }
  return [
    {
      label: 'Price falls',
      value: formatCounted(totals.falls, 'line'),
      more: `${formatPenceHeadline(pence(totals.fallSum))} a year`,
    },
    {
      label: 'Price rises',
      value: formatCounted(totals.rises, 'line'),
      more: `+${formatPenceHeadline(pence(totals.riseSum))} a year`,
    },
  ]
}
