import type { Metadata } from 'next'
import { Main } from '#components/shell/main.tsx'
import { FormColumn } from '#components/trusts/form-column.tsx'
import { Saved } from '#components/trusts/saved.tsx'
import { ActionForm } from '#components/ui/action-form.tsx'
import { Button } from '#components/ui/button.tsx'
import { Checkboxes } from '#components/ui/choices.tsx'
import { EmptyState } from '#components/ui/empty-state.tsx'
import { PageHead } from '#components/ui/page-head.tsx'
import { pageSession } from '#lib/access/session.ts'
import { noticesOf } from '#lib/notices/notice-choice.queries.ts'
import { chooseNoticesAction } from '#lib/notices/notices.actions.ts'

export const metadata: Metadata = { title: 'Notices by e-mail' }

export default async function NoticesPage({ searchParams }: { searchParams: Promise<Record<string, string>> }) {
  const { actor, email } = await pageSession('notices')
  const [notices, { saved }] = await Promise.all([noticesOf(actor), searchParams])
  return (
    <Main>
      <PageHead
        title="Notices by e-mail"
        standfirst={`They go to ${email}. Whatever they are about waits on your Today page as well.`}
        back={{ href: '/settings', words: 'Settings' }}
      />
      <Saved saved={saved} words={{ '1': 'Your choice is saved.' }} />
      {notices.length === 0 ? (
        <EmptyState>There are no notices for your role.</EmptyState>
      ) : (
        <FormColumn>
          <ActionForm action={chooseNoticesAction} trustId={actor.trustId} id="notices">
            <Checkboxes
              name="wanted"
              label="Write to me when"
              options={notices.map(({ kind, name }) => ({ value: kind, label: name }))}
              defaultValues={notices.filter((one) => one.wanted).map((one) => one.kind)}
            />
            <Button>Save notices</Button>
          </ActionForm>
        </FormColumn>
      )}
    </Main>
  )
}
