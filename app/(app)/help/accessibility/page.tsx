import type { Metadata } from 'next'
import { Main } from '#components/shell/main.tsx'
import { PageHead } from '#components/ui/page-head.tsx'
import { Section } from '#components/ui/section.tsx'

export const metadata: Metadata = { title: 'Accessibility statement' }

export default function AccessibilityPage() {
  return (
    <Main>
      <PageHead
        title="Accessibility statement"
        standfirst="We want everybody who buys, approves and books in medicines to be able to use Tincture."
      />
      <Section id="can" title="What works">
        <p className="app-lead">
          You can use every page with the keyboard alone, at 200% zoom, on a screen 320 pixels wide, and with a screen
          reader. Colour never says anything by itself. Lists and orders can be read without script. We hold every page
          against WCAG 2.2, levels A and AA, in each role, each time the program changes.
        </p>
      </Section>
      <Section id="cannot" title="What does not work yet">
        <p className="app-lead">
          We have not had the pages tested by people who use screen readers, nor in Safari or with speech input. The
          order pad and the scan desk need script. Printed documents are tagged PDF and have a page as their twin.
        </p>
      </Section>
      <Section id="tell" title="Tell us">
        <p className="app-lead">
          Tell your administrator what stands in your way. If you are not content with the answer, the Equality Advisory
          and Support Service can help.
        </p>
      </Section>
    </Main>
  )
}
