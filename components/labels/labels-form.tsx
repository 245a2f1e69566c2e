import { Button } from '#components/ui/button.tsx'
import { CellInput } from '#components/ui/cell-field.tsx'
import { Radios } from '#components/ui/choices.tsx'
import { FilterErrors } from '#components/ui/filter-errors.tsx'
import { Section } from '#components/ui/section.tsx'
import { Cell, Row, RowHead, Sub, Table, TableBody, TableHead } from '#components/ui/table.tsx'
import { HeadCell } from '#components/ui/table-head.tsx'
import { TextInput } from '#components/ui/text-input.tsx'
import type { FieldError, TypedValues } from '#lib/action-answer.ts'
import { isPrintable, type ShelfLabel } from '#lib/labels/label.rules.ts'
import { LABEL_STOCKS, STOCK_IDS } from '#lib/labels/label-stock.rules.ts'
import { formatDate } from '#lib/values/format.ts'

/** Which labels, how many of each, on what they are printed. Its page checks it and opens them as a PDF. */
export function LabelsForm({
  labels,
  vmps,
  receipt,
  errors,
  typed,
}: {
  labels: readonly ShelfLabel[]
  vmps: readonly string[]
  receipt: string | undefined
  errors: readonly FieldError[]
  typed: TypedValues
}) {
  const batches = labels.some((label) => label.batch !== null || label.expiry !== null)
  return (
    <FilterErrors errors={errors} typed={typed}>
      <form action="/labels" aria-label="Shelf labels to print" noValidate>
        <input type="hidden" name="print" value="yes" />
        {receipt ? (
          <input type="hidden" name="receipt" value={receipt} />
        ) : (
          <input type="hidden" name="vmps" value={vmps.join(' ')} />
        )}
        <Section id="which" title="Labels">
          <Table caption="Labels to print">
            <TableHead>
              <HeadCell>Pack</HeadCell>
              {batches && <HeadCell>Batch and expiry</HeadCell>}
              <HeadCell>Barcode</HeadCell>
              <HeadCell>Copies</HeadCell>
            </TableHead>
            <TableBody>
              {labels.map((label) => (
                <Row key={label.id}>
                  <RowHead>
                    {label.product}
                    <Sub>
                      {label.packText}, {label.make}
                    </Sub>
                  </RowHead>
                  {batches && (
                    <Cell label="Batch and expiry">
                      <span>
                        {label.batch ?? 'No batch'}
                        <Sub>{label.expiry ? formatDate(label.expiry) : 'No expiry'}</Sub>
                      </span>
                    </Cell>
                  )}
                  <Cell label="Barcode">{label.gtin ?? 'None on file'}</Cell>
                  <Cell label="Copies">
                    {isPrintable(label) ? (
                      <CellInput
                        name={`copies-${label.id}`}
                        label={`Copies of ${label.product}, ${label.packText}${label.batch ? `, batch ${label.batch}` : ''}`}
                        inputMode="numeric"
                        maxLength={3}
                        defaultValue={String(label.copies)}
                      />
                    ) : (
                      'None'
                    )}
                  </Cell>
                </Row>
              ))}
            </TableBody>
          </Table>
        </Section>
        <Section id="stock" title="Printed on">
          <Radios
            name="stock"
            label="Label sheet or roll"
            hint="Print at actual size, without fitting to the page"
            options={STOCK_IDS.map((id) => ({ value: id, label: LABEL_STOCKS[id].name }))}
            defaultValue={STOCK_IDS[0]}
          />
          <TextInput
            name="from"
            label="First free label"
            hint="On a sheet that was used before: count from the top left, row by row"
            defaultValue="1"
            width={6}
            inputMode="numeric"
          />
          <Button>Open labels as PDF</Button>
        </Section>
      </form>
    </FilterErrors>
  )
}
