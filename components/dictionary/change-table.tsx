import { Link } from '#components/ui/link.tsx'
import { Cell, Row, RowHead, Sub, Table, TableBody, TableHead } from '#components/ui/table.tsx'
import { HeadCell } from '#components/ui/table-head.tsx'
import { changeWords } from '#lib/catalogue/dictionary/change-words.rules.ts'
import type { ChangeInView } from '#lib/catalogue/dictionary/releases.queries.ts'
import { packMake, packTitle } from '#lib/catalogue/pack.rules.ts'

/** Packs that a release changes, each with what becomes of it and what of ours it touches. */
export function ChangeTable({ changes, current }: { changes: readonly ChangeInView[]; current: boolean }) {
  return (
    <Table caption="What becomes of packs" density="desk">
      <TableHead>
        <HeadCell>Pack</HeadCell>
        <HeadCell>What changes</HeadCell>
        <HeadCell>Touches</HeadCell>
      </TableHead>
      <TableBody>
        {changes.map((change) => {
          const { pack, was, amppId } = change
          const vmpId = was && !current ? was.vmpId : pack.vmpId
          return (
            <Row key={amppId}>
              <RowHead>
                {was || current ? <Link href={`/catalogue/${vmpId}`}>{packTitle(pack)}</Link> : packTitle(pack)}
                <Sub>{packMake(pack)}</Sub>
              </RowHead>
              <Cell label="What changes">
                {changeWords(change).map((words) => (
                  <div key={words}>{words}</div>
                ))}
              </Cell>
              <Cell label="Touches">{touches(change)}</Cell>
            </Row>
          )
        })}
      </TableBody>
    </Table>
  )
}

function touches({ onContract, inTemplate, stocked }: ChangeInView): string {
  const found = [onContract && 'contract', inTemplate && 'template', stocked && 'stock'].filter((one) => one !== false)
  return found.length > 0 ? found.join(', ') : 'Nothing of ours'
}
