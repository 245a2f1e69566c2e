import { globSync, mkdtempSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { expect, test } from 'vitest'
import { catalogue } from '#lib/catalogue/catalogue.queries.ts'
import { catalogueAddress } from '#lib/catalogue/catalogue.schema.ts'
import { findProducts } from '#lib/catalogue/find-products.queries.ts'
import { formularyOfMedicine, listFormulary } from '#lib/catalogue/formulary/formulary.queries.ts'
import { formularyAddress } from '#lib/catalogue/formulary/formulary.schema.ts'
import { listingsOfMedicine, listListings } from '#lib/catalogue/listed/listed.queries.ts'
import { listedAddress } from '#lib/catalogue/listed/listed.schema.ts'
import { codesOfMedicine, listLocalCodes } from '#lib/catalogue/local-codes/local-code.queries.ts'
import { localCodesAddress } from '#lib/catalogue/local-codes/local-code.schema.ts'
import { priceHistory } from '#lib/catalogue/price-history.queries.ts'
import { productById } from '#lib/catalogue/product.queries.ts'
import { productFamily, usageByMonth } from '#lib/catalogue/product-family.queries.ts'
import { searchPacks } from '#lib/catalogue/search.queries.ts'
import { listTreatments, treatmentsOfMedicine } from '#lib/catalogue/stricter/stricter.queries.ts'
import { stricterAddress } from '#lib/catalogue/stricter/stricter.schema.ts'
import { changeLines, changeSets, changesPage } from '#lib/contracts/changes/changes.queries.ts'
import { changesAddress } from '#lib/contracts/changes/changes.schema.ts'
import { cataloguesToDecide } from '#lib/contracts/changes/to-decide.queries.ts'
import { weighChanges } from '#lib/contracts/changes/weigh-changes.job.ts'
import { contractLines } from '#lib/contracts/contract-lines.queries.ts'
import { contractsOf, endingFrameworks, endingLines, frameworkLines } from '#lib/contracts/contracts.queries.ts'
import { frameworkAddress } from '#lib/contracts/contracts.schema.ts'
import { pricesOfMedicine, pricesOfSupplier, standingPrice } from '#lib/contracts/on-file/on-file.queries.ts'
import { priceReason } from '#lib/contracts/reason.queries.ts'
import { awardsOfSupplier } from '#lib/contracts/supplier-awards.queries.ts'
import { documentOfOrder } from '#lib/documents/document.queries.ts'
import { listEvents } from '#lib/events/events.queries.ts'
import { outgoingAttachment, outgoingList, outgoingMessage } from '#lib/exchange/mail/outgoing.queries.ts'
import { LIST_IDS, type ListId } from '#lib/lists/list-ids.rules.ts'
import { answerPage } from '#lib/orders/acknowledge/acknowledge.queries.ts'
import { resolveAnswer } from '#lib/orders/acknowledge/resolve-answer.command.ts'
import { orderApprovals } from '#lib/orders/approve/approvals.queries.ts'
import { approveOrder } from '#lib/orders/approve/approve-order.command.ts'
import { decisionPage, lastDecision, nextToDecide } from '#lib/orders/approve/decision.queries.ts'
import { inbox, inboxPart } from '#lib/orders/approve/inbox.queries.ts'
import { decisionsFor } from '#lib/orders/approve/waiting.queries.ts'
import { waitingFor } from '#lib/orders/approve/waiting-count.queries.ts'
import { navCounts } from '#lib/orders/order/nav.queries.ts'
import { changePad } from '#lib/orders/raise/change-pad.command.ts'
import { padCheck } from '#lib/orders/raise/check.queries.ts'
import { findForPad } from '#lib/orders/raise/hits.queries.ts'
import { furtherLines, padAfter, padView } from '#lib/orders/raise/pad.queries.ts'
import { openPads, padChoices } from '#lib/orders/raise/pads.queries.ts'
import { submitPad } from '#lib/orders/raise/submit-pad.command.ts'
import { submittedOrders } from '#lib/orders/raise/submitted.queries.ts'
import { vendorsForLine } from '#lib/orders/raise/vendors.queries.ts'
import { findBatches } from '#lib/orders/receive/batch.queries.ts'
import { expectedDeliveries, openOverDeliveries } from '#lib/orders/receive/deliveries.queries.ts'
import { deliveryDesk, deskOfOrder } from '#lib/orders/receive/desk.queries.ts'
import { keepingOfNote } from '#lib/orders/receive/keeping.queries.ts'
import { lookUp } from '#lib/orders/receive/look-up.queries.ts'
import { notePage } from '#lib/orders/receive/note.queries.ts'
import { listNotes } from '#lib/orders/receive/notes.queries.ts'
import { samplePage } from '#lib/orders/sample/sample.queries.ts'
import { trialOrders } from '#lib/orders/scheme/proposal.queries.ts'
import { sendPage } from '#lib/orders/send/send.queries.ts'
import { sendOrder } from '#lib/orders/send/send-order.job.ts'
import { documentAt, findSuppliers } from '#lib/orders/track/find.queries.ts'
import { orderIds } from '#lib/orders/track/line-ids.queries.ts'
import { linesOfMedicine } from '#lib/orders/track/order-lines.queries.ts'
import { countOrders, listOrders, orderListChoices } from '#lib/orders/track/order-list.queries.ts'
import { ORDER_SORTS, orderListAddress } from '#lib/orders/track/order-list.schema.ts'
import { orderListScreen } from '#lib/orders/track/order-list-page.queries.ts'
import { orderPage } from '#lib/orders/track/order-page.queries.ts'
import { orderFilters } from '#lib/orders/track/orders-file.queries.ts'
import { goalsFor } from '#lib/orders/track/palette.queries.ts'
import { workToday } from '#lib/orders/track/today.queries.ts'
import { chosenOrders, countMatching } from '#lib/several/several.queries.ts'
import { countSheet } from '#lib/stock/count.queries.ts'
import { listStock } from '#lib/stock/stock-list.queries.ts'
import { suppliersOfName, suppliersThereTwice } from '#lib/suppliers/identity.queries.ts'
import { addressChanges, addressChangesFor, storeNumbers } from '#lib/suppliers/order-address.queries.ts'
import { supplierPerformance } from '#lib/suppliers/performance.queries.ts'
import { listSuppliers, supplierById } from '#lib/suppliers/supplier.queries.ts'
import { supplierAddress } from '#lib/suppliers/supplier.schema.ts'
import { takenRows } from '#lib/testing/a-list.ts'
import { aPad, done } from '#lib/testing/a-pad.ts'
import { aWorld, type TestPerson, type World } from '#lib/testing/a-trust.ts'
import { answered, answerTo, cameIn } from '#lib/testing/answered-order.ts'
import { localDate } from '#lib/values/dates.ts'
import { price } from '#lib/values/money.ts'

/*
 * The prices of patient access schemes, property and all: the same life is lived twice, told apart only by what one
 * medicine costs under its scheme. Whoever may not see such prices must see the very same, wherever they look.
 */

process.env.DATA_DIR = mkdtempSync(path.join(tmpdir(), 'tincture-patient-access-'))

/** Roles without the permission. Goods-in sees no price at all. */
const WITHOUT: readonly TestPerson[] = ['technician', 'pharmacist', 'stores', 'admin']
const PRICES = [185_000, 186_300]

/** A catalogue of the hub by which the price under the scheme changes. */
const CHANGES = '00000000-0000-7000-8000-0000000000c1'

async function plantChange(world: World, secret: number): Promise<void> {
  const hub = world.trusts.QZZ.id
  await world.sql(
    `INSERT INTO contract_change_set (owner_id, load_id, owner_name, file_name, sha256, rows_total, lines, first_on, last_on, agreed_at)
     VALUES ($1, $2, 'Hub', 'planted.csv', repeat('a', 64), 1, 1, '2026-12-01', '2026-12-01', $3)`,
    [hub, CHANGES, world.clock()],
  )
  await world.sql(
    `INSERT INTO contract_change (owner_id, load_id, n, kind, source_row, reference, lot, buying_group, vmp_id, product, starts_on,
       old_ampp_id, old_pack, old_supplier, old_price, old_units, old_confidential,
       new_ampp_id, new_pack, new_supplier, new_price, new_units, new_confidential)
     VALUES ($1, $2, 1, $6, 2, 'CM/PHG/99/0001', '', 'DLS', $3, 'Meropenem', '2026-12-01',
       $4, '10 vials', 'Northgate Pharma', $5, 10000, true, $4, '10 vials', 'Northgate Pharma', 186000, 10000, false)`,
    [hub, CHANGES, world.vmps.meropenem, world.packs.meropenem, secret, secret < 186_000 ? 'up' : 'down'],
  )
  await weighChanges(world.systemAct(), undefined)
}

type Life = {
  numbers: string[]
  pads: string[]
  draft: { padId: string; edit: number; lines: string[] }
  receipt: string
  answers: unknown[]
  /** Answers of suppliers that nobody has dealt with yet: the order, and the answer's id. */
  open: { number: string; id: string }[]
}

/**
 * Meropenem is bought under a scheme, alone and with others, off contract beside it, in a draft, at a price the supplier
 * raises, and comes. Says what the technician's own commands answered, too.
 */
async function live(world: World, secret: number): Promise<Life> {
  await world.sql(`UPDATE award SET confidentiality = 'pas', price = $2 WHERE ampp_id = $1`, [
    world.packs.meropenem,
    secret,
  ])
  const answers: unknown[] = []
  const submitted = async (lines: Parameters<typeof aPad>[1]) => {
    const pad = await aPad(world, lines)
    const result = await submitPad(world.act('technician'), { padId: pad.padId, edit: pad.edit, unusual: pad.edit })
    answers.push(result)
    world.clock.advance(60_000)
    return { padId: pad.padId, numbers: done(result).orders.map((one) => one.number) }
  }
  const { meridian } = world.suppliers
  const first = await submitted([
    { pack: 'meropenem', packs: 10, supplierId: meridian },
    { pack: 'paracetamol', packs: 40, supplierId: meridian },
  ])
  const [number = ''] = first.numbers
  await approve(world, number)
  await sendAll(world)
  // only together with the one before does it pass a limit
  const day = await submitted([{ pack: 'paracetamol', packs: 3700, supplierId: meridian }])
  const beside = await submitted([
    { pack: 'meropenemOther', packs: 3, supplierId: meridian, reason: 'CONTRACT_OUT_OF_STOCK' },
  ])
  const [line] = await world.sql<{ id: string; order_id: string }>(
    `SELECT l.id, l.order_id FROM order_line l JOIN purchase_order o ON o.id = l.order_id WHERE o.number = $1 AND l.ampp_id = $2`,
    [number, world.packs.meropenem],
  )
  const order = { id: line?.order_id ?? '', number }
  const dearer = { price: price(secret + 4000) }
  const ids = await answered(world, order, [answerTo(line?.id ?? '', 'CHANGED_PRICE', dearer)])
  const decision = { ...{ number, version: 1, answerIds: ids, reason: '' }, decision: 'accept' as const }
  answers.push(await resolveAnswer(world.act('technician'), decision))
  const came = done(await cameIn(world, line?.id ?? '', 4))
  const again = await submitted([{ pack: 'meropenem', packs: 2, supplierId: meridian }])
  const [waits = ''] = again.numbers
  const [own] = await world.sql<{ id: string; order_id: string }>(
    'SELECT l.id, l.order_id FROM order_line l JOIN purchase_order o ON o.id = l.order_id WHERE o.number = $1',
    [waits],
  )
  await approve(world, waits)
  await sendAll(world)
  const raised = await answered(world, { id: own?.order_id ?? '', number: waits }, [
    answerTo(own?.id ?? '', 'CHANGED_PRICE', dearer),
  ])
  const draft = await aPad(world, [
    { pack: 'meropenem', packs: 7, supplierId: meridian },
    { pack: 'meropenemOther', packs: 1, supplierId: meridian },
    { pack: 'paracetamol', packs: 5, supplierId: meridian },
  ])
  return {
    numbers: [first, day, beside, again].flatMap((one) => one.numbers),
    pads: [first, day, beside, again].map((one) => one.padId),
    draft,
    receipt: came.receiptNumber,
    answers,
    open: [{ number: waits, id: raised[0] ?? '' }],
  }
}

async function approve(world: World, number: string): Promise<void> {
  const asked = await world.sql<{ role: 'lead' | 'chief'; version: number }>(
    `SELECT a.role, a.version FROM approval a JOIN purchase_order o ON o.id = a.order_id WHERE o.number = $1 AND a.state = 'waiting'`,
    [number],
  )
  for (const { role, version } of asked)
    done(await approveOrder(world.act(role), { number, version, role, comment: '' }))
}

async function sendAll(world: World): Promise<void> {
  for (const { id } of await world.sql<{ id: string }>(
    `SELECT id FROM transmission WHERE status = 'queued' ORDER BY id`,
  ))
    expect(await sendOrder(world.systemAct(), id)).toBe('accepted')
}

/** Asks everything that a reader can ask: one entry for each query of the house, so that none is forgotten. */
function questions(world: World, life: Life, who: TestPerson): Record<string, () => Promise<unknown>> {
  const actor = world.actor(who)
  const now = world.clock()
  const { meridian } = world.suppliers
  const { storeId } = world.trusts.RZZ
  const { draft } = life
  const packs = Object.values(world.packs)
  const orders = <T>(ask: (number: string) => T) => Promise.all(life.numbers.map(ask))
  const pads = <T>(ask: (padId: string) => T) => Promise.all([...life.pads, draft.padId].map(ask))
  const lists = ORDER_SORTS.flatMap((sort) =>
    (['all', 'sent', 'awaiting_approval', 'draft'] as const).map((view) => orderListAddress.parse({ sort, view })),
  )
  const rows = (id: string, table: string) =>
    world.sql<{ id: string }>(
      `SELECT t.id FROM ${table} t JOIN purchase_order o ON o.id = t.order_id WHERE o.number = $1 ORDER BY t.id`,
      [id],
    )
  const frameworks = () => world.sql<{ id: string }>('SELECT id FROM framework')
  return {
    catalogue: () => catalogue(actor, catalogueAddress.parse({}), now),
    productById: () => Promise.all(Object.values(world.vmps).map((vmp) => productById(actor, vmp, now))),
    priceHistory: () => Promise.all(Object.values(world.vmps).map((vmp) => priceHistory(actor, vmp, now))),
    productFamily: () => Promise.all(Object.values(world.vmps).map((vmp) => productFamily(actor, vmp, now))),
    usageByMonth: () => Promise.all(Object.values(world.vmps).map((vmp) => usageByMonth(actor, vmp, now))),
    priceReason: () =>
      Promise.all(
        ['2026-11-01', '2026-11-24', '2027-06-01'].flatMap((on) =>
          [world.packs.meropenem, world.packs.meropenemOther].map((pack) => {
            const asked = { pack, supplier: meridian, on: localDate(on), packs: 12 }
            return priceReason(actor, world.vmps.meropenem, { asked, now })
          }),
        ),
      ),
    searchPacks: () => Promise.all(['mero', 'par', ...packs].map((text) => searchPacks(actor, { text, storeId, now }))),
    findForPad: () => Promise.all(['mero', 'par', ...packs].map((text) => findForPad(actor, { text, storeId, now }))),
    orderListChoices: () => orderListChoices(actor),
    goalsFor: () => Promise.all(['mero', 'meridian', ...life.numbers].map((text) => goalsFor(actor, { text, now }))),
    findProducts: () => Promise.all(['mero', 'par', ...packs].map((text) => findProducts(actor, text, now))),
    contractLines: () =>
      contractLines(actor, now, { on: undefined, reference: undefined, amppId: undefined, after: undefined }),
    listEvents: async () =>
      (await listEvents(actor, { after: 0n, most: 500 })).events.map(({ data, type }) => ({ data, type })),
    orderIds: () => orders((number) => orderIds(actor, number)),
    listStock: () => listStock(actor, { store: undefined, vmpId: undefined, after: undefined }),
    contractsOf: () => contractsOf(actor, now),
    codesOfMedicine: () => Promise.all(Object.values(world.vmps).map((vmp) => codesOfMedicine(actor, vmp, now))),
    listLocalCodes: () => listLocalCodes(actor, localCodesAddress.parse({}), now),
    formularyOfMedicine: () =>
      Promise.all(Object.values(world.vmps).map((vmp) => formularyOfMedicine(actor, vmp, now))),
    treatmentsOfMedicine: () =>
      Promise.all(Object.values(world.vmps).map((vmp) => treatmentsOfMedicine(actor, vmp, now))),
    listingsOfMedicine: () => Promise.all(Object.values(world.vmps).map((vmp) => listingsOfMedicine(actor, vmp, now))),
    listListings: () => listListings(actor, listedAddress.parse({}), now),
    listTreatments: () => listTreatments(actor, stricterAddress.parse({}), now),
    listFormulary: () => listFormulary(actor, formularyAddress.parse({}), now),
    changeSets: () => changeSets(actor, now),
    cataloguesToDecide: () => cataloguesToDecide(actor),
    changesPage: () => changesPage(actor, CHANGES, changesAddress.parse({}), now),
    changeLines: () =>
      Promise.all(
        (['act', 'rest', 'unused', 'all'] as const).map((view) =>
          changeLines(actor, { loadId: CHANGES, view }, { size: 50, offset: 0 }, now),
        ),
      ),
    pricesOfMedicine: () => Promise.all(Object.values(world.vmps).map((vmp) => pricesOfMedicine(actor, vmp, now))),
    standingPrice: async () => {
      const prices = await pricesOfMedicine(actor, world.vmps.meropenem, now)
      const suppliers = Object.values(world.suppliers)
      const each = prices
        ? packs.flatMap((amppId) => suppliers.map((supplierId) => ({ amppId, supplierId, prices })))
        : []
      return Promise.all(each.map((of) => standingPrice(actor, { ...of, now })))
    },
    pricesOfSupplier: () => pricesOfSupplier(actor, meridian, { after: '', now }),
    countSheet: () => countSheet(actor, world.vmps.meropenem, storeId),
    endingFrameworks: () => endingFrameworks(actor, now),
    frameworkLines: async () =>
      Promise.all((await frameworks()).map(({ id }) => frameworkLines(actor, id, frameworkAddress.parse({}), now))),
    documentOfOrder: () =>
      orders(async (number) =>
        Promise.all((await rows(number, 'document')).map(({ id }) => documentOfOrder(actor, number, id))),
      ),
    outgoingList: async () => (await outgoingList(actor)).messages.map(({ subject, to }) => ({ subject, to })),
    outgoingMessage: async () =>
      Promise.all((await outgoingList(actor)).messages.map(({ name }) => outgoingMessage(actor, name))),
    outgoingAttachment: async () =>
      Promise.all((await outgoingList(actor)).messages.map(({ name }) => outgoingAttachment(actor, name, 0))),
    answerPage: () => orders((number) => answerPage(actor, now, number)),
    orderApprovals: () =>
      orders(async (number) => {
        const [order] = await world.sql<{ id: string }>('SELECT id FROM purchase_order WHERE number = $1', [number])
        return orderApprovals(actor, world.clock(), order?.id ?? '')
      }),
    decisionPage: () => orders((number) => decisionPage(actor, now, number)),
    lastDecision: () => orders((number) => lastDecision(actor, number)),
    nextToDecide: () => nextToDecide(actor, now),
    inbox: () => inbox(actor, now),
    samplePage: () => Promise.all((['open', 'checked', 'all'] as const).map((view) => samplePage(actor, view))),
    trialOrders: async () => {
      const proposals = await world.sql<{ id: string }>('SELECT id FROM scheme_proposal ORDER BY id')
      return Promise.all(proposals.map(({ id }) => trialOrders(actor, id, {})))
    },
    decisionsFor: () => decisionsFor(actor, now),
    waitingFor: () => waitingFor(actor, now),
    inboxPart: () => inboxPart(actor, now, undefined),
    navCounts: () => navCounts(actor, now),
    padCheck: async () => (await pads((padId) => padCheck(actor, padId, now))).map(plain),
    padView: () => pads((padId) => padView(actor, padId, now)),
    furtherLines: () => pads((padId) => furtherLines(actor, { padId, after: 0, now })),
    padAfter: () =>
      padAfter(actor, {
        padId: draft.padId,
        changed: { edit: 1, added: [], lines: draft.lines, removed: [], rows: [], rowsGone: [] },
        now,
      }),
    openPads: () => openPads(actor),
    padChoices: () => padChoices(actor),
    submittedOrders: () => pads((padId) => submittedOrders(actor, padId)),
    vendorsForLine: () =>
      Promise.all(draft.lines.map((line) => vendorsForLine(actor, { padId: draft.padId, line, now }))),
    findBatches: () => findBatches(actor, now, 'meropenem'),
    expectedDeliveries: () => expectedDeliveries(actor, now),
    openOverDeliveries: () => openOverDeliveries(actor),
    deliveryDesk: () => deliveryDesk(actor, now, { supplierId: meridian, storeId }),
    deskOfOrder: () => orders((number) => deskOfOrder(actor, number)),
    lookUp: () => lookUp(actor, now, { supplierId: meridian, storeId, text: 'meropenem' }),
    notePage: () => notePage(actor, life.receipt),
    keepingOfNote: async () => {
      const [row] = await world.sql<{ id: string }>('SELECT id FROM receipt WHERE number = $1', [life.receipt])
      return plain(await keepingOfNote(actor, row?.id ?? '', now))
    },
    listNotes: () => listNotes(actor),
    sendPage: () => orders((number) => sendPage(actor, now, number)),
    documentAt: () => orders((number) => documentAt(actor, number)),
    findSuppliers: () => findSuppliers(actor, 'me'),
    linesOfMedicine: () =>
      Promise.all(
        Object.values(world.vmps).map((vmpId) => linesOfMedicine(actor, { now, vmpId, after: undefined, size: 500 })),
      ),
    orderFilters: () => Promise.all(lists.map((address) => orderFilters(actor, address))),
    endingLines: () => endingLines(actor, now, { after: undefined, size: 500 }),
    // every list as a file; of outgoing messages only the disk knows when they came
    fileToTake: async () => {
      const of: Partial<Record<ListId, Record<string, string>[]>> = {
        orders: ORDER_SORTS.map((sort) => ({ sort })),
        'order-lines': ORDER_SORTS.map((sort) => ({ sort })),
        'lines-of-order': life.numbers.map((number) => ({ number })),
        'stock-cover': life.numbers.map((number) => ({ number })),
        'received-batches': [{ number: life.receipt }],
        'contract-lines': (await frameworks()).map(({ id }) => ({ framework: id })),
        'supplier-prices': [{ supplier: meridian }],
        batches: [{ q: 'meropenem' }],
        catalogue: [{}, { q: 'mero' }],
      }
      for (const list of [
        'packs',
        'orders-of-medicine',
        'medicine-prices',
        'stock',
        'price-history',
        'usage-by-month',
      ] as const)
        of[list] = Object.values(world.vmps).map((vmp) => ({ vmp }))
      const told: unknown[] = []
      for (const list of LIST_IDS.filter((id) => id !== 'outgoing'))
        for (const query of of[list] ?? [{}]) told.push([list, query, await takenRows(actor, now, list, query)])
      return told
    },
    listOrders: () => Promise.all(lists.map((address) => listOrders(actor, now, address))),
    orderListScreen: () => orderListScreen(actor, now, orderListAddress.parse({})),
    countOrders: () => Promise.all(lists.map((address) => countOrders(actor, now, address, 500))),
    countMatching: () => Promise.all(lists.map((address) => countMatching(actor, now, address))),
    chosenOrders: () =>
      Promise.all(
        [{ numbers: life.numbers }, ...lists.map((all) => ({ all }))].map((of) => chosenOrders(actor, now, of)),
      ),
    orderPage: () => orders((number) => orderPage(actor, now, number)),
    workToday: () => workToday(actor, now),
    listSuppliers: () => listSuppliers(actor, supplierAddress.parse({})),
    supplierById: () => supplierById(actor, meridian),
    awardsOfSupplier: () => awardsOfSupplier(actor, meridian, now),
    supplierPerformance: () => supplierPerformance(actor, meridian, now),
    addressChanges: () => addressChanges(actor, meridian),
    addressChangesFor: () => addressChangesFor(actor),
    storeNumbers: () => storeNumbers(actor, meridian),
    suppliersOfName: () => suppliersOfName(actor, 'Meridian Wholesale'),
    suppliersThereTwice: () => suppliersThereTwice(actor),
  }
}

/** Queries that say nothing of an order, an award or a price; and files, which whoever loads them has in hand. */
const APART = [
  ...['discardedPad', 'tokensFor', 'deliveryPlaces', 'costCentresInUse', 'listUsage', 'webhooksOf', 'webhookById'],
  ...['deputisings', 'deputyChoices', 'deputyToday'],
  ...[
    'whoMay',
    'keysWork',
    // packs and quantities without a price
    ...[
      'packsKnown',
      'packsMeant',
      'templatesOf',
      'templateView',
      'templateSource',
      'removedTemplate',
      'standingView',
      'buyers',
      'viewsOf',
      'allViews',
    ],
    'joiningsFor',
    'keptRows',
    'requestsFor',
    'reviewsFor',
    'reviewToday',
    'sampleCounts',
    'reviewFor',
    'listPeople',
    'exceptionsFor',
    'personPage',
    'workLeftBehind',
    'siteChoices',
    'requestFor',
    'resetAskable',
    'factorsFor',
    'directoryView',
    'waitingAtDirectory',
    'linksFor',
    'joinablePeople',
    'sessionsOf',
    'noticesOf',
    'schemePage',
    'schemeToChange',
    'proposalPage',
    'organisationOf',
    'sitesOf',
    'costCentresOf',
    'setUpOf',
    'settingsView',
  ],
  ...[
    'knownSources',
    'releasesOf',
    'releaseView',
    'releaseProgress',
    'changesOf',
    'currentVmp',
    'loadsOf',
    'loadView',
    'loadedFile',
    'columnSamples',
    'loadProgress',
    'loadProblems',
    'markedCopy',
    'filesOf',
    'keepDays',
    'labelsFor',
  ],
  // for the auditor and the chief pharmacist, who may see them
  ...['auditView', 'countAudit', 'auditChoices', 'auditFilters', 'auditEntry', 'dutiesReport', 'exceptionsReport'],
  ...['countExceptions', 'samplesOf', 'sampleById'],
]

/** Maps as lists, so that they are compared by what they hold. */
function plain(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value, (_key, one) => (one instanceof Map ? [...one] : one)))
}

type Told = Record<'now' | 'later' | 'ended', Record<string, unknown>> & { answers: unknown }

async function askAll(world: World, life: Life, who: TestPerson, only?: readonly string[]) {
  const told: Record<string, unknown> = {}
  for (const [name, ask] of Object.entries(questions(world, life, who))) {
    if (!only || only.includes(name)) told[name] = await ask()
  }
  return told
}

/** What tells prices of before and of now side by side. */
const LATER = [
  'priceHistory',
  'priceReason',
  'searchPacks',
  'productById',
  'catalogue',
  'padView',
  'padCheck',
  'vendorsForLine',
  'decisionPage',
  'answerPage',
]

/** What tells the price of a line that was made of an answer after its award was gone. */
const ENDED = [...LATER, 'orderPage', 'listOrders', 'inbox', 'orderApprovals', 'listEvents', 'sendPage', 'deliveryDesk']

async function tell(secret: number, people: readonly TestPerson[]): Promise<Map<TestPerson, Told>> {
  const world = await aWorld()
  const life = await live(world, secret)
  await plantChange(world, secret)
  const now = new Map<TestPerson, Record<string, unknown>>()
  for (const who of people) now.set(who, await askAll(world, life, who))
  // the scheme ends and an open contract takes its place: what was paid before stays confidential
  await world.sql(`UPDATE award SET confidentiality = 'framework', price = 190000 WHERE ampp_id = $1`, [
    world.packs.meropenem,
  ])
  const { padId, edit } = life.draft
  const after = await changePad(world.act('technician'), {
    ...{ padId, edit },
    changes: [{ do: 'add', ref: '9', amppId: world.packs.meropenem, packs: 1, supplierId: world.suppliers.meridian }],
  })
  const later = new Map<TestPerson, Record<string, unknown>>()
  for (const who of people) later.set(who, await askAll(world, life, who, LATER))
  // then no award holds any more: what was bought under it, and what is made of that now, stays confidential
  await world.sql('UPDATE award SET withdrawn = true WHERE ampp_id = $1', [world.packs.meropenem])
  const taken = []
  for (const { number, id } of life.open) {
    const [row] = await world.sql<{ version: number }>('SELECT version FROM purchase_order WHERE number = $1', [number])
    const input = { number, version: row?.version ?? 0, answerIds: [id], reason: '', decision: 'accept' as const }
    const done = await resolveAnswer(world.act('technician'), input)
    expect(done.ok, JSON.stringify(done)).toBe(true)
    taken.push(done)
  }
  const told = new Map<TestPerson, Told>()
  for (const who of people) {
    const ended = await askAll(world, life, who, ENDED)
    const answers = [life.answers, after, taken]
    told.set(who, { answers, now: now.get(who) ?? {}, later: later.get(who) ?? {}, ended })
  }
  return told
}

test('who may not see prices of patient access schemes cannot tell them from anything they are told', async () => {
  const people = [...WITHOUT, 'lead' as const]
  const [first, second] = [await tell(PRICES[0] ?? 0, people), await tell(PRICES[1] ?? 0, people)]
  for (const who of WITHOUT) {
    const [one, other] = [first.get(who), second.get(who)]
    for (const when of ['now', 'later', 'ended'] as const) {
      for (const [name, answer] of Object.entries(one?.[when] ?? {})) {
        expect(plain(other?.[when][name]), `${name} ${when}, for ${who}`).toEqual(plain(answer))
      }
    }
    expect(other?.answers, `commands of ${who}`).toEqual(one?.answers)
  }
  // the lives do differ, for who may know
  const knows = [
    'listOrders',
    'orderPage',
    'productById',
    'searchPacks',
    'fileToTake',
    'linesOfMedicine',
    'padView',
    'inbox',
    'answerPage',
  ]
  for (const name of knows) {
    expect(plain(second.get('lead')?.now[name]), `${name} for the lead`).not.toEqual(
      plain(first.get('lead')?.now[name]),
    )
  }
}, 240_000)

test('every query of the house is asked', () => {
  const names = globSync('lib/**/*.queries.ts').flatMap((file) =>
    [...readFileSync(file, 'utf8').matchAll(/^export async function\*? (\w+)\(\s*actor: Actor\b/gm)].map(
      (found) => found[1] ?? '',
    ),
  )
  const asked = Object.keys(
    questions(
      {
        actor: () => ({}),
        clock: () => new Date(),
        suppliers: {},
        packs: {},
        vmps: {},
        trusts: { RZZ: {} },
      } as unknown as World,
      { numbers: [], pads: [], draft: { padId: '', edit: 1, lines: [] }, receipt: '', answers: [], open: [] },
      'lead',
    ),
  )
  expect(names.toSorted()).toEqual([...asked, ...APART].toSorted())
})
