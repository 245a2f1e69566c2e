import { redirect } from 'next/navigation'
import { pageActor } from '#lib/access/session.ts'
import { nextToDecide } from '#lib/orders/approve/decision.queries.ts'
import { systemClock } from '#lib/values/clock.ts'

/** Leads on to the next order to decide, or back to the inbox when none is left. `done` names the one just decided. */
export default async function NextApprovalPage({ searchParams }: { searchParams: Promise<{ done?: string }> }) {
  const actor = await pageActor('nextApproval')
  const { done } = await searchParams
  const next = await nextToDecide(actor, systemClock())
  const query = done ? `?${new URLSearchParams({ done })}` : ''
  redirect(next ? `/orders/${next}/approve${query}` : `/approvals${query}`)
}
