import { ActionForm } from '#components/ui/action-form.tsx'
import { Button } from '#components/ui/button.tsx'
import { TextInput } from '#components/ui/text-input.tsx'
import { Textarea } from '#components/ui/textarea.tsx'
import type { SiteView } from '#lib/trusts/place.queries.ts'
import { saveSiteAction } from '#lib/trusts/set-up.actions.ts'

/** A site, new or to be changed. */
export function SiteForm({ site, trustId }: { site?: SiteView; trustId: string }) {
  return (
    <ActionForm
      action={saveSiteAction}
      trustId={trustId}
      version={site?.version}
      hidden={site && { siteId: site.id }}
      id="site"
    >
      <TextInput name="name" label="Name" hint="As people call it, like St Mary’s Road" defaultValue={site?.name} />
      <TextInput
        name="odsCode"
        label="ODS code of the site"
        hint="Leave it empty if you do not know it"
        defaultValue={site?.odsCode ?? ''}
        width={10}
        spellCheck={false}
      />
      <TextInput
        name="gln"
        label="GLN"
        hint="13 digits. Leave it empty if there is none."
        defaultValue={site?.gln ?? ''}
        width={20}
        inputMode="numeric"
      />
      <Textarea
        name="address"
        label="Address"
        hint="A line for each part"
        defaultValue={site?.address.join('\n')}
        rows={5}
      />
      <Button>{site ? 'Save site' : 'Add site'}</Button>
    </ActionForm>
  )
}
