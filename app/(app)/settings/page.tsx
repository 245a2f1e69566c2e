import type { Metadata } from 'next'
import { ChangeTrust } from '#components/access/change-trust.tsx'
import { JoinTrust } from '#components/access/join-trust.tsx'
import { Main } from '#components/shell/main.tsx'
import { Saved } from '#components/trusts/saved.tsx'
import { SetUpChecklist } from '#components/trusts/set-up-checklist.tsx'
import { Link } from '#components/ui/link.tsx'
import { PageHead } from '#components/ui/page-head.tsx'
import { Section } from '#components/ui/section.tsx'
import { SummaryList } from '#components/ui/summary-list.tsx'
import { ownTrusts } from '#lib/access/own-trusts.queries.ts'
import { mayAny } from '#lib/access/permissions.ts'
import { type PageId, pageEntry } from '#lib/access/registry.ts'
import { ROLE_NAMES } from '#lib/access/roles.ts'
import { pageSession, sessionIdOfRequest } from '#lib/access/session.ts'
import { setUpOf } from '#lib/trusts/set-up.queries.ts'
import { systemClock } from '#lib/values/clock.ts'
import { formatList } from '#lib/values/format.ts'

export const metadata: Metadata = { title: 'Settings' }

const OF_TRUST: readonly { page: PageId; label: string; what: string }[] = [
  {
    page: 'organisation',
    label: 'Organisation',
    what: 'Name, ODS code, GLN, Peppol address, addresses, buying groups',
  },
  { page: 'sites', label: 'Sites and stores', what: 'Where goods are delivered to' },
  { page: 'costCentres', label: 'Cost centres', what: 'What orders are booked to' },
  { page: 'people', label: 'People', what: 'Who works here, in which role, and what waits for consent' },
  { page: 'deputies', label: 'Away and deputies', what: 'Who is away, and who decides in whose place' },
  {
    page: 'directory',
    label: 'Directory',
    what: 'Sign-in by Entra ID, NHS.net Connect or CIS2, and who waits to be let in',
  },
  { page: 'dictionary', label: 'Dictionary', what: 'Releases of dm+d: which is current, and what each changes' },
  {
    page: 'loads',
    label: 'Load files',
    what: 'Products, contracts, suppliers, stock and usage, and what each file changed',
  },
  { page: 'approvalScheme', label: 'Who must approve', what: 'The scheme of delegation in words, and changes of it' },
  {
    page: 'trustSettings',
    label: 'Rules of the trust',
    what: 'VAT, usual quantities, batch and expiry, fridge range, second factor, sessions',
  },
  { page: 'webhooks', label: 'Webhooks', what: 'Other systems that are told what happens' },
  { page: 'outgoing', label: 'Outgoing messages', what: 'What was kept because no mail server is set' },
]

export default async function SettingsPage({ searchParams }: { searchParams: Promise<Record<string, string>> }) {
  const { actor, email } = await pageSession('settings')
  const [steps, trusts, { done }] = await Promise.all([
    setUpOf(actor),
    ownTrusts(await sessionIdOfRequest(), systemClock()),
    searchParams,
  ])
  const places = OF_TRUST.filter(({ page }) => mayAny(actor, pageEntry(page).permission))
  return (
    <Main>
      <PageHead
        title="Settings"
        standfirst={`You are ${actor.name}, ${formatList(actor.roles.map((role) => ROLE_NAMES[role]))} at ${actor.trustName}.`}
      />
      <Saved
        saved={done}
        words={{
          password: 'Your password is changed. Wherever else you were signed in, you are signed out.',
          directory: 'That trust’s directory cannot be asked at the moment.',
          joined: 'You work for another trust now. Go on there with the button below.',
        }}
      />
      <SetUpChecklist steps={steps} />
      {places.length > 0 && (
        <Section id="trust" title="The trust">
          <SummaryList
            rows={places.map(({ page, label, what }) => ({
              label,
              value: <Link href={pageEntry(page).path}>{what}</Link>,
            }))}
          />
        </Section>
      )}
      <Section id="own" title="Your own">
        <SummaryList
          rows={[
            { label: 'You sign in as', value: email },
            {
              label: 'Password',
              value: <Link href="/settings/password">Change the one you sign in with</Link>,
            },
            {
              label: 'Second factor',
              value: <Link href="/settings/second-factor">A code of your phone beside your password</Link>,
            },
            {
              label: 'Your sign-ins',
              value: <Link href="/settings/sign-ins">Where you are signed in, and how to end it</Link>,
            },
            {
              label: 'Notices by e-mail',
              value: <Link href="/settings/notices">What Tincture writes to you about</Link>,
            },
            {
              label: 'Files',
              value: <Link href="/files">Long lists that are made for you as Excel or CSV</Link>,
            },
            {
              label: 'Saved views',
              value: <Link href="/settings/views">Lists as you want to see them again</Link>,
            },
            {
              label: 'Your data',
              value: <Link href="/settings/data">Everything kept about you here, as a file</Link>,
            },
            {
              label: 'API tokens',
              value: <Link href="/settings/tokens">What other systems act with in your name</Link>,
            },
          ]}
        />
        {trusts.length > 1 && <ChangeTrust trusts={trusts} current={actor.trustId} />}
        <JoinTrust trustId={actor.trustId} />
      </Section>
    </Main>
  )
}
