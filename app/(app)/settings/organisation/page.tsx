import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { Main } from '#components/shell/main.tsx'
import { BuyingGroups } from '#components/trusts/buying-groups.tsx'
import { FormColumn } from '#components/trusts/form-column.tsx'
import { OrganisationForm } from '#components/trusts/organisation-form.tsx'
import { Saved } from '#components/trusts/saved.tsx'
import { SetUpNext } from '#components/trusts/set-up-checklist.tsx'
import { PageHead } from '#components/ui/page-head.tsx'
import { Section } from '#components/ui/section.tsx'
import { SummaryList } from '#components/ui/summary-list.tsx'
import { may } from '#lib/access/permissions.ts'
import { pageActor } from '#lib/access/session.ts'
import { organisationOf } from '#lib/trusts/place.queries.ts'
import { setUpOf } from '#lib/trusts/set-up.queries.ts'

export const metadata: Metadata = { title: 'Organisation' }

export default async function OrganisationPage({ searchParams }: { searchParams: Promise<Record<string, string>> }) {
  const actor = await pageActor('organisation')
  const [organisation, steps, { saved }] = await Promise.all([organisationOf(actor), setUpOf(actor), searchParams])
  if (!organisation) notFound()
  const edit = may(actor, 'settings.edit')
  const { odsCode, codeGiven, name, gln, endpointScheme, endpointId, address, invoiceAddress } = organisation
  return (
    <Main>
      <PageHead
        title="Organisation"
        standfirst={
          codeGiven
            ? `${name} is ${odsCode} in the ODS. Order numbers carry the code, so it stays.`
            : `Put right what the first start made up: ${name}, ${odsCode} in the ODS.`
        }
        back={{ href: '/settings', words: 'Settings' }}
      />
      <Saved
        saved={saved}
        words={{
          organisation: 'The organisation is saved.',
          group: 'The buying group is saved. Prices follow from that day.',
        }}
      />
      <SetUpNext steps={steps} here="/settings/organisation" />
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
