import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { Main } from '#components/shell/main.tsx'
import { SupplierForm } from '#components/suppliers/supplier-form.tsx'
import { FormColumn } from '#components/trusts/form-column.tsx'
import { PageHead } from '#components/ui/page-head.tsx'
import { pageActor } from '#lib/access/session.ts'
import { supplierById } from '#lib/suppliers/supplier.queries.ts'
import { isUuid } from '#lib/values/ids.ts'

export const metadata: Metadata = { title: 'Change a supplier' }

export default async function SupplierParticularsPage({ params }: { params: Promise<{ supplierId: string }> }) {
  const actor = await pageActor('supplierParticulars')
  const { supplierId } = await params
  const supplier = isUuid(supplierId) ? await supplierById(actor, supplierId) : null
  if (!supplier?.own) notFound()
  return (
    <Main>
      <PageHead
        title={`Change ${supplier.name}`}
        standfirst={`Code ${supplier.code}: by this, contract files find the supplier.`}
        back={{ href: `/suppliers/${supplier.id}`, words: supplier.name }}
      />
      <FormColumn>
        <SupplierForm supplier={supplier} trustId={actor.trustId} />
      </FormColumn>
    </Main>
  )
}
