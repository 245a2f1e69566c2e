import type { Metadata } from 'next'
import { Main } from '#components/shell/main.tsx'
import { PageHead } from '#components/ui/page-head.tsx'
import { Section } from '#components/ui/section.tsx'
import { SummaryList } from '#components/ui/summary-list.tsx'
import { pageActor } from '#lib/access/session.ts'

export const metadata: Metadata = { title: 'Keys' }

export default async function KeysPage() {
  await pageActor('helpKeys')
  return (
    <Main>
      <PageHead
        back={{ href: '/help', words: 'Help' }}
        title="Keys"
        standfirst="Everything works with the keyboard alone. No single letter does anything by itself."
      />
      <Section id="everywhere" title="Everywhere">
        <SummaryList
          rows={[
            { label: 'Tab, Shift Tab', value: 'To the next link, button or field, and back' },
            { label: 'Enter', value: 'Opens a link, presses a button, sends a form' },
            { label: 'Tab, then Enter at the top', value: 'Skips to the main content' },
          ]}
        />
      </Section>
      <Section id="pad" title="On the order pad">
        <SummaryList
          rows={[
            { label: '↓ ↑', value: 'Through the packs that were found' },
            { label: 'Enter', value: 'Takes the marked pack; in a field of packs, to the next line' },
            { label: 'Escape', value: 'Closes the list of packs' },
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
