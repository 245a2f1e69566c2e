import 'server-only'
import type { Actor } from '#lib/access/actor.ts'
import { isSomebodyElse } from '#lib/access/consent/somebody-else.rules.ts'
import { may } from '#lib/access/permissions.ts'
import { nameOf, peopleOfTrust } from '#lib/db/people.ts'
import { withTrust } from '#lib/db/with-trust.ts'

/** A catalogue that waits for a second person. */
export type CatalogueToDecide = { loadId: string; fileName: string; proposedBy: string; proposedAt: Date }

/** Catalogues of the reader's organisation that they may agree to as the second person, the longest waiting first. Needs `contract.approve`. */
export async function cataloguesToDecide(actor: Actor): Promise<CatalogueToDecide[]> {
  if (!may(actor, 'contract.approve')) return []
  return withTrust(actor, async (tx) => {
    const rows = await tx.fileLoad.findMany({
      where: { trustId: actor.trustId, kind: 'contracts', state: 'proposed' },
      select: { id: true, fileName: true, chosenBy: true, proposedBy: true, proposedAt: true },
      orderBy: { proposedAt: 'asc' },
    })
    if (rows.length === 0) return []
    const people = await peopleOfTrust(tx)
    return rows.flatMap(({ id, fileName, chosenBy, proposedBy, proposedAt }) =>
      proposedBy && proposedAt && isSomebodyElse(actor, [chosenBy, proposedBy])
        ? [{ loadId: id, fileName, proposedBy: nameOf(people, proposedBy), proposedAt }]
        : [],
    )
  })
}
