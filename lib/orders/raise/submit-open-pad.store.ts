import 'server-only'
import { type Act, personOf } from '#lib/access/actor.ts'
import { mayAtStore } from '#lib/access/sites/site.store.ts'
import { searchable } from '#lib/catalogue/pack.rules.ts'
import { sightOf } from '#lib/contracts/sight.rules.ts'
import { audit } from '#lib/db/audit.ts'
import type { Tx } from '#lib/db/client.ts'
import type { NeededApproval, Requirement } from '#lib/orders/order/approval.rules.ts'
import { askForApprovals } from '#lib/orders/order/ask.store.ts'
import { countTogether } from '#lib/orders/order/day.store.ts'
import { moveOrder } from '#lib/orders/order/order.store.ts'
import { type OrderTotals, orderTotals } from '#lib/orders/order/order.totals.ts'
import { findBy } from '#lib/orders/order/order-search.store.ts'
import { pickSample } from '#lib/orders/order/sample.store.ts'
import { schemeInForce, type VersionedScheme } from '#lib/orders/order/scheme.queries.ts'
import { queueTransmission } from '#lib/orders/order/transmission.store.ts'
import { fileTypedPrices } from '#lib/orders/order/typed-prices.store.ts'
import { ok, type Result, refuse } from '#lib/result.ts'
import type { StockPicture } from '#lib/stock/cover.rules.ts'
import { stockPicture } from '#lib/stock/stock.queries.ts'
import { settingsOfTrust } from '#lib/trusts/settings.queries.ts'
import { londonDate } from '#lib/values/dates.ts'
import { type DraftLine, sameDraft } from './draft.rules.ts'
import { lockEmergencies, undecidedEmergency } from './emergency.store.ts'
import { freeNumbers, linesOfOrders, updateLines } from './lines.store.ts'
import { neverOrderedFrom } from './needs.store.ts'
import type { SubmitPad } from './pad.schema.ts'
import { closePad, lockPadAt, partsOfPad, type StoredPad, type StoredPart } from './pad.store.ts'
import { countRows } from './rows.store.ts'
import { numbered, requirements, submissionLine, whyNotSubmit } from './submit.rules.ts'
import { linesToday, lockedDays, recordOfLine } from './submit.store.ts'

/** What became of the orders of a pad: `passed` are on their way, or held until something is signed or approved. */
export type SubmittedPad = { orders: { number: string; passed: boolean }[] }

/**
 * Submits every order of a pad in the caller's transaction, all or none. Prices are resolved again at this moment; where
 * one is other than the pad showed at `edit`, nothing is submitted (PRICE_CHANGED, with old and new). Orders to one
 * supplier on one London day count together, under a lock. What the trust's scheme lets pass is approved and queued for its
 * supplier here, and the prices typed on it go on file; the rest waits for its approvals. A returned order goes again
 * as its next version.
 * An emergency is not submitted while an earlier one of who raises or submits it waits for its decision.
 * Refuses CHANGED_MEANWHILE, PAD_CLOSED, ROWS_LEFT, NOT_AT_SITE, NO_ACCOUNT, EMERGENCY_UNDECIDED, and what `whyNotSubmit`
 * says.
 */
export async function submitOpenPad(tx: Tx, act: Act, input: SubmitPad): Promise<Result<SubmittedPad>> {
  const locked = await lockPadAt(tx, act, input)
  if (!locked.ok) return locked
  const pad = locked.value
  const rows = await countRows(tx, pad.id)
  if (rows > 0) return refuse({ code: 'ROWS_LEFT', rows })
  const settings = await settingsOfTrust(tx)
  const all = await partsOfPad(tx, pad.id)
  const live = all.filter((part) => part.lines > 0)
  for (const storeId of new Set(live.map((part) => part.storeId))) {
    const here = await mayAtStore(tx, act.actor, 'order.raise', storeId)
    if (!here.ok) return here
  }
  if (live.some((part) => !part.hasAccount)) return refuse({ code: 'NO_ACCOUNT' })
  if (pad.emergency) {
    const people = [act.actor.personId, ...live.map((part) => part.raisedBy)]
    await lockEmergencies(tx, act, people)
    const open = await undecidedEmergency(tx, people, act.now)
    if (open) return refuse({ code: 'EMERGENCY_UNDECIDED', ...open, due: open.due.toISOString() })
  }
  const shown = await linesOfOrders(
    tx,
    live.map((part) => part.orderId),
    { all: true },
  )
  const both = await linesToday(tx, act, shown, settings)
  if (!both.ok) return both
  const unusualSeen = input.unusual === input.edit
  const against = { sight: sightOf(act.actor), unusualTimes: settings.unusualTimes, unusualSeen }
  const refusal = whyNotSubmit(pad, both.value, against)
  if (refusal) return refuse(refusal)

  const frozen = numbered(both.value.map(({ now }) => now))
  const was = new Map(shown.map((line) => [line.id, line]))
  const changed = frozen.filter((line) => {
    const before = was.get(line.id)
    return before === undefined || !sameDraft(before, line)
  })
  await freeNumbers(
    tx,
    act,
    changed.filter((line) => was.get(line.id)?.lineNo !== line.lineNo).map((line) => line.id),
  )
  await updateLines(tx, act, changed)
  const parts = live.map((part): Submitted => {
    const lines = frozen.filter((line) => line.orderId === part.orderId)
    return { ...part, drafts: lines, totals: orderTotals(lines, part.terms, settings.vatRate) }
  })
  const scheme = await schemeInForce(tx, londonDate(act.now))
  const dayOrders = await lockedDays(tx, act, { on: londonDate(act.now), ...scheme.scheme.window }, parts)
  const newSuppliers = await neverOrderedFrom(tx, act.actor, parts)
  const needed = requirements(
    parts.map((part) => ({ ...part, lines: part.drafts.map(submissionLine) })),
    { scheme: scheme.scheme, dayOrders, newSuppliers, emergency: pad.emergency, at: act.now },
  )
  const stock = await stockPicture(tx, { ...settings, ...stockAsked(frozen), storeId: null, on: londonDate(act.now) })
  const orders: SubmittedPad['orders'] = []
  for (const part of parts) {
    const requirement = needed.get(part.orderId)
    if (!requirement) throw new Error(`${part.number} was not looked at`)
    const done = await submit(tx, act, { pad, part, requirement, scheme, stock })
    if (!done.ok) return done
    orders.push({ number: part.number, passed: requirement.passes })
  }
  const ended = await endEmptied(
    tx,
    act,
    all.filter((part) => part.lines === 0),
  )
  if (!ended.ok) return ended
  const closed = await closePad(tx, act, pad)
  return closed.ok ? ok({ orders }) : closed
}

type Submitted = StoredPart & { drafts: DraftLine[]; totals: OrderTotals }

type Submission = {
  pad: StoredPad
  part: Submitted
  requirement: Requirement
  scheme: VersionedScheme
  stock: ReadonlyMap<string, StockPicture>
}

async function submit(tx: Tx, act: Act, submission: Submission): Promise<Result<undefined>> {
  const { pad, part, requirement, scheme } = submission
  const version = part.status === 'returned' ? part.version + 1 : part.version
  const { lines, net, carriage, vat, gross } = part.totals
  const submitter = personOf(act.actor)
  const order = { id: part.orderId, status: part.status, version: part.version }
  const moved = await moveOrder(tx, act, order, requirement.passes ? 'pass' : 'submit', {
    ...{ version, lines, net, carriage, vat, gross },
    dayTotal: requirement.dayTotal,
    schemeVersion: scheme.version,
    submittedBy: submitter,
    submittedAt: act.now,
    submittedOn: new Date(londonDate(act.now)),
    autoPassed: requirement.passes && requirement.needed.length === 0,
    approvedAt: requirement.passes ? act.now : null,
    costCentreId: pad.costCentreId,
    emergency: pad.emergency,
    emergencyReason: pad.emergencyReason,
    note: pad.note,
  })
  if (!moved.ok) return moved
  await findBy(tx, act, [{ orderId: part.orderId, words: searchWords(part) }])
  audit(tx, { document: 'order', id: part.orderId, verb: 'SUBMITTED', data: record(submission, version) })
  const { raisedBy, changers } = part
  const asking = {
    id: part.orderId,
    version,
    storeId: part.storeId,
    raisedBy,
    submittedBy: submitter,
    changers,
    dayTotal: requirement.dayTotal,
  }
  await askForApprovals(tx, act, asking, requirement.needed, scheme.scheme)
  const { orderId: id, number, supplierId } = part
  const window = { on: londonDate(act.now), ...scheme.scheme.window }
  await countTogether(tx, act, { id, number, supplierId, ...window, total: requirement.dayTotal })
  if (!requirement.passes) return ok()
  audit(tx, {
    document: 'order',
    id: part.orderId,
    verb: 'PASSED',
    data: {
      version,
      gross,
      schemeVersion: scheme.version,
      emergency: pad.emergency,
      afterwards: requirement.needed.map(role),
    },
  })
  if (requirement.needed.length === 0) await pickSample(tx, act, { orderId: part.orderId, version }, scheme)
  await fileTypedPrices(tx, act, { supplierId, submittedBy: submitter }, part.drafts)
  const queued = await queueTransmission(tx, act, { id: part.orderId })
  return queued.ok ? ok() : queued
}

function role(approval: NeededApproval): string {
  return approval.role
}

/** Number, supplier and products. */
function searchWords(part: Submitted): string[] {
  const products = part.drafts.map((line) => searchable(`${line.productName} ${line.brand}`))
  return [part.number.toLowerCase(), searchable(part.supplierName), ...products]
}

/** Everything that was known at the moment of submitting. */
function record({ pad, part, requirement, scheme, stock }: Submission, version: number): Record<string, unknown> {
  const { net, carriage, vat, gross } = part.totals
  return {
    version,
    kind: part.kind,
    supplierId: part.supplierId,
    storeId: part.storeId,
    costCentreId: pad.costCentreId,
    emergency: pad.emergency,
    emergencyReason: pad.emergencyReason,
    note: pad.note,
    ...{ net, carriage, vat, gross },
    dayTotal: requirement.dayTotal,
    schemeVersion: scheme.version,
    needed: requirement.needed.map(({ role, people, step, signatures, reasons, retrospective, dueAt }) => ({
      ...{ role, people, step, signatures, reasons, retrospective },
      dueAt: dueAt.toISOString(),
    })),
    lines: part.drafts.map((line) => recordOfLine(line, stock.get(line.vmpId))),
  }
}

function stockAsked(lines: readonly DraftLine[]) {
  return { vmpIds: lines.map((line) => line.vmpId) }
}

/** Orders of the pad on which nothing is left: their numbers stay, they do not. */
async function endEmptied(tx: Tx, act: Act, parts: readonly StoredPart[]): Promise<Result<undefined>> {
  for (const part of parts) {
    const closeReason = 'Nothing was left on it'
    const order = { id: part.orderId, status: part.status, version: part.version }
    const moved = await moveOrder(tx, act, order, 'cancel', { closedAt: act.now, closeReason })
    if (!moved.ok) return moved
    if (part.status === 'draft') continue
    audit(tx, {
      document: 'order',
      id: part.orderId,
      verb: 'CANCELLED',
      data: { version: part.version, reason: closeReason },
    })
  }
  return ok()
}
