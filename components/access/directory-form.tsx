import { ActionForm } from '#components/ui/action-form.tsx'
import { Button } from '#components/ui/button.tsx'
import { Checkbox } from '#components/ui/choices.tsx'
import { Select } from '#components/ui/select.tsx'
import { TextInput } from '#components/ui/text-input.tsx'
import { EMAIL_CLAIMS, ID_CLAIM_NAMES } from '#lib/access/directory/claims.rules.ts'
import { saveDirectoryAction } from '#lib/access/directory/directory.actions.ts'
import type { DirectoryView } from '#lib/access/directory/directory.queries.ts'

/** How a trust's directory is asked, to be changed. */
export function DirectoryForm({ view, trustId }: { view: DirectoryView; trustId: string }) {
  const { directory, issuers } = view
  return (
    <ActionForm action={saveDirectoryAction} trustId={trustId} version={directory?.version ?? 0} id="directory">
      <Select
        name="issuer"
        label="Directory"
        hint="Its issuer; your operator decides which there are"
        choices={issuers.map((value) => ({ value, label: value }))}
        defaultValue={directory?.issuer}
      />
      <TextInput
        name="clientId"
        label="Client id"
        hint="What the directory calls Tincture"
        defaultValue={directory?.clientId}
        autoComplete="off"
        spellCheck={false}
      />
      <TextInput
        name="clientSecret"
        label="Client secret"
        hint={
          directory
            ? 'One is kept, and shown to nobody. Enter a new one only to change it'
            : 'Kept encrypted, and never shown again'
        }
        type="password"
        autoComplete="off"
      />
      <Select
        name="idClaim"
        label="Claim that says who somebody is"
        choices={Object.entries(ID_CLAIM_NAMES).map(([value, label]) => ({ value, label }))}
        defaultValue={directory?.idClaim ?? 'sub'}
      />
      <Select
        name="emailClaim"
        label="Claim that holds the e-mail address"
        hint="It is shown to you when somebody new comes. Nobody gets an account by it"
        choices={EMAIL_CLAIMS.map((value) => ({ value, label: value }))}
        defaultValue={directory?.emailClaim ?? 'email'}
      />
      <TextInput
        name="domains"
        label="E-mail domains of your people"
        hint="Like riverside.nhs.uk, with commas between. Who enters such an address is offered this sign-in"
        defaultValue={directory?.domains.join(', ')}
        autoComplete="off"
        spellCheck={false}
      />
      <Checkbox name="active" label="People may sign in by it" defaultChecked={directory?.active} />
      <Checkbox
        name="onlyWay"
        label="It is the only way to sign in at this trust"
        hint="Passwords then open nothing here, and what they opened ends. Administrators keep theirs, for the day the directory is down"
        defaultChecked={directory?.onlyWay}
      />
      <Button>Save the directory</Button>
    </ActionForm>
  )
}
