import { renderToStaticMarkup } from 'react-dom/server'
import { expect, test } from 'vitest'
import type { NoteLine, NotePage } from '#lib/orders/receive/note.queries.ts'
import { NoteLines } from './note-lines.tsx'

const line: NoteLine = {
  register: null,
  ...{ id: 'l', orderNumber: 'RZZ-PH-26-000001-1', lineNo: 1, product: 'Insulin', packText: '5 pens', maker: 'Wexham' },
  ...{ batch: 'B1', expiry: null, accepted: 30, rejected: 0, over: 0, ordered: 30, variance: 'COLD_CHAIN_BREACH' },
  ...{ fridgeTenths: 121, quarantined: true, note: '', held: null },
  apart: {
    ...{ left: 0, mine: false, agreed: true },
    decisions: [
      {
        ...{
          id: 'q',
          packs: 28,
          outcome: 'return',
          variance: 'COLD_CHAIN_BREACH',
          reason: 'Too warm.',
          by: 'Priya Nair',
        },
        at: new Date('2026-11-23T10:00:00Z'),
      },
    ],
  },
}

const note: NotePage = {
  ...{ id: 'n', number: 'GRN-1', supplier: { id: 's', name: 'Meridian' }, deliveryNote: '', note: '' },
  store: { id: 'm', name: 'Main store', site: 'Riverside', address: [] },
  receivedAt: new Date('2026-11-20T10:00:00Z'),
  receivedBy: { name: 'Joe', role: 'Goods-in' },
  ...{ lines: [line], orders: [line.orderNumber], reverses: null, reversedBy: null },
}

test('packs returned from quarantine stand in the table of the note: how many, when, why, and what was kept', () => {
  const text = renderToStaticMarkup(<NoteLines note={note} orderLinks={false} />)
    .replace(/<[^>]+>/g, ' ')
    .replaceAll('\u00a0', ' ')
    .replace(/\s+/g, ' ')
  expect(text).toContain('30 2 kept 28 28 from quarantine')
  expect(text).toContain('28 packs sent back 23 November 2026: Too warm')
})
