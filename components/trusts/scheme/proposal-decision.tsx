import { ActionForm } from '#components/ui/action-form.tsx'
import { Button, Buttons } from '#components/ui/button.tsx'
import { Section } from '#components/ui/section.tsx'
import { Textarea } from '#components/ui/textarea.tsx'
import type { ProposalPage } from '#lib/orders/scheme/proposal.queries.ts'
import { decideProposalAction, withdrawProposalAction } from '#lib/orders/scheme/scheme.actions.ts'

/** Where the second person adopts or refuses a proposal, and who proposed it takes it back. */
export function ProposalDecision({
  proposal,
  seconds,
  trustId,
}: {
  proposal: Pick<ProposalPage, 'id' | 'edit' | 'mine' | 'proposedBy' | 'trial'>
  seconds: boolean
  trustId: string
}) {
  const { id, edit, mine, proposedBy, trial } = proposal
  if (!mine && !seconds)
    return (
      <Section id="decision" title="The decision">
        <p>The chief pharmacist or the director of finance decides, and never who proposed it.</p>
      </Section>
    )
  return (
    <Section
      id="decision"
      title={mine ? 'Your proposal' : 'Your decision'}
      lead={
        mine
          ? 'A second person decides: the chief pharmacist or the director of finance.'
          : `You are the second person: ${proposedBy} proposed it.${trial?.state === 'done' ? '' : ' It is not tried to the end yet.'}`
      }
    >
      <ActionForm
        action={mine ? withdrawProposalAction : decideProposalAction}
        trustId={trustId}
        act={`decide-scheme ${id} ${edit}`}
        hidden={{ proposalId: id, edit: String(edit) }}
        label="Your decision"
      >
        <Textarea
          name="note"
          label="Note"
          hint={mine ? undefined : `Needed if you refuse. ${proposedBy} sees it.`}
          maxLength={1000}
        />
        <Buttons>
          {mine ? (
            <Button kind="secondary">Take it back</Button>
          ) : (
            <>
              <Button name="decision" value="adopt">
                Adopt this change
              </Button>
              <Button kind="secondary" name="decision" value="refuse">
                Refuse it
              </Button>
            </>
          )}
        </Buttons>
      </ActionForm>
    </Section>
  )
}
