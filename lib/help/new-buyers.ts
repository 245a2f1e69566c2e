/** A part of the guide for new buyers. */
export type GuidePart = { id: string; title: string; text: readonly string[] }

/** What a trust buyer has to know in the first months, in the order in which it is met. */
export const GUIDE: readonly GuidePart[] = [
  {
    id: 'the-work',
    title: 'What the work is',
    text: [
      'It is more than placing a few orders. You join what wards need, what the contracts say, what suppliers have and what the trust may spend; and there is not one set of rules that solves all of it. You will not know what you do not know: ask, and write down what you learn.',
    ],
  },
  {
    id: 'contracts',
    title: 'Contracts and purchasing groups',
    text: [
      'NHS England’s Medicines Procurement and Supply Chain tenders the frameworks. An award names a pack, a supplier, a buying group, a price and the days it holds. Your trust is in one group for generics and in one region for branded medicines, and its prices are those of its groups.',
      'Order what is on contract, from whom the award names. When a contract ends or changes hands, Contracts shows it 90 days before: use up what is left, and tell those who prescribe when the brand changes.',
    ],
  },
  {
    id: 'routes',
    title: 'Ordering routes',
    text: [
      'Some awards are delivered by their holder, some by the wholesalers on the award’s route. Makers have minimum order values and carriage; wholesalers come daily until a cut-off. Tincture orders by e-mail, and writes down what was ordered by phone or in a portal.',
      'Controlled drugs and unlicensed medicines go on orders of their own: they need a pharmacist.',
    ],
  },
  {
    id: 'shortages',
    title: 'Shortages',
    text: [
      'Read what suppliers answer. To follow without a day is a shortage beginning: look at the days of cover, ask your other stores, find another pack of the same medicine, then tell the pharmacist of the ward. National shortages are told by the Department of Health and Social Care and on the SPS medicines supply tool. Do not buy more than you usually use: others need it, too.',
    ],
  },
  {
    id: 'invoices',
    title: 'Invoices',
    text: [
      'An invoice is held against the order and what was booked in. A price above the contract is queried with the supplier before it is paid. Invoices are not in Tincture yet; the order and the goods received note are what finance holds them against.',
    ],
  },
  {
    id: 'claims',
    title: 'Off-contract claims',
    text: [
      'When a supplier of a generic framework cannot deliver in full within 14 days, you may buy an alternative in the same quantity and claim the difference. What you need is the order, the supplier’s answer, and the order that took its place: say on the line which one it replaces. Check dates and rules with your regional pharmacy procurement specialist.',
    ],
  },
  {
    id: 'recalls',
    title: 'Recalls',
    text: [
      'The MHRA says which batches. Find what came and what is left by batch under Deliveries, put it in quarantine, and tell the pharmacist. Class 1 means at once, at night as well. Tincture does not receive the alerts: follow your trust’s own procedure.',
    ],
  },
  {
    id: 'duties',
    title: 'What you may not do',
    text: [
      'Nobody approves what they raised, nor books it in. Do not split an order to stay under a limit: orders of a supplier and day count together. Do not share a sign-in. What you do is on the record, with what was known at the time.',
    ],
  },
]

/** A resource that people new to the work are pointed to. */
export type Resource = { title: string; what: string; where: string }

/** The three resources that an experienced pharmacy technician names to newcomers, and what comes closest to each. */
export const RESOURCES: readonly Resource[] = [
  {
    title: 'Guide to medicine procurement in the UK',
    what: 'How medicines are bought for the NHS, from licensing to the ward. Closest: the SPS series “Procurement of medicines and services for NHS secondary care”, with “MPSC frameworks”.',
    where: 'www.sps.nhs.uk/articles/procurement-of-medicines-and-services-for-nhs-secondary-care',
  },
  {
    title: 'Procurement for non-procurement staff',
    what: 'For people in the NHS without a background in medicines. Closest: the SPS overview of procurement of medicines and pharmaceutical products and services for NHS hospitals.',
    where:
      'www.sps.nhs.uk/articles/an-overview-of-procurement-of-medicines-and-pharmaceutical-products-and-services-for-nhs-hospitals',
  },
  {
    title: 'Induction training course for pharmacy trust buyers',
    what: 'An SPS article: what a trust buyer must understand, done over the first six months beside the trust’s own induction, with a checklist that starts with who is who.',
    where: 'www.sps.nhs.uk: search for “induction training course for pharmacy trust buyers”',
  },
]
