import type { Queue } from '#components/ui/docket.tsx'
import { Link } from '#components/ui/link.tsx'
import type { AddressChange } from '#lib/suppliers/order-address.queries.ts'
import { formatCounted, formatWhen } from '#lib/values/format.ts'

const SHOWN = 3

/** What waits for the reader on Today: other addresses that orders are to go to. */
export function addressQueue(changes: readonly AddressChange[], now: Date): Queue | null {
  const [first] = changes
  if (!first) return null
  return {
    key: 'addresses',
    count: changes.length,
    title:
      changes.length === 1 ? 'Order address waits for a second person' : 'Order addresses wait for a second person',
    says: 'Orders go as before until somebody else than who asked has checked it.',
    items: changes.slice(0, SHOWN).map((one) => ({
      key: one.id,
      what: (
        <>
          <Link href={`/suppliers/${one.supplierId}#address`}>{one.supplier}</Link> to {one.to}
        </>
      ),
      figure: formatWhen(one.askedAt, now),
    })),
    act: {
      href: `/suppliers/${first.supplierId}#address`,
      words:
        changes.length === 1
          ? 'Check the address'
          : `Check the first of ${formatCounted(changes.length, 'address', 'addresses')}`,
    },
  }
}
