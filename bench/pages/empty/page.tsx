import { Main } from '#components/shell/main.tsx'
import { PageHead } from '#components/ui/page-head.tsx'
import { pageActor } from '#lib/access/session.ts'

/** A page of the app with nothing on it: what the session, the shell and the framework cost. */
export default async function EmptyPage() {
  await pageActor('orders')
  return (
    <Main density="desk">
      <PageHead title="Empty" />
    </Main>
  )
}
