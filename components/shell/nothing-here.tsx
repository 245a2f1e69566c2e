import { EmptyState } from '#components/ui/empty-state.tsx'
import { Link } from '#components/ui/link.tsx'
import { PageHead } from '#components/ui/page-head.tsx'
import { Main } from './main.tsx'

/** What stands where a page is not: a mistyped address, or a record of another trust, which says no more than that. */
export function NothingHere() {
  return (
    <Main>
      <PageHead
        title="Page not found"
        standfirst="The address may be mistyped, or the record may belong to another trust."
      />
      <div className="app-gap">
        <EmptyState>
          Check the address, <Link href="/search">search</Link> for an order, product, batch or supplier, or go to{' '}
          <Link href="/">Today</Link>.
        </EmptyState>
      </div>
    </Main>
  )
}
