import { Link } from '#components/ui/link.tsx'
import type { WaitingWork } from '#lib/access/leavers/work.store.ts'
import { formatCounted, formatDate } from '#lib/values/format.ts'

/** Whether there is anything that somebody can take over. */
export function hasWork({ pads, standing, templates, views }: WaitingWork): boolean {
  return pads.length + standing.length + templates.length + views.length > 0
}

/** What waits for somebody by name: what can be handed over first, then what somebody has to see to. */
export function WorkList({ work, left = false }: { work: WaitingWork; left?: boolean }) {
  const seeTo = left ? [] : toSeeTo(work)
  if (!hasWork(work) && seeTo.length === 0) return <p>Nothing waits for them by name.</p>
  return (
    <>
      {hasWork(work) && (
        <>
          <p>What waits for them by name:</p>
          <ul>
            {work.pads.map((pad) => (
              <li key={pad.id}>
                Order pad for {pad.store}, {formatCounted(pad.orders, 'draft')}
              </li>
            ))}
            {work.standing.map((one) => (
              <li key={one.id}>Standing order {one.name}</li>
            ))}
            {work.templates.map((one) => (
              <li key={one.id}>Template {one.name}</li>
            ))}
            {work.views.map((one) => (
              <li key={one.id}>Shared view {one.name}</li>
            ))}
          </ul>
        </>
      )}
      {seeTo.length > 0 && (
        <>
          <p>To see to before they leave:</p>
          <ul>{seeTo}</ul>
        </>
      )}
    </>
  )
}

function toSeeTo({ returned, tokens, schemes, takesOver }: WaitingWork) {
  return [
    ...returned.map((one) => (
      <li key={one.number}>
        {one.number} to {one.supplier}, returned: anybody who raises orders can change it
      </li>
    )),
    ...tokens.map((one) => (
      <li key={one.id}>
        <Link href="/settings/tokens">API token {one.name}</Link>: it ends with them, and what uses it stops
      </li>
    )),
    ...schemes.map((one) => (
      <li key={one.version ?? 'proposed'}>
        <Link href="/settings/approvals">
          {one.version === null ? 'The proposed scheme of delegation' : 'The scheme of delegation'}
        </Link>{' '}
        from {formatDate(one.from)} asks them by name: without them, the others named or whoever stands above decide
      </li>
    )),
    ...takesOver.map((one) => (
      <li key={one.id}>
        They are to take over the work of <Link href={`/settings/people/${one.id}`}>{one.name}</Link>
      </li>
    )),
  ]
}
