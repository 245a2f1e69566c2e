import { ActionForm } from '#components/ui/action-form.tsx'
import { Button } from '#components/ui/button.tsx'
import { Chips } from '#components/ui/chips.tsx'
import { Checkbox } from '#components/ui/choices.tsx'
import { Details } from '#components/ui/details.tsx'
import { Link } from '#components/ui/link.tsx'
import { TextInput } from '#components/ui/text-input.tsx'
import type { ListName } from '#lib/views/saved-view.rules.ts'
import { saveViewAction } from '#lib/views/views.actions.ts'
import type { ViewLink } from '#lib/views/views.queries.ts'

/**
 * The saved views of a list as links, and the list as it stands to be kept under a name. Nothing is in force but what the
 * address says: a view is taken by pressing it, never by itself.
 */
export function SavedViews({
  list,
  views,
  query,
  trustId,
}: {
  list: ListName
  views: readonly ViewLink[]
  query: string
  trustId: string
}) {
  const known = views.some((view) => view.query === query)
  if (views.length === 0 && query === '') return null
  return (
    <div className="app-views">
      {views.length > 0 && (
        <Chips
          label="Saved views"
          chips={views.map((view) => ({
            label: view.mine ? view.name : `${view.name}, shared`,
            href: view.href,
            current: view.query === query,
          }))}
        >
          <Link href="/settings/views">Change saved views</Link>
        </Chips>
      )}
      {query !== '' && !known && (
        <Details summary="Save this view" small>
          <ActionForm action={saveViewAction} trustId={trustId} hidden={{ list, query }} label="Save this view">
            <TextInput name="name" label="Name" hint="Like Late meropenem" width={20} />
            <Checkbox name="shared" label="Show it to everybody here" />
            <Button kind="secondary" small>
              Save the view
            </Button>
          </ActionForm>
        </Details>
      )}
    </div>
  )
}
