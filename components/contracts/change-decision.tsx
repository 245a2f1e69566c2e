import { CancelForm } from '#components/files/load-forms.tsx'
import { ButtonLink } from '#components/ui/button.tsx'
import { Note } from '#components/ui/note.tsx'
import type { ChangesPage } from '#lib/contracts/changes/changes.queries.ts'
import { formatDateTime } from '#lib/values/format.ts'
import { ApproveForm, ProposeForm, ReturnForm } from './change-forms.tsx'

/** Where a catalogue of one's own stands, and what the reader can do about it; nothing once it is agreed to. */
export function ChangeDecision({ page, trustId }: { page: ChangesPage; trustId: string }) {
  const { decision, loadId, lines } = page
  if (!decision || page.agreedAt) return null
  const of = { loadId, version: decision.version, trustId }
  if (decision.state === 'loading') {
    return (
      <Note lead={`${decision.agreedBy ?? 'Somebody'} agreed.`}>
        The prices are being loaded. Look again in a moment:{' '}
        <ButtonLink href={`/contracts/changes/${loadId}`} kind="secondary">
          Look again
        </ButtonLink>
      </Note>
    )
  }
  if (decision.state === 'proposed') {
    const asked = decision.proposedAt
      ? `${decision.proposedBy} proposed this ${formatDateTime(decision.proposedAt)}.`
      : ''
    if (decision.mayDecide) {
      return (
        <div className="app-decide">
          <p>
            {asked} Nothing holds until you agree. Then the old lines are closed the day before, and the new ones open
            on their days.
          </p>
          <ApproveForm {...of} lines={lines} />
          <div className="app-gap">
            <ReturnForm {...of} />
          </div>
        </div>
      )
    }
    return (
      <>
        <Note lead="A second person must agree.">
          {asked}{' '}
          {decision.behind ? 'You cannot agree to what you loaded yourself.' : 'Your role cannot agree to prices.'}
        </Note>
        {decision.mayThrow && <CancelForm load={{ id: loadId }} trustId={trustId} words="Throw the file away" />}
      </>
    )
  }
  if (decision.mayPropose) {
    return (
      <div className="app-decide">
        {decision.returned !== '' && (
          <Note kind="care" lead="Given back.">
            {decision.returned}
          </Note>
        )}
        <p>Nothing holds until somebody else agrees to it.</p>
        <ProposeForm {...of} />
        <CancelForm load={{ id: loadId }} trustId={trustId} words="Throw the file away" />
      </div>
    )
  }
  return <Note lead="Not proposed yet.">Whoever loaded the file looks it through first.</Note>
}
