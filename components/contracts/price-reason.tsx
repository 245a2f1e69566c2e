import { differenceWords } from '#components/orders/pad/difference-words.ts'
import { EmptyState } from '#components/ui/empty-state.tsx'
import { FilterForm } from '#components/ui/filter-form.tsx'
import { Link } from '#components/ui/link.tsx'
import { Section } from '#components/ui/section.tsx'
import { Select } from '#components/ui/select.tsx'
import { Cell, Row, RowHead, Sub, Table, TableBody, TableHead } from '#components/ui/table.tsx'
import { HeadCell } from '#components/ui/table-head.tsx'
import { Tag } from '#components/ui/tag.tsx'
import { DateInput, TextInput } from '#components/ui/text-input.tsx'
import type { FieldError, TypedValues } from '#lib/action-answer.ts'
import { packMake } from '#lib/catalogue/pack.rules.ts'
import type { AlternativeKind } from '#lib/contracts/alternatives.rules.ts'
import { rankWords, STATE_WORDS } from '#lib/contracts/contract-names.rules.ts'
import type { ReasonView } from '#lib/contracts/reason.queries.ts'
import type { ShownAlternative } from '#lib/contracts/reason.rules.ts'
import { formatCounted, formatDate, formatUnitPrice } from '#lib/values/format.ts'
import { aUnit } from '#lib/values/units.ts'
import { NOT_SHOWN, priceWords, STATE_TONES } from './contract-words.ts'
import { whyAddress } from './why-address.ts'

/** The reason in words: the answer large, then the sentences a buyer repeats on the phone. */
export function ReasonSays({ view }: { view: ReasonView }) {
  const [answer, ...rest] = view.sentences
  const why = view.reason?.why
  return (
    <section className="app-section" aria-labelledby="reason-h">
      <h2 id="reason-h">{answer}</h2>
      {why && (
        <p>
          <Tag tone={STATE_TONES[why.state]}>{STATE_WORDS[why.state]}</Tag>
        </p>
      )}
      {rest.map((sentence) => (
        <p key={sentence} className="app-lead">
          {sentence}
        </p>
      ))}
    </section>
  )
}

/** Asks the same for another pack, supplier, day or quantity. */
export function ReasonForm({
  view,
  errors,
  typed,
}: {
  view: ReasonView
  errors: readonly FieldError[]
  typed: TypedValues
}) {
  return (
    <FilterForm
      action={`/catalogue/${view.vmpId}/why`}
      label="Ask for another price"
      apply="Show why"
      errors={errors}
      typed={typed}
      section
    >
      <Select
        name="pack"
        label="Pack"
        defaultValue={view.pack.amppId}
        choices={view.choices.packs.map(({ amppId, words }) => ({ value: amppId, label: words }))}
      />
      <Select
        name="supplier"
        label="Supplier"
        placeholder="The best for this pack"
        defaultValue={view.vendor?.id ?? ''}
        choices={view.choices.vendors.map(({ id, name }) => ({ value: id, label: name }))}
      />
      <DateInput name="on" label="On" hint="Like 1 April 2027" width="full" defaultValue={formatDate(view.on)} />
      <TextInput name="packs" label="Packs" hint="Like 120" defaultValue={String(view.packs)} />
    </FilterForm>
  )
}

function begun(words: string): string {
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}`
}

const KINDS: Record<AlternativeKind, string> = {
  SAME_PACK: 'Same pack elsewhere',
  OTHER_SIZE: 'Other pack size',
  EQUIVALENT: 'Other maker’s pack',
}

/** What else could be bought of the medicine, best first, each with the difference. */
export function ReasonOthers({ view }: { view: ReasonView }) {
  const others = view.reason?.alternatives ?? []
  return (
    <Section
      id="others"
      title="What else could be bought"
      lead={`Of the same medicine, best first, beside ${formatCounted(view.packs, 'pack')} of ${view.pack.packText} from ${view.vendor?.name ?? ''}. On contract comes before off contract, then rank, then the price of ${aUnit(view.unitName)}.`}
    >
      {others.length === 0 ? (
        <EmptyState>No other price of this medicine is known on that day.</EmptyState>
      ) : (
        <Table caption="What else could be bought" density="desk" wide>
          <TableHead>
            <HeadCell>Pack</HeadCell>
            <HeadCell>From</HeadCell>
            <HeadCell>How it differs</HeadCell>
            <HeadCell number>Pack ex VAT</HeadCell>
            <HeadCell number>Per unit</HeadCell>
            <HeadCell>Contract</HeadCell>
            <HeadCell number>Instead</HeadCell>
            <HeadCell number>Difference ex VAT</HeadCell>
          </TableHead>
          <TableBody>
            {others.map((one) => (
              <OtherRow key={`${one.amppId} ${one.vendor.id}`} one={one} view={view} />
            ))}
          </TableBody>
        </Table>
      )}
    </Section>
  )
}

function OtherRow({ one, view }: { one: ShownAlternative; view: ReasonView }) {
  const { difference } = one
  const address = { pack: one.amppId, supplier: one.vendor.id, on: view.on, packs: one.packs }
  return (
    <Row>
      <RowHead>
        <Link href={whyAddress(view.vmpId, address)}>{one.packText}</Link>
        <Sub>{packMake(one)}</Sub>
      </RowHead>
      <Cell label="From">
        {one.vendor.name}
        {!one.vendor.hasAccount && <Sub>No account yet</Sub>}
      </Cell>
      <Cell label="How it differs">
        {KINDS[one.kind]}
        {one.unlicensed && <Sub>Unlicensed</Sub>}
      </Cell>
      <Cell label="Pack ex VAT" number>
        {priceWords(one.price)}
        <Sub>{one.source}</Sub>
      </Cell>
      <Cell label="Per unit" number>
        {one.perUnit === null ? NOT_SHOWN : `${formatUnitPrice(one.perUnit)} ${aUnit(view.unitName)}`}
      </Cell>
      <Cell label="Contract">
        <Tag tone={STATE_TONES[one.state]}>{STATE_WORDS[one.state]}</Tag>
        {one.rank !== null && <Sub>{rankWords(one.rank)}</Sub>}
      </Cell>
      <Cell label="Instead" number>
        {formatCounted(one.packs, 'pack')}
      </Cell>
      <Cell label="Difference ex VAT" number>
        {difference
          ? begun(differenceWords({ each: difference.each, inAll: difference.inAll, unitName: view.unitName }))
          : view.reason?.why && view.reason.why.price !== null && one.price !== null
            ? 'Not known'
            : view.reason?.why
              ? NOT_SHOWN
              : 'No price to compare'}
      </Cell>
    </Row>
  )
}
