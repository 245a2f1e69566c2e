import { ActionForm } from '#components/ui/action-form.tsx'
import { Button } from '#components/ui/button.tsx'
import { Checkbox, Radios } from '#components/ui/choices.tsx'
import { Select } from '#components/ui/select.tsx'
import { TextInput } from '#components/ui/text-input.tsx'
import type { SiteView, StoreView } from '#lib/trusts/place.queries.ts'
import { saveStoreAction } from '#lib/trusts/set-up.actions.ts'
import { STORE_KINDS } from './site-section.tsx'

/** A store, new or to be changed. `siteId` is the site chosen beforehand. */
export function StoreForm({
  store,
  siteId,
  sites,
  trustId,
}: {
  store?: StoreView
  siteId?: string
  sites: readonly SiteView[]
  trustId: string
}) {
  return (
    <ActionForm
      action={saveStoreAction}
      trustId={trustId}
      version={store?.version}
      hidden={store && { storeId: store.id }}
      id="store"
    >
      <Select
        name="siteId"
        label="Site"
        choices={sites.map((site) => ({ value: site.id, label: site.name }))}
        defaultValue={store?.siteId ?? siteId ?? ''}
        placeholder="Choose the site"
      />
      <TextInput name="name" label="Name" hint="Like Main store" defaultValue={store?.name} />
      <Radios
        name="kind"
        label="Kind"
        options={Object.entries(STORE_KINDS).map(([value, label]) => ({ value, label }))}
        defaultValue={store?.kind ?? 'pharmacy'}
      />
      <TextInput
        name="gln"
        label="GLN"
        hint="13 digits: where suppliers with Peppol deliver to. Leave it empty if there is none."
        defaultValue={store?.gln ?? ''}
        width={20}
        inputMode="numeric"
      />
      <TextInput
        name="deliveryNote"
        label="For the driver"
        hint="It stands on every order, like “Goods-in at Gate 3, 8am to 4pm”"
        defaultValue={store?.deliveryNote}
      />
      {store && <Checkbox name="active" label="Orders may be raised for this store" defaultChecked={store.active} />}
      <Button>{store ? 'Save store' : 'Add store'}</Button>
    </ActionForm>
  )
}
