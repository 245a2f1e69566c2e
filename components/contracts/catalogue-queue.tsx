import type { Queue } from '#components/ui/docket.tsx'
import { Link } from '#components/ui/link.tsx'
import type { CatalogueToDecide } from '#lib/contracts/changes/to-decide.queries.ts'
import { formatCounted, formatWhen } from '#lib/values/format.ts'

const SHOWN = 3

/** What waits for the reader on Today: contract catalogues that a second person has to agree to; null for none. */
export function catalogueQueue(catalogues: readonly CatalogueToDecide[], now: Date): Queue | null {
  const [first] = catalogues
  if (!first) return null
  const several = catalogues.length > 1
  return {
    key: 'catalogues',
    count: catalogues.length,
    title: several ? 'Contract catalogues wait for a second person' : 'Contract catalogue waits for a second person',
    says: 'Their prices hold once somebody else than who loaded them has agreed.',
    items: catalogues.slice(0, SHOWN).map((one) => ({
      key: one.loadId,
      what: (
        <>
          <Link href={`/contracts/changes/${one.loadId}`}>{one.fileName}</Link>, proposed by {one.proposedBy}
        </>
      ),
      figure: formatWhen(one.proposedAt, now),
    })),
    act: {
      href: `/contracts/changes/${first.loadId}`,
      words: several ? `See the first of ${formatCounted(catalogues.length, 'catalogue')}` : 'See what changes',
    },
  }
}
