import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { Main } from '#components/shell/main.tsx'
import { BuyingGroups } from '#components/trusts/buying-groups.tsx'
import { FormColumn } from '#components/trusts/form-column.tsx'
import { OrganisationForm } from '#components/trusts/organisation-form.tsx'
import { Saved } from '#components/trusts/saved.tsx'
import { PageHead } from '#components/ui/page-head.tsx'
import { Section } from '#components/ui/section.tsx'
import { SummaryList } from '#components/ui/summary-list.tsx'
import { may } from '#lib/access/permissions.ts'
import { pageActor } from '#lib/access/session.ts'
import { organisationOf } from '#lib/trusts/place.queries.ts'

export const metadata: Metadata = { title: 'Organisation' }

export default async function OrganisationPage({ searchParams }: { searchParams: Promise<Record<string, string>> }) {
  const actor = await pageActor('organisation')
  const [organisation, { saved }] = await Promise.all([organisationOf(actor), searchParams])
  if (!organisation) notFound()
  const edit = may(actor, 'settings.edit')
  const { odsCode, name, gln, endpointScheme, endpointId, address, invoiceAddress } = organisation
  return (
    <Main>
      <PageHead
        title="Organisation"
        standfirst={`${name} is ${odsCode} in the ODS. The code stands in every order number and cannot be changed.`}
        back={{ href: '/settings', words: 'Settings' }}
      />
      <Saved
        saved={saved}
        words={{
          organisation: 'The organisation is saved.',
          group: 'The buying group is saved. Prices follow from that day.',
        }}
      />
      <Section id="details" title="How it stands on orders">
        {edit ? (
          <FormColumn below={false}>
            <OrganisationForm organisation={organisation} trustId={actor.trustId} />
          </FormColumn>
        ) : (
          <SummaryList
            rows={[
              { label: 'Name', value: name },
              { label: 'GLN', value: gln ?? 'None' },
              { label: 'Peppol address', value: endpointId ? `${endpointScheme}: ${endpointId}` : 'None' },
              { label: 'Address', value: address.join(', ') || 'None' },
              { label: 'Address for invoices', value: invoiceAddress.join(', ') || 'The same' },
            ]}
          />
        )}
      </Section>
      {organisation.kind === 'trust' && (
        <BuyingGroups groups={organisation.groups} trustId={actor.trustId} edit={edit} />
      )}
    </Main>
  )
}
