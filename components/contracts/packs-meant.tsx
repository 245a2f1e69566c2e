import { ActionForm } from '#components/ui/action-form.tsx'
import { Button } from '#components/ui/button.tsx'
import { Radios } from '#components/ui/choices.tsx'
import { Section } from '#components/ui/section.tsx'
import { TextInput } from '#components/ui/text-input.tsx'
import { packMake, packTitle } from '#lib/catalogue/pack.rules.ts'
import { sayPacksAction } from '#lib/contracts/load/by-words.actions.ts'
import type { AskedPack, PacksMeant } from '#lib/contracts/load/by-words.queries.ts'
import { type LikelyPack, whyLikely } from '#lib/contracts/load/likely-packs.rules.ts'
import { wordsLine } from '#lib/files/by-words.rules.ts'
import type { LoadView } from '#lib/files/loads.queries.ts'
import { formatCount, formatCounted } from '#lib/values/format.ts'
import { KnownPacks } from './known-packs.tsx'
import { PickByNumber } from './pick-by-number.tsx'

type Props = { load: Pick<LoadView, 'id' | 'version' | 'source'>; meant: PacksMeant; trustId: string }

/** What rows of a contract file name by words alone: the packs they may mean, to be chosen; those that are known, to be taken back. */
export function PacksMeantView({ load, meant, trustId }: Props) {
  return (
    <>
      {meant.asked.length > 0 && <Ask load={load} meant={meant} trustId={trustId} />}
      {meant.known.length > 0 && <KnownPacks meant={meant} takeBack={{ load, trustId }} />}
    </>
  )
}

function Ask({ load, meant: { asked, askedCount }, trustId }: Props) {
  const kept = load.source ? `files of “${load.source}”` : 'files of a source without a name'
  const shown =
    askedCount > asked.length ? `The first ${formatCount(asked.length)} of ${formatCount(askedCount)}. ` : ''
  return (
    <Section
      id="packs-meant"
      title="Which packs are meant"
      lead={`${shown}No number says which pack these rows name. What you choose is kept for ${kept} and can be taken back.`}
    >
      <ActionForm
        action={sayPacksAction}
        trustId={trustId}
        version={load.version}
        hidden={{ loadId: load.id }}
        act={`packs ${load.id} ${load.version}`}
        id="packs"
        label="Which packs are meant"
      >
        <PickByNumber>
          {asked.map((one, at) => (
            <AskedRow key={`${one.row}`} asked={one} at={at} />
          ))}
          <Button>Keep these packs and check the rows</Button>
        </PickByNumber>
      </ActionForm>
    </Section>
  )
}

function AskedRow({ asked, at }: { asked: AskedPack; at: number }) {
  const rows = asked.rows > 1 ? `, and ${formatCounted(asked.rows - 1, 'more row')} with the same words` : ''
  const title = `Row ${formatCount(asked.row)}${rows}: ${wordsLine(asked)}`
  return (
    <>
      {asked.likely.length > 0 ? (
        <Radios
          name={`pack[${at}]`}
          label={title}
          hint={asked.exact ? undefined : 'None is the same in every respect.'}
          options={asked.likely.map(optionOf)}
          defaultValue={asked.exact ?? undefined}
        />
      ) : (
        <p className="app-gap">
          <strong>{title}</strong>
          <br />
          No pack here is like these words.
        </p>
      )}
      <TextInput
        name={`other[${at}]`}
        label={`${asked.likely.length > 0 ? 'Another' : 'Its'} pack for row ${formatCount(asked.row)}: dm+d id or barcode`}
        width={20}
        inputMode="numeric"
        maxLength={40}
      />
    </>
  )
}

function optionOf(likely: LikelyPack, at: number) {
  const { pack } = likely
  return {
    value: pack.amppId,
    label: `${at + 1}. ${packTitle(pack)}, ${packMake(pack)}`,
    hint: `${whyLikely(likely)}. ${pack.amppId}`,
  }
}
