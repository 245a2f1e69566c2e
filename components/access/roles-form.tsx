import { ActionForm } from '#components/ui/action-form.tsx'
import { Button } from '#components/ui/button.tsx'
import { Details } from '#components/ui/details.tsx'
import { TextInput } from '#components/ui/text-input.tsx'
import { Textarea } from '#components/ui/textarea.tsx'
import { ALL_CONFLICTS } from '#lib/access/conflicts/conflict.rules.ts'
import { conflictWords } from '#lib/access/conflicts/conflict-words.rules.ts'
import { changeRolesAction } from '#lib/access/people.actions.ts'
import type { PersonPage } from '#lib/access/person-page.queries.ts'
import { RoleBoxes } from './role-boxes.tsx'
import { SiteBoxes } from './site-boxes.tsx'

/** The roles of a person, where they count, and the way to ask for an exception. */
export function RolesForm({ trustId, kind, page }: { trustId: string; kind: 'trust' | 'hub'; page: PersonPage }) {
  const { person, limits, sites } = page
  return (
    <ActionForm action={changeRolesAction} trustId={trustId} hidden={{ personId: person.id }} id="change-roles">
      <RoleBoxes kind={kind} held={person.roles} labelHidden />
      <SiteBoxes sites={sites} held={limits} />
      {kind === 'trust' && (
        <Details summary="Roles that somebody else must agree to" small>
          <p>
            Who orders must not be who agrees, who books in or who has it paid. Where both are needed for a time, say
            why: another administrator or the chief pharmacist must agree, and one role is withdrawn by itself when the
            time is over.
          </p>
          <p>
            A role that approves takes another administrator or the chief pharmacist; so does taking away the role of an
            administrator, of a chief pharmacist or of the only one who approves by it. Making somebody administrator
            takes another administrator. A reason helps them. Where nobody else can agree, you do it alone, and it is
            listed for the auditor.
          </p>
          <Textarea name="reason" label="Why they need these roles" rows={2} maxLength={500} />
          <TextInput name="until" label="Last day" hint="Like 31 March 2027; a year from now at most" width={20} />
          <ul>
            {ALL_CONFLICTS.map((conflict) => (
              <li key={conflict.roles.join(' ')}>{conflictWords(conflict)}</li>
            ))}
          </ul>
        </Details>
      )}
      <Button>Save roles</Button>
    </ActionForm>
  )
}
