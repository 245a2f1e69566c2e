import type { ReactNode } from 'react'
import { Shell } from '#components/shell/shell.tsx'
import { may } from '#lib/access/permissions.ts'
import { placesFor } from '#lib/access/places.ts'
import { ROLE_NAMES } from '#lib/access/roles.ts'
import { currentSession } from '#lib/access/session.ts'
import { signOutAction } from '#lib/access/sign-in.actions.ts'
import { demoMode } from '#lib/env.ts'
import { navCounts } from '#lib/orders/order/nav.queries.ts'

/** What stands around every page of a person who is signed in. Chrome only: each page asks for itself who may open it. */
export default async function AppLayout({ children }: { children: ReactNode }) {
  const session = await currentSession()
  if (!session) return <Shell>{children}</Shell>
  const { actor, oneTime } = session
  const role = oneTime ? 'One-time password' : actor.roles.map((one) => ROLE_NAMES[one]).join(', ')
  return (
    <Shell
      trust={actor.trustName}
      signed={{ name: actor.name, role, signOut: signOutAction }}
      places={placesFor(actor, oneTime ? {} : await navCounts(actor))}
      search={may(actor, 'catalogue.view') || may(actor, 'order.view')}
      says={demoMode() ? 'People, suppliers and prices are invented; the medicines are real.' : undefined}
    >
      {children}
    </Shell>
  )
}
