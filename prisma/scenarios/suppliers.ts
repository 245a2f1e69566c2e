/** The demo's suppliers: all invented. Times are London, amounts pence ex VAT. */
export type DemoSupplier = {
  code: string
  name: string
  kind: 'manufacturer' | 'wholesaler' | 'specials'
  channel: 'email' | 'phone' | 'portal'
  minimumOrder: number
  carriage: number
  cutOff: string
  leadDays: number
  answerHours: number
  /** Peppol endpoint (GLN) where they take electronic orders. */
  gln?: string
}

export const SUPPLIERS: readonly DemoSupplier[] = [
  {
    code: 'MERIDIAN',
    name: 'Meridian Wholesale',
    kind: 'wholesaler',
    channel: 'email',
    minimumOrder: 0,
    carriage: 0,
    cutOff: '11:30',
    leadDays: 1,
    answerHours: 6,
    gln: '5055111000004',
  },
  {
    code: 'ALBION',
    name: 'Albion Wholesale',
    kind: 'wholesaler',
    channel: 'email',
    minimumOrder: 0,
    carriage: 0,
    cutOff: '12:00',
    leadDays: 1,
    answerHours: 8,
  },
  {
    code: 'NORTHGATE',
    name: 'Northgate Pharma',
    kind: 'manufacturer',
    channel: 'email',
    minimumOrder: 15_000,
    carriage: 1200,
    cutOff: '12:00',
    leadDays: 2,
    answerHours: 24,
    gln: '5055222000003',
  },
  {
    code: 'CALDER',
    name: 'Calder Generics',
    kind: 'manufacturer',
    channel: 'email',
    minimumOrder: 10_000,
    carriage: 950,
    cutOff: '14:00',
    leadDays: 2,
    answerHours: 24,
  },
  {
    code: 'WEXHAM',
    name: 'Wexham Laboratories',
    kind: 'manufacturer',
    channel: 'email',
    minimumOrder: 20_000,
    carriage: 1500,
    cutOff: '14:00',
    leadDays: 3,
    answerHours: 48,
  },
  {
    code: 'FENWICK',
    name: 'Fenwick Biologics',
    kind: 'manufacturer',
    channel: 'email',
    minimumOrder: 0,
    carriage: 0,
    cutOff: '13:00',
    leadDays: 2,
    answerHours: 24,
  },
  {
    code: 'HARTWELL',
    name: 'Hartwell Critical Care',
    kind: 'manufacturer',
    channel: 'portal',
    minimumOrder: 12_500,
    carriage: 1000,
    cutOff: '15:00',
    leadDays: 2,
    answerHours: 24,
  },
  {
    code: 'LARKSPUR',
    name: 'Larkspur Specials',
    kind: 'specials',
    channel: 'phone',
    minimumOrder: 0,
    carriage: 1800,
    cutOff: '16:00',
    leadDays: 5,
    answerHours: 48,
  },
]
