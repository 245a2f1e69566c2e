import { EmptyState } from '#components/ui/empty-state.tsx'
import { Link } from '#components/ui/link.tsx'
import { Section } from '#components/ui/section.tsx'
import { Cell, Row, RowHead, Table, TableBody, TableHead } from '#components/ui/table.tsx'
import { HeadCell } from '#components/ui/table-head.tsx'
import type { SiteView } from '#lib/trusts/place.queries.ts'

/** What a kind of store is called. */
export const STORE_KINDS = { pharmacy: 'Pharmacy store', cd_cupboard: 'Controlled drugs cupboard' } as const

/** A site with its stores. */
export function SiteSection({ site, edit }: { site: SiteView; edit: boolean }) {
  const where = [site.odsCode, site.gln && `GLN ${site.gln}`, ...site.address].filter(Boolean).join(', ')
  return (
    <Section id={`site-${site.id}`} title={site.name} lead={where || 'No address yet.'}>
      {site.stores.length === 0 ? (
        <EmptyState>No store yet.</EmptyState>
      ) : (
        <Table caption={`Stores of ${site.name}`}>
          <TableHead>
            <HeadCell>Store</HeadCell>
            <HeadCell>Kind</HeadCell>
            <HeadCell>GLN</HeadCell>
            <HeadCell>For the driver</HeadCell>
            <HeadCell>In use</HeadCell>
          </TableHead>
          <TableBody>
            {site.stores.map((store) => (
              <Row key={store.id}>
                <RowHead>{edit ? <Link href={`/settings/stores/${store.id}`}>{store.name}</Link> : store.name}</RowHead>
                <Cell label="Kind">{STORE_KINDS[store.kind]}</Cell>
                <Cell label="GLN">{store.gln ?? 'None'}</Cell>
                <Cell label="For the driver">{store.deliveryNote || 'Nothing'}</Cell>
                <Cell label="In use">{store.active ? 'Yes' : 'No'}</Cell>
              </Row>
            ))}
          </TableBody>
        </Table>
      )}
      {edit && (
        <p className="app-more">
          <Link href={`/settings/stores/new?site=${site.id}`}>Add a store to {site.name}</Link>
          {' or '}
          <Link href={`/settings/sites/${site.id}`}>change {site.name}</Link>
        </p>
      )}
    </Section>
  )
}
