import { renderToStaticMarkup } from 'react-dom/server'
import { expect, test } from 'vitest'
import type { PadPartView } from '#lib/orders/raise/view.rules.ts'
import { pence } from '#lib/values/money.ts'
import { CheckPart } from './check-part.tsx'

const part: PadPartView = {
  ...{ orderId: 'o', number: 'RZZ-PH-26-000001-1', status: 'draft', supplierId: 's', supplierName: 'Meridian' },
  ...{ storeId: 'm', kind: 'cd', lines: 0, amounts: null, cutOff: null, unpriced: 0, needs: [] },
  terms: { minimumOrder: pence(0), carriage: pence(0) },
}

test('Check answers says that controlled drugs go to a store that is no CD cupboard', () => {
  const shown = (odd: string | null) =>
    renderToStaticMarkup(<CheckPart part={part} odd={odd} lines={[]} all={false} more="" />)
  expect(shown('Main store is not a CD cupboard.')).toContain('Main store is not a CD cupboard.')
  expect(shown(null)).not.toContain('CD cupboard')
})
