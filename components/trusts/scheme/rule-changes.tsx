import { Cell, Row, RowHead, Table, TableBody, TableHead } from '#components/ui/table.tsx'
import { HeadCell } from '#components/ui/table-head.tsx'
import type { ProposalPage } from '#lib/orders/scheme/proposal.queries.ts'

/** The rules that change: ladders of bands side by side, each whole; then what is asked beside them, as it is and would be. */
export function RuleChanges({ ladders, changes }: Pick<ProposalPage, 'ladders' | 'changes'>) {
  if (ladders.length + changes.length === 0) return <p>No rule reads otherwise.</p>
  return (
    <div className="app-spaced">
      {ladders.map(({ title, was, is }) => (
        <div key={title}>
          <h3 className="app-band__title">{title}</h3>
          <div className="app-ladders">
            <Ladder caption={`${title}, now`} head="Now" rules={was} />
            <Ladder caption={`${title}, proposed`} head="Proposed" rules={is} before={was} />
          </div>
        </div>
      ))}
      {changes.length > 0 && (
        <Table caption="Rules that change">
          <TableHead>
            <HeadCell>When</HeadCell>
            <HeadCell>Now</HeadCell>
            <HeadCell>Proposed</HeadCell>
          </TableHead>
          <TableBody>
            {changes.map(({ when, was, is }) => (
              <Row key={when}>
                <RowHead>{when}</RowHead>
                <Cell label="Now">{was ?? 'No such rule'}</Cell>
                <Cell label="Proposed">{is ?? 'No such rule'}</Cell>
              </Row>
            ))}
          </TableBody>
        </Table>
      )}
    </div>
  )
}

type Rules = ProposalPage['ladders'][number]['was']

/** One ladder; what the one before it does not say is bold. */
function Ladder({
  caption,
  head,
  rules,
  before = rules,
}: {
  caption: string
  head: string
  rules: Rules
  before?: Rules
}) {
  const news = (part: 'when' | 'who', words: string) =>
    before.some((one) => one[part] === words) ? words : <b>{words}</b>
  return (
    <Table caption={caption}>
      <TableHead>
        <HeadCell>{head}</HeadCell>
        <HeadCell>Who must agree</HeadCell>
      </TableHead>
      <TableBody>
        {rules.map(({ when, who }) => (
          <Row key={when}>
            <RowHead>{news('when', when)}</RowHead>
            <Cell label="Who must agree">{news('who', who)}</Cell>
          </Row>
        ))}
      </TableBody>
    </Table>
  )
}
