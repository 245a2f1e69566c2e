import { ActionForm } from '#components/ui/action-form.tsx'
import { Button } from '#components/ui/button.tsx'
import { Radios } from '#components/ui/choices.tsx'
import { Details } from '#components/ui/details.tsx'
import { NumberInput, TextInput } from '#components/ui/text-input.tsx'
import type { StoreNumber } from '#lib/suppliers/order-address.queries.ts'
import { saveSupplierAccountAction } from '#lib/suppliers/supplier.actions.ts'
import type { SupplierView } from '#lib/suppliers/supplier.queries.ts'
import { CHANNELS } from '#lib/suppliers/supplier.schema.ts'
import { penceAsDecimal } from '#lib/values/money.ts'
import { timeWords } from './supplier-words.ts'

/** How this trust trades with a supplier: a new account, or one to be changed. */
export function AccountForm({
  supplier,
  stores,
  trustId,
}: {
  supplier: SupplierView
  stores: readonly StoreNumber[]
  trustId: string
}) {
  const { account } = supplier
  const money = (pence: NonNullable<typeof account>['minimumOrder'] | undefined) =>
    pence === undefined || pence === 0 ? '' : penceAsDecimal(pence)
  return (
    <ActionForm
      action={saveSupplierAccountAction}
      trustId={trustId}
      version={account?.version}
      hidden={{ supplierId: supplier.id }}
      id="account"
    >
      <TextInput
        name="accountNumber"
        label="Account number"
        hint="Yours with the supplier; it stands on every order"
        defaultValue={account?.accountNumber}
        width={20}
      />
      {stores.length > 1 && (
        <Details
          summary="Stores with an account number of their own"
          open={stores.some((one) => one.accountNumber !== '')}
        >
          {stores.map((one) => (
            <TextInput
              key={one.storeId}
              name={`number-${one.storeId}`}
              label={`${one.store}, ${one.site}`}
              hint="Leave it empty to use the number above"
              defaultValue={one.accountNumber}
              width={20}
            />
          ))}
        </Details>
      )}
      <Radios
        name="channel"
        label="Orders go by"
        options={Object.entries(CHANNELS).map(([value, label]) => ({ value, label }))}
        defaultValue={account?.channel ?? 'email'}
      />
      <TextInput
        name="orderEmail"
        label="Orders are e-mailed to"
        hint="Leave it empty for phone and website"
        type="email"
        defaultValue={account?.orderEmail ?? ''}
      />
      {account && (
        <TextInput
          name="addressReason"
          label="If orders are to go to another address: how you know it is theirs"
          hint="Like: rang the number on last year’s contract and spoke to Jo Marsh. Somebody else checks it before orders go there"
          maxLength={500}
        />
      )}
      <TextInput name="phone" label="Phone" type="tel" defaultValue={account?.phone} width={20} />
      <NumberInput
        name="minimumOrder"
        label="Minimum order, ex VAT"
        hint="Leave it empty if there is none"
        prefix="£"
        decimal
        width={10}
        defaultValue={money(account?.minimumOrder)}
      />
      <NumberInput
        name="carriage"
        label="Carriage below the minimum, ex VAT"
        prefix="£"
        decimal
        width={10}
        defaultValue={money(account?.carriage)}
      />
      <TextInput
        name="cutOff"
        label="Cut-off"
        hint="Orders by then come on the next round, like 11:30am. Leave it empty if there is none"
        defaultValue={account?.cutOff ? timeWords(account.cutOff) : ''}
        width={10}
      />
      <NumberInput
        name="leadDays"
        label="Working days until delivery"
        hint="Weekends and bank holidays in England do not count"
        defaultValue={String(account?.leadDays ?? 1)}
      />
      <NumberInput
        name="answerHours"
        label="Hours until they usually answer"
        hint="Orders without an answer after that show up on Today. Weekends and bank holidays do not count"
        defaultValue={String(account?.answerHours ?? 24)}
      />
      <NumberInput
        name="shelfLifeDays"
        label="Days of shelf life you ask for"
        hint="Goods with less left are marked short-dated when they come"
        defaultValue={String(account?.shelfLifeDays ?? 180)}
      />
      <Button>Save the account</Button>
    </ActionForm>
  )
}
