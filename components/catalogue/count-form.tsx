'use client'

import { ActionForm } from '#components/ui/action-form.tsx'
import { Button } from '#components/ui/button.tsx'
import { CellInput } from '#components/ui/cell-field.tsx'
import { Cell, Row, RowHead, Sub, Table, TableBody, TableHead } from '#components/ui/table.tsx'
import { HeadCell } from '#components/ui/table-head.tsx'
import type { FormAction } from '#lib/action-answer.ts'
import type { LocalDate } from '#lib/values/dates.ts'
import { formatDate } from '#lib/values/format.ts'

/** A row of the sheet: a batch on file with its packs in words, or (`onFile` null) room for one that is not. */
export type CountRow = {
  amppId: string
  packText: string
  maker: string
  /** Thousandths of a unit in the pack. */
  size: number
  batch: string
  expiry: LocalDate | null
  onFile: string | null
}

/** The sheet on which counted stock of a medicine is written down, row by row. */
export function CountForm({
  action,
  trustId,
  storeId,
  vmpId,
  rows,
}: {
  action: FormAction
  trustId: string
  storeId: string
  vmpId: string
  rows: readonly CountRow[]
}) {
  return (
    <ActionForm
      key={storeId}
      action={action}
      trustId={trustId}
      hidden={{ storeId, vmpId }}
      act={`count ${storeId}`}
      id="count"
    >
      <Table caption="Packs counted">
        <TableHead>
          <HeadCell>Pack</HeadCell>
          <HeadCell>Batch</HeadCell>
          <HeadCell>Expiry</HeadCell>
          <HeadCell number>Packs on file</HeadCell>
          <HeadCell number>Packs counted</HeadCell>
        </TableHead>
        <TableBody>
          {rows.map((row, index) => {
            const name = (field: string) => `counts[${index}].${field}`
            const of = (what: string) => `${what}, row ${index + 1}`
            return (
              <Row key={`${row.amppId} ${row.batch} ${row.expiry} ${row.onFile}`}>
                <RowHead>
                  {row.packText}
                  <Sub>{row.maker}</Sub>
                  <input type="hidden" name={name('amppId')} value={row.amppId} />
                  <input type="hidden" name={name('size')} value={row.size} />
                  {row.onFile !== null && (
                    <>
                      <input type="hidden" name={name('held')} value="yes" />
                      <input type="hidden" name={name('batch')} value={row.batch} />
                      <input type="hidden" name={name('expiry')} value={row.expiry ?? ''} />
                    </>
                  )}
                </RowHead>
                <Cell label="Batch">
                  {row.onFile === null ? (
                    <CellInput name={name('batch')} label={of('Batch')} maxLength={40} />
                  ) : (
                    row.batch || 'Not recorded'
                  )}
                </Cell>
                <Cell label="Expiry">
                  {row.onFile === null ? (
                    <CellInput name={name('expiry')} label={of('Expiry')} />
                  ) : row.expiry ? (
                    formatDate(row.expiry)
                  ) : (
                    'Not recorded'
                  )}
                </Cell>
                <Cell label="Packs on file" number>
                  {row.onFile ?? 'None'}
                </Cell>
                <Cell label="Packs counted" number>
                  <CellInput name={name('packs')} label={of('Packs counted')} inputMode="decimal" />
                </Cell>
              </Row>
            )
          })}
        </TableBody>
      </Table>
      <div className="app-gap">
        <Button>Set the stock to what was counted</Button>
      </div>
    </ActionForm>
  )
}
