import { Cell, Row, RowHead, Table, TableBody, TableHead } from '#components/ui/table.tsx'
import { HeadCell } from '#components/ui/table-head.tsx'
import { ROLE_NAMES } from '#lib/access/roles.ts'
import type { ApprovalScheme } from '#lib/orders/order/scheme.schema.ts'
import { formatCounted, formatPence } from '#lib/values/format.ts'

/** A scheme of delegation in words: what is asked, and who must agree. */
export function SchemeWords({ scheme }: { scheme: ApprovalScheme }) {
  const { limits, offContract, firstPurchase, priceOverContract, emergency, waitingDays } = scheme
  const over = priceOverContract.tolerance === 0 ? '' : ` by more than ${priceOverContract.tolerance / 100}%`
  const rules: readonly [string, string][] = [
    [`Contract lines up to ${formatPence(limits.buyer)}`, 'Nobody: they pass by themselves and are marked as such'],
    [`More than ${formatPence(limits.buyer)}`, ROLE_NAMES.lead],
    [`More than ${formatPence(limits.lead)}`, ROLE_NAMES.chief],
    [`More than ${formatPence(limits.chief)}`, ROLE_NAMES.director],
    ['Lines bought beside a contract that exists', ROLE_NAMES[offContract.role]],
    [`More than ${formatPence(offContract.above)} of such lines`, ROLE_NAMES[offContract.aboveRole]],
    ['A pack never bought before, or a first order to a supplier beside the contracts', ROLE_NAMES[firstPurchase.role]],
    [`A price dearer than the contract${over}: the line counts as over contract`, ROLE_NAMES[priceOverContract.role]],
    ['A controlled drug of Schedule 1, 2 or 3', `${ROLE_NAMES.pharmacist}, besides the others`],
    ['An unlicensed medicine', `${ROLE_NAMES.pharmacist}, besides the others`],
    [
      'An emergency order',
      `Goes at once; agreed to within ${formatCounted(emergency.hours, 'hour')}${emergency.clinical ? '' : '. Controlled drugs and unlicensed medicines wait all the same'}`,
    ],
    [
      'An approval that nobody gives',
      `Is over after ${formatCounted(waitingDays, 'day')}: the order is submitted again`,
    ],
  ]
  return (
    <Table caption="Who must approve">
      <TableHead>
        <HeadCell>When</HeadCell>
        <HeadCell>Who must agree</HeadCell>
      </TableHead>
      <TableBody>
        {rules.map(([when, who]) => (
          <Row key={when}>
            <RowHead>{when}</RowHead>
            <Cell label="Who must agree">{who}</Cell>
          </Row>
        ))}
      </TableBody>
    </Table>
  )
}
