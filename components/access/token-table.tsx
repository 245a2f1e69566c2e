import { ActionForm } from '#components/ui/action-form.tsx'
import { Button } from '#components/ui/button.tsx'
import { Cell, Row, RowHead, Sub, Table, TableBody, TableHead } from '#components/ui/table.tsx'
import { HeadCell } from '#components/ui/table-head.tsx'
import { revokeTokenAction } from '#lib/access/tokens.actions.ts'
import type { TokenView } from '#lib/access/tokens.queries.ts'
import { formatDateOf, formatDateTime } from '#lib/values/format.ts'

/** Tokens with what they may do and until when; those in use can be revoked. */
export function TokenTable({
  tokens,
  trustId,
  everybody,
}: {
  tokens: readonly TokenView[]
  trustId: string
  everybody: boolean
}) {
  return (
    <Table caption="API tokens">
      <TableHead>
        <HeadCell>Name</HeadCell>
        {everybody && <HeadCell>Acts as</HeadCell>}
        <HeadCell>It may</HeadCell>
        <HeadCell>Ends</HeadCell>
        <HeadCell>Last used</HeadCell>
        <HeadCell>Revoke</HeadCell>
      </TableHead>
      <TableBody>
        {tokens.map((token) => (
          <Row key={token.id}>
            <RowHead>
              {token.name}
              <Sub>{`tin_${token.handle}_…`}</Sub>
            </RowHead>
            {everybody && <Cell label="Acts as">{token.person}</Cell>}
            <Cell label="It may">{token.scopes.join(', ')}</Cell>
            <Cell label="Ends">{endOf(token)}</Cell>
            <Cell label="Last used">{token.usedAt ? formatDateTime(token.usedAt) : 'Never'}</Cell>
            <Cell label="Revoke">
              {token.over === null ? (
                <ActionForm
                  action={revokeTokenAction}
                  trustId={trustId}
                  hidden={{ tokenId: token.id }}
                  id={`revoke-${token.handle}`}
                  label={`Revoke ${token.name}, tin_${token.handle}`}
                >
                  <Button kind="secondary">Revoke</Button>
                </ActionForm>
              ) : (
                'Over'
              )}
            </Cell>
          </Row>
        ))}
      </TableBody>
    </Table>
  )
}

function endOf(token: TokenView): string {
  if (token.revokedAt) return `Revoked ${formatDateOf(token.revokedAt)}`
  return `${token.over ? 'Ended' : 'On'} ${formatDateOf(token.expiresAt)}`
}
