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
            <Ladder caption={`${title}, now`} head="Now" rules={was} other={is} />
            <Ladder caption={`${title}, proposed`} head="Proposed" rules={is} other={was} />
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

/** One ladder; what the other one does not have as it stands here is bold. */
function Ladder({ caption, head, rules, other }: { caption: string; head: string; rules: Rules; other: Rules }) {
  const same = ({ when, who }: Rules[number]) => other.some((one) => one.when === when && one.who === who)
  return (
    <Table caption={caption}>
      <TableHead>
        <HeadCell>{head}</HeadCell>
        <HeadCell>Who must agree</HeadCell>
      </TableHead>
      <TableBody>
        {rules.map((rule) => (
          <Row key={rule.when}>
            <RowHead>{rule.when}</RowHead>
            <Cell label="Who must agree">{same(rule) ? rule.who : <b>{rule.who}</b>}</Cell>
          </Row>
        ))}
      </TableBody>
    </Table>
  )
}
