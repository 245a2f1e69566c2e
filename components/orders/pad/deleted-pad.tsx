import { ActionForm } from '#components/ui/action-form.tsx'
import { LinkButton } from '#components/ui/button.tsx'
import { Link } from '#components/ui/link.tsx'
import { Note } from '#components/ui/note.tsx'
import { restorePadAction } from '#lib/orders/raise/raise.actions.ts'
import { formatCounted } from '#lib/values/format.ts'

/** Above the list, after a pad was thrown away: it can be brought back, until somebody closes the offer. */
export function DeletedPad({ padId, drafts, trustId }: { padId: string; drafts: number; trustId: string }) {
  const words =
    drafts === 0 ? 'The order pad is thrown away.' : `${formatCounted(drafts, 'draft is', 'drafts are')} deleted.`
  return (
    <div role="status">
      <Note lead={words}>
        <ActionForm
          action={restorePadAction}
          trustId={trustId}
          hidden={{ padId }}
          act={`restore ${padId}`}
          label="Bring the draft back"
        >
          <LinkButton>
            Undo<span className="nhsuk-u-visually-hidden"> deleting the draft</span>
          </LinkButton>{' '}
          <Link href="/orders">
            Close<span className="nhsuk-u-visually-hidden"> the note about the deleted draft</span>
          </Link>
        </ActionForm>
      </Note>
    </div>
  )
}
