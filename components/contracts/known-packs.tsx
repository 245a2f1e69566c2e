import { ActionForm } from '#components/ui/action-form.tsx'
import { Button } from '#components/ui/button.tsx'
import { Section } from '#components/ui/section.tsx'
import { Cell, Row, RowHead, Sub, Table, TableBody, TableHead } from '#components/ui/table.tsx'
import { HeadCell } from '#components/ui/table-head.tsx'
import { packMake, packTitle } from '#lib/catalogue/pack.rules.ts'
import { undoPackAction } from '#lib/contracts/load/by-words.actions.ts'
import type { KnownPack, PacksMeant } from '#lib/contracts/load/by-words.queries.ts'
import { wordsLine } from '#lib/files/by-words.rules.ts'
import { formatCount, formatCounted, formatDateTime } from '#lib/values/format.ts'

type TakeBack = { load: { id: string; version: number }; trustId: string }

/**
 * Rows of a contract file whose pack somebody said, since no number names it: which pack, who and when. `takeBack`: the reader
 * may take it back at this file; without it, who has to agree looks through it.
 */
export function KnownPacks({
  meant: { known, knownCount },
  takeBack,
}: {
  meant: Pick<PacksMeant, 'known' | 'knownCount'>
  takeBack?: TakeBack
}) {
  return (
    <Section
      id="packs-known"
      title="Packs known by their words"
      lead={`${takeBack ? 'As somebody said of files of this source.' : 'No number in the file names these packs: a person said which are meant. Look whether they are.'}${
        knownCount > known.length
          ? ` The first ${formatCount(known.length)} of ${formatCount(knownCount)} are shown.`
          : ''
      }`}
    >
      <Table caption="Packs known by their words" density="desk">
        <TableHead>
          <HeadCell>Row</HeadCell>
          <HeadCell>What stands there</HeadCell>
          <HeadCell>Pack</HeadCell>
          <HeadCell>Said by</HeadCell>
          {takeBack && <HeadCell>Not so?</HeadCell>}
        </TableHead>
        <TableBody>
          {known.map((one) => (
            <KnownRow key={one.choiceId} one={one} takeBack={takeBack} />
          ))}
        </TableBody>
      </Table>
    </Section>
  )
}

function KnownRow({ one, takeBack }: { one: KnownPack; takeBack: TakeBack | undefined }) {
  return (
    <Row>
      <RowHead>
        <span className="app-only-small">Row </span>
        {formatCount(one.row)}
        {one.rows > 1 && <Sub>and {formatCounted(one.rows - 1, 'more', 'more')}</Sub>}
      </RowHead>
      <Cell label="What stands there">{wordsLine(one)}</Cell>
      <Cell label="Pack">
        {one.pack ? packTitle(one.pack) : 'Not here any more'}
        <Sub>{one.pack ? `${packMake(one.pack)}, ${one.amppId}` : one.amppId}</Sub>
      </Cell>
      <Cell label="Said by">
        {one.by}
        {one.at && <Sub>{formatDateTime(one.at)}</Sub>}
      </Cell>
      {takeBack && (
        <Cell label="Not so?">
          <ActionForm
            action={undoPackAction}
            trustId={takeBack.trustId}
            version={takeBack.load.version}
            hidden={{ loadId: takeBack.load.id, choiceId: one.choiceId }}
            act={`unsay ${one.choiceId} ${takeBack.load.version}`}
            id={`unsay-${one.choiceId}`}
            label={`Take back the pack of row ${one.row}`}
          >
            <Button kind="secondary" small>
              Take back
            </Button>
          </ActionForm>
        </Cell>
      )}
    </Row>
  )
}
