import type { Metadata } from 'next'
import { Main } from '#components/shell/main.tsx'
import { NewSupplierForm, NewSupplierName, OfferedSuppliers } from '#components/suppliers/new-supplier.tsx'
import { FormColumn } from '#components/trusts/form-column.tsx'
import { Note } from '#components/ui/note.tsx'
import { PageHead } from '#components/ui/page-head.tsx'
import { Section } from '#components/ui/section.tsx'
import { pageActor } from '#lib/access/session.ts'
import { suppliersOfName } from '#lib/suppliers/identity.queries.ts'
import { newSupplierAddress } from '#lib/suppliers/supplier.schema.ts'

export const metadata: Metadata = { title: 'Add a supplier' }

const BACK = { href: '/suppliers', words: 'Suppliers' }

export default async function NewSupplierPage({ searchParams }: { searchParams: Promise<Record<string, string>> }) {
  const actor = await pageActor('newSupplier')
  const { name } = newSupplierAddress.parse(await searchParams)
  const { same, alike } = await suppliersOfName(actor, name)
  const trades = actor.trustKind === 'trust'
  const offered = [...same, ...alike]
  if (name === '' || same.length > 0) {
    return (
      <Main>
        <PageHead
          title="Add a supplier"
          standfirst="Suppliers that a contract file names are there already. Add the others here."
          back={BACK}
        />
        {same.length > 0 && (
          <Section id="there" title={`${name} is there already`}>
            <OfferedSuppliers caption="Suppliers of this name, and alike" suppliers={offered} trades={trades} />
          </Section>
        )}
        <FormColumn>
          <NewSupplierName name={name} />
        </FormColumn>
      </Main>
    )
  }
  return (
    <Main>
      <PageHead
        title={`Add ${name}`}
        standfirst={trades ? 'First what they are, then how your trust trades with them.' : undefined}
        back={{ href: '/suppliers/new', words: 'Another name' }}
      />
      {alike.length > 0 && (
        <Section id="alike" title="Is it one of these?">
          <Note kind="care" lead="A supplier is added once.">
            Orders, prices and claims of one that stands there twice do not add up.
          </Note>
          <OfferedSuppliers caption="Suppliers of a name alike" suppliers={alike} trades={trades} />
        </Section>
      )}
      <Section id="particulars" title={alike.length > 0 ? 'None of these' : 'The supplier'}>
        <FormColumn below={false}>
          <NewSupplierForm name={name} unlike={alike.map((one) => one.id)} trades={trades} trustId={actor.trustId} />
        </FormColumn>
      </Section>
    </Main>
  )
}
