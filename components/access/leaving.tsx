import { ActionForm } from '#components/ui/action-form.tsx'
import { Button } from '#components/ui/button.tsx'
import { Details } from '#components/ui/details.tsx'
import { Note } from '#components/ui/note.tsx'
import { TextInput } from '#components/ui/text-input.tsx'
import { approves } from '#lib/access/consent/second.rules.ts'
import { dropLeavingDayAction, leaveTrustAction, setLeavingDayAction } from '#lib/access/people.actions.ts'
import type { PersonPage } from '#lib/access/person-page.queries.ts'
import { formatDate } from '#lib/values/format.ts'
import { TakerSelect } from './hand-over.tsx'
import { hasWork, WorkList } from './work-list.tsx'

/** What waits for somebody by name, and how they leave: from a day on, or now. */
export function LeavingForms({ trustId, page }: { trustId: string; page: PersonPage }) {
  const { person, leaving, work, takers } = page
  const form = { trustId, hidden: { personId: person.id } }
  const handTo = hasWork(work) && <TakerSelect takers={takers} none="Nobody yet" />
  return (
    <>
      {leaving && (
        <>
          <Note kind="care" lead={`From ${formatDate(leaving.from)} on they can no longer sign in here.`}>
            {leaving.to ? `${leaving.to} takes their work over.` : 'Nobody takes their work over yet.'}
          </Note>
          <ActionForm action={dropLeavingDayAction} {...form} id="drop-leaving" label={`${person.name} stays`}>
            <Button kind="secondary">They stay after all</Button>
          </ActionForm>
        </>
      )}
      <WorkList work={work} />
      <ActionForm action={setLeavingDayAction} {...form} id="set-leaving" label={`${person.name} leaves on a day`}>
        <TextInput
          name="from"
          label="They can no longer sign in from"
          hint="Like 31 March 2027"
          width={20}
          autoComplete="off"
        />
        {handTo}
        <Button kind="secondary">Set the day</Button>
      </ActionForm>
      <Details summary="They have left already" small>
        <ActionForm action={leaveTrustAction} {...form} id="leave-trust" label={`${person.name} has left`}>
          <p>They are signed out at once, and their tokens end.{told(person.roles)}</p>
          {handTo}
          <Button kind="secondary">{`${person.name} has left`}</Button>
        </ActionForm>
      </Details>
    </>
  )
}

/** What else comes of it where they approve or administer. */
function told(roles: PersonPage['person']['roles']): string {
  if (roles.includes('admin')) return ' Another administrator or the chief pharmacist must agree, where there is one.'
  return roles.some(approves) ? ' The other administrators and approvers are told by e-mail.' : ''
}
