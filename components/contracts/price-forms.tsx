import { ActionForm } from '#components/ui/action-form.tsx'
import { Button } from '#components/ui/button.tsx'
import { Radios } from '#components/ui/choices.tsx'
import { Note } from '#components/ui/note.tsx'
import { Select } from '#components/ui/select.tsx'
import { DateInput, NumberInput, TextInput } from '#components/ui/text-input.tsx'
import { type DictionaryPack, packMake } from '#lib/catalogue/pack.rules.ts'
import { endPriceAction, filePriceAction } from '#lib/contracts/on-file/on-file.actions.ts'
import type { FiledPrice, MedicinePrices, StandingPrice } from '#lib/contracts/on-file/on-file.queries.ts'
import { PRICE_SOURCES } from '#lib/contracts/on-file/on-file.schema.ts'
import { addDays, type LocalDate } from '#lib/values/dates.ts'
import { formatDate } from '#lib/values/format.ts'
import { priceWords } from './contract-words.ts'

/** Asks of which pack, from which supplier a price is to be entered. */
export function WhichPrice({ prices, pack, supplier }: { prices: MedicinePrices; pack: string; supplier: string }) {
  return (
    <form action={`/catalogue/${prices.vmpId}/prices`} method="get" aria-label="Pack and supplier of the price">
      <Select
        name="pack"
        label="Pack"
        choices={prices.packs.map((one) => ({ value: one.amppId, label: `${one.packText}, ${packMake(one)}` }))}
        defaultValue={pack}
      />
      <Select
        name="supplier"
        label="Supplier"
        placeholder="Choose a supplier"
        choices={prices.suppliers.map((one) => ({
          value: one.id,
          label: one.hasAccount ? one.name : `${one.name} (no account yet)`,
        }))}
        defaultValue={supplier}
      />
      <Button kind="secondary">Go on</Button>
    </form>
  )
}

/** A price of a pack from a supplier: the first on file, or the one that follows what stands. */
export function FilePriceForm({
  pack,
  supplier,
  standing,
  today,
  trustId,
}: {
  pack: DictionaryPack
  supplier: { id: string; name: string }
  standing: StandingPrice
  today: LocalDate
  trustId: string
}) {
  const { now, coming, contract } = standing
  return (
    <>
      {contract && (
        <Note kind="care" lead="A contract counts first.">
          {contract.reference}
          {contract.lot === '' ? '' : ` lot ${contract.lot}`} gives the price of this pack from {supplier.name} until{' '}
          {formatDate(contract.validTo)}. A price on file counts after that.
        </Note>
      )}
      <p>
        {now
          ? `${priceWords(now.price)} is on file since ${formatDate(now.from)} (${now.source}). It ends the day before the new one begins.`
          : 'No price is on file from this supplier today.'}
        {coming.map((one) => ` ${priceWords(one.price)} is to come on ${formatDate(one.from)}.`)}
      </p>
      <ActionForm
        action={filePriceAction}
        trustId={trustId}
        hidden={{ supplierId: supplier.id, amppId: pack.amppId, standing: standing.mark }}
        id="price"
        className="app-gap"
      >
        <NumberInput name="price" label={`Price of a pack of ${pack.packText}, ex VAT`} prefix="£" decimal width={10} />
        <DateInput name="from" label="First day" defaultValue={formatDate(today)} width={20} />
        <DateInput name="to" label="Last day" hint="Leave it empty if it holds until further notice" width={20} />
        <Radios
          name="source"
          label="Where it comes from"
          options={Object.entries(PRICE_SOURCES).map(([value, label]) => ({ value, label }))}
        />
        <TextInput
          name="reference"
          label="Which one"
          hint="Number of the quotation, page of the list, or whom you spoke to"
          maxLength={100}
        />
        <DateInput name="sourceOn" label="Day of the source" width={20} />
        <Button>Put the price on file</Button>
      </ActionForm>
    </>
  )
}

/** The end of a price on file; one that is to come is taken off. */
export function EndPriceForm({ price, today, trustId }: { price: FiledPrice; today: LocalDate; trustId: string }) {
  const coming = price.state === 'coming'
  const last = coming ? addDays(price.from, -1) : today
  return (
    <>
      <p>
        {priceWords(price.price)} from {price.supplierName} ({price.source}),{' '}
        {coming
          ? `to begin on ${formatDate(price.from)}.`
          : `until ${price.to === null ? 'further notice' : formatDate(price.to)}. Without a price on file, the next order has to say one.`}
      </p>
      <ActionForm
        action={endPriceAction}
        trustId={trustId}
        hidden={{ priceId: price.id, until: price.to ?? 'open', ...(coming ? { last } : {}) }}
        id="end-price"
        className="app-gap"
      >
        {!coming && <DateInput name="last" label="Last day" defaultValue={formatDate(last)} width={20} />}
        <TextInput name="reason" label={coming ? 'Why it is taken off' : 'Why it ends'} maxLength={200} />
        <Button kind="secondary">{coming ? 'Take the price off' : 'End the price'}</Button>
      </ActionForm>
    </>
  )
}
