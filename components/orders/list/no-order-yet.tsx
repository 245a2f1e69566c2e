import Link from 'next/link'
import type { ReactNode } from 'react'
import { Main } from '#components/shell/main.tsx'
import { ButtonLink } from '#components/ui/button.tsx'
import { EmptyState } from '#components/ui/empty-state.tsx'
import { PageHead } from '#components/ui/page-head.tsx'

/** The page of orders before there is one: what orders are for, by what the reader may do. */
export function NoOrderYet({ raises, looks, deleted }: { raises: boolean; looks: boolean; deleted: ReactNode }) {
  return (
    <Main>
      {deleted}
      <PageHead
        title="Orders"
        standfirst="No order has been raised yet."
        actions={raises && <ButtonLink href="/orders/new">Raise the first order</ButtonLink>}
      />
      <div className="app-section">
        <EmptyState>
          {raises
            ? 'Say where it goes, add packs by name or barcode, and you see what they cost, who supplies them and who must agree. '
            : 'Orders appear here from their first line on. '}
          {looks && <Link href="/catalogue">See what can be ordered</Link>}
        </EmptyState>
      </div>
    </Main>
  )
}
