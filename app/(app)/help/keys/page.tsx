import type { Metadata } from 'next'
import { Main } from '#components/shell/main.tsx'
import { RememberKeys } from '#components/shell/remember-keys.tsx'
import { Saved } from '#components/trusts/saved.tsx'
import { ActionForm } from '#components/ui/action-form.tsx'
import { Button } from '#components/ui/button.tsx'
import { PageHead } from '#components/ui/page-head.tsx'
import { Section } from '#components/ui/section.tsx'
import { SummaryList } from '#components/ui/summary-list.tsx'
import { pageActor } from '#lib/access/session.ts'
import { chooseKeysAction } from '#lib/keys/keys.actions.ts'
import { keysWork } from '#lib/keys/keys.queries.ts'

export const metadata: Metadata = { title: 'Keys' }

export default async function KeysPage({ searchParams }: { searchParams: Promise<Record<string, string>> }) {
  const actor = await pageActor('helpKeys')
  const [work, { saved }] = await Promise.all([keysWork(actor), searchParams])
  return (
    <Main>
      <PageHead
        back={{ href: '/help', words: 'Help' }}
        title="Keys"
        standfirst="Everything works with the keyboard alone. No single letter does anything by itself."
      />
      <Saved saved={saved} words={{ on: 'The keys are switched on.', off: 'The keys are switched off.' }} />
      <Section id="everywhere" title="Everywhere">
        <SummaryList
          rows={[
            { label: 'Ctrl K, on a Mac ⌘ K', value: 'Goes to a page, an order, a product or a supplier by its name' },
            { label: 'Ctrl /, on a Mac ⌘ /', value: 'Opens this page' },
            { label: 'Tab, Shift Tab', value: 'To the next link, button or field, and back' },
            { label: 'Enter', value: 'Opens a link, presses a button, sends a form' },
            { label: 'Tab, then Enter at the top', value: 'Skips to the main content' },
          ]}
        />
      </Section>
      <Section id="switch" title="Keys with Ctrl or ⌘">
        <RememberKeys person={`${actor.trustId} ${actor.personId}`} work={work} />
        <p>{work ? 'They work for you.' : 'They are switched off for you: the browser keeps them for itself.'}</p>
        <ActionForm
          action={chooseKeysAction}
          trustId={actor.trustId}
          act={`keys ${work}`}
          hidden={{ keys: work ? 'off' : 'on' }}
          label="Switch the keys"
        >
          <Button kind="secondary">{work ? 'Switch them off' : 'Switch them on'}</Button>
        </ActionForm>
      </Section>
      <Section id="pad" title="On the order pad">
        <SummaryList
          rows={[
            { label: '↓ ↑', value: 'Through the packs that were found' },
            { label: 'Enter', value: 'Takes the marked pack; in a field of packs, to the next line' },
            { label: 'Escape', value: 'Closes the list of packs' },
            {
              label: 'Ctrl V',
              value: 'Takes a list over that was copied in a spreadsheet, wherever you are on the pad',
            },
            { label: 'Enter in a row to mend', value: 'Looks for it again, and goes to the next row' },
            { label: 'A scanner', value: 'Types the barcode and Enter: a single match is taken at once' },
          ]}
        />
      </Section>
      <Section id="goods-in" title="At goods-in">
        <SummaryList
          rows={[
            {
              label: 'A scanner',
              value: 'Product, batch and expiry from the square code; one scan and a count for each batch',
            },
            { label: 'F8', value: 'Stands for the separator that some scanners cannot type' },
          ]}
        />
      </Section>
    </Main>
  )
}
