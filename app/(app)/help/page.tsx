import type { Metadata } from 'next'
import { Main } from '#components/shell/main.tsx'
import { Link } from '#components/ui/link.tsx'
import { PageHead } from '#components/ui/page-head.tsx'
import { Section } from '#components/ui/section.tsx'
import { SummaryList } from '#components/ui/summary-list.tsx'
import { pageActor } from '#lib/access/session.ts'

export const metadata: Metadata = { title: 'Help' }

export default async function HelpPage() {
  await pageActor('help')
  return (
    <Main>
      <PageHead
        title="Help"
        standfirst="What the words mean, why things are as they are, and what to do when they go wrong."
      />
      <Section id="journey" title="The journey of an order">
        <p className="app-lead">
          Raise, approve, send, acknowledge, receive. Each step leaves a record that cannot be changed afterwards. A
          line that was sent is never edited: it is replaced, cancelled or closed with a reason.
        </p>
      </Section>
      <Section id="price" title="Why this price?">
        <p className="app-lead">
          The price list is the framework, not the supplier’s catalogue. A price holds for one pack, one supplier, one
          buying group and the days between two dates. Tincture looks up the award that holds for your trust on the day
          you order, keeps it on the line, and shows the next best beside it. Packs of different sizes are compared by
          the unit, never by the pack.
        </p>
        <SummaryList
          rows={[
            {
              label: 'Buying group',
              value:
                'Generics are awarded in six groups of England; London lies in two of them, DLN and DLS. Branded medicines are awarded in four regions. Some lines are national.',
            },
            { label: 'Rank', value: 'Where an award names several suppliers, use rank 1 first.' },
            {
              label: 'Direct or by wholesaler',
              value:
                'The award says who may deliver: its holder, or the wholesalers on its route. From anybody else the same pack is off contract.',
            },
            {
              label: 'Ex VAT',
              value: 'Contract prices leave out VAT. Limits of approval count it. Hospital stock carries 20%.',
            },
          ]}
        />
      </Section>
      <Section id="off-contract" title="What counts as off contract?">
        <SummaryList
          rows={[
            {
              label: 'On contract',
              value: 'The awarded pack, from its holder or a wholesaler on its route, at the contract price or less.',
            },
            {
              label: 'Over contract price',
              value: 'The right pack from the right supplier, but dearer than the award: query the price.',
            },
            {
              label: 'Off contract',
              value:
                'There is a contract for this medicine, and you buy beside it. Say why: some reasons let the trust claim the difference back.',
            },
            {
              label: 'No contract',
              value:
                'Nobody holds an award for this medicine in your group today. It is left out of the measure of compliance.',
            },
          ]}
        />
      </Section>
      <Section id="approve" title="Who must agree, and why?">
        <p className="app-lead">
          Your trust’s scheme of delegation decides: by the total with VAT, off contract, never bought before, dearer
          than contract, controlled drugs, unlicensed medicines. Orders to one supplier on one day count together.
          Nobody approves what they raised or changed, and nobody books in what they raised. Contract lines within the
          buyer’s limit pass by themselves and are marked so. The order pad says who must agree before you submit.
        </p>
      </Section>
      <Section id="send" title="When an order cannot be sent">
        <SummaryList
          rows={[
            {
              label: 'Held',
              value:
                'A controlled drug waits for its signed requisition, an unlicensed medicine for its approval number, or the supplier has no address to send to. The order’s sending page says which.',
            },
            {
              label: 'Could not be sent',
              value: 'The mail server refused it several times. Mend the address or the server, then send it again.',
            },
            {
              label: 'Needs checking',
              value:
                'The line broke after the order was handed over: nobody knows whether it arrived. Ask the supplier, then say what they told you. It is never sent again by itself.',
            },
          ]}
        />
      </Section>
      <Section id="answers" title="What suppliers answer">
        <p className="app-lead">
          Record every answer: it is the evidence for a claim. To follow means it will come later; not available means
          it will not; on allocation means they give each customer a share. What changes the order is put to you: take
          it, close what will not come, or order it elsewhere.
        </p>
      </Section>
      <Section id="receive" title="Booking in">
        <p className="app-lead">
          Scan the square code on the pack: it holds the product, the batch and the expiry. Do fridge lines first and
          write down the temperature. What comes beyond the order waits until somebody decides. A receipt is never
          changed; a wrong one is reversed and booked in again.
        </p>
      </Section>
      <Section id="people" title="Who is who">
        <SummaryList
          rows={[
            {
              label: 'MPSC',
              value:
                'Medicines Procurement and Supply Chain, formerly CMU: tenders and awards the national frameworks.',
            },
            {
              label: 'Regional hub',
              value: 'Does a thing once for all its trusts: loads frameworks, leads tenders around the medicines.',
            },
            { label: 'SPS', value: 'Specialist Pharmacy Service: guidance on buying, shortages and claims.' },
            {
              label: 'dm+d',
              value: 'The NHS dictionary of medicines and devices: every product and pack has its number there.',
            },
          ]}
        />
      </Section>
      <p className="app-section">
        <Link href="/help/keys">Keys you can use</Link>
      </p>
      <p>
        <Link href="/help/api">How other systems talk to Tincture</Link>
      </p>
    </Main>
  )
}
