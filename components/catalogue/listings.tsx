import { TakeList } from '#components/lists/take-list.tsx'
import { Link } from '#components/ui/link.tsx'
import { Section } from '#components/ui/section.tsx'
import type { ListingEntry } from '#lib/catalogue/listed/listed.queries.ts'
import { ListingTable } from './listing-table.tsx'

/** What dated lists say of a medicine today and to come, with their sources, for its product page. */
export function Listings({ vmpId, entries }: { vmpId: string; entries: readonly ListingEntry[] }) {
  return (
    <Section id="lists" title="On which lists">
      {entries.length === 0 ? (
        <p>No list says anything of this medicine beside dm+d.</p>
      ) : (
        <ListingTable caption="In force and to come" entries={entries} medicine={false} />
      )}
      {entries.length > 0 && <TakeList list="medicine-lists" query={{ vmp: vmpId }} what="all that lists say of it" />}
      <p className="app-more">
        <Link href="/catalogue/lists">All medicine lists</Link>
      </p>
    </Section>
  )
}
