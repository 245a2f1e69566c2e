import { ActionForm } from '#components/ui/action-form.tsx'
import { Button } from '#components/ui/button.tsx'
import { Link } from '#components/ui/link.tsx'
import { Section } from '#components/ui/section.tsx'
import type { TwiceSupplier } from '#lib/suppliers/identity.queries.ts'
import { joinSupplierAction } from '#lib/suppliers/supplier.actions.ts'

const WHY = {
  gln: 'They have the same GLN.',
  name: 'They have the same name.',
  account: 'They have the same account.',
} as const satisfies Record<TwiceSupplier['why'], string>

/** Suppliers that one added by hand and the hub has by now, too: each with the act that makes them one. */
export function TwiceSuppliers({ twice, trustId }: { twice: readonly TwiceSupplier[]; trustId: string }) {
  if (twice.length === 0) return null
  return (
    <Section
      id="twice"
      title="Added here, and by your regional hub"
      lead="Joined, the hub’s is bought from: it gets your account, your prices on file and your contracts. Orders stay as they are."
    >
      {twice.map(({ own, into, why }) => (
        <div key={own.id} className="app-gap app-measure">
          <p>
            <Link href={`/suppliers/${own.id}`}>{own.name}</Link>, added by hand, and{' '}
            <Link href={`/suppliers/${into.id}`}>{into.name}</Link>, from your hub. {WHY[why]}
          </p>
          <ActionForm
            action={joinSupplierAction}
            trustId={trustId}
            act={`join-supplier ${own.id}`}
            label={`Join ${own.name} to ${into.name}`}
            hidden={{ supplierId: own.id, into: into.id }}
          >
            <Button kind="secondary">
              Join them<span className="nhsuk-u-visually-hidden">: {own.name}</span>
            </Button>
          </ActionForm>
        </div>
      ))}
    </Section>
  )
}
