import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { Main } from '#components/shell/main.tsx'
import { AccountForm } from '#components/suppliers/account-form.tsx'
import { FormColumn } from '#components/trusts/form-column.tsx'
import { Saved } from '#components/trusts/saved.tsx'
import { PageHead } from '#components/ui/page-head.tsx'
import { pageActor } from '#lib/access/session.ts'
import { storeNumbers } from '#lib/suppliers/order-address.queries.ts'
import { supplierById } from '#lib/suppliers/supplier.queries.ts'
import { isUuid } from '#lib/values/ids.ts'

export const metadata: Metadata = { title: 'Account with a supplier' }

type Place = { params: Promise<{ supplierId: string }>; searchParams: Promise<Record<string, string>> }

export default async function SupplierAccountPage({ params, searchParams }: Place) {
  const actor = await pageActor('supplierAccount')
  const [{ supplierId }, { saved }] = await Promise.all([params, searchParams])
  const supplier = isUuid(supplierId) ? await supplierById(actor, supplierId) : null
  if (!supplier) notFound()
  return (
    <Main>
      <PageHead
        title={
          supplier.account ? `Change the account with ${supplier.name}` : `Set up the account with ${supplier.name}`
        }
        back={{ href: `/suppliers/${supplier.id}`, words: supplier.name }}
      />
      <Saved saved={saved} words={{ added: `${supplier.name} is added.` }} />
      <FormColumn>
        <AccountForm supplier={supplier} stores={await storeNumbers(actor, supplier.id)} trustId={actor.trustId} />
      </FormColumn>
    </Main>
  )
}
