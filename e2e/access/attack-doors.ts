import { randomUUID } from 'node:crypto'
import type { APIRequestContext, Browser, Page } from '@playwright/test'
import type { OrderKind } from '#lib/orders/order/order.split.rules.ts'
import { expect, signIn, test } from '../fixtures.ts'
import { demo } from '../installations.ts'
import type { Attacked, Cast } from '../steps/attacked-trust.ts'
import { act, actionIds, outcomeOf } from './doors.ts'
import { plantToken } from './tokens.ts'

/** The doors by which something can be tried: what the page offers, the action behind it, the API. */
export const DOORS = ['page', 'action', 'api'] as const

/** An approval that is tried, or given back. */
export type Wanted = { number: string; version?: number; role?: string; decision?: 'approve' | 'return' | 'reject' }

/** What a planted order is called. */
export type Planted = { id: string; number: string }

/** One attack through every door: the type asks for all three, and the report shows each as a step of its own. */
export async function throughEachDoor(doors: Record<(typeof DOORS)[number], () => Promise<void>>): Promise<void> {
  for (const door of DOORS) await test.step(`by ${door}`, doors[door])
}

/** The doors of a trust that is under attack. */
export function attackOn(target: Attacked) {
  const ids = actionIds()

  /** Calls the action as the page's own script would, past every form. */
  async function byAction(page: Page, action: string, fields: Record<string, string>): Promise<string | null> {
    const form = new FormData()
    const all = { trustId: target.trust, commandKey: randomUUID(), ...fields }
    for (const [name, value] of Object.entries(all)) form.append(name, value)
    const known = ids.get(action)
    if (!known) throw new Error(`There is no action ${action}`)
    return outcomeOf(await act(page.context().request, known, [{ kind: 'idle' }, form]))
  }

  const decide = (page: Page, { number, version = 1, role = 'lead', decision = 'approve' }: Wanted) =>
    byAction(page, 'decideOrder', { decision, number, version: String(version), role, comment: 'Tried' })

  /** Posts to the API as the token's person. */
  async function post(request: APIRequestContext, token: string, path: string, data: object) {
    const answer = await request.post(`${demo().url}/api/v1/${path}`, {
      headers: { authorization: `Bearer ${token}`, 'idempotency-key': randomUUID() },
      data,
    })
    return { done: answer.ok(), body: (await answer.json()) as Record<string, unknown> }
  }

  /** The same, answered as 'done' or the code of the problem. */
  async function postFor(request: APIRequestContext, token: string, path: string, data: object): Promise<string> {
    const { done, body } = await post(request, token, path, data)
    return done ? 'done' : String(body.code)
  }

  const byApi = (request: APIRequestContext, token: string, wanted: Wanted) => {
    const { number, version = 1, role = 'lead', decision = 'approve' } = wanted
    const comment = decision === 'approve' ? '' : 'Tried by the API'
    return postFor(request, token, `orders/${number}/${decision}`, { version, role, comment })
  }

  const tokenOf = (who: Cast, over?: 'revoked') => plantToken(target.email(who), target.ods, { over })

  async function signedIn(browser: Browser, who: Cast): Promise<Page> {
    const page = await (await browser.newContext({ baseURL: demo().url })).newPage()
    await signIn(page, target.email(who), demo().password)
    return page
  }

  /** The page of a decision offers no way to decide. */
  async function showsNoWay(page: Page, number: string): Promise<void> {
    await page.goto(`/orders/${number}/approve`)
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
    await expect(page.getByRole('button', { name: /^(Approve|Agree|Return|Refuse|Disagree)/ })).toHaveCount(0)
  }

  /** Nobody gets an order decided by any door, whichever way, and it stands as it stood. */
  async function nobodyDecides(
    page: Page,
    request: APIRequestContext,
    who: Cast,
    order: Planted,
    code: string,
    { role, version }: { role?: string; version?: number } = {},
  ): Promise<void> {
    const before = await target.look(order)
    const asked = { number: order.number, role, version }
    await throughEachDoor({
      page: () => showsNoWay(page, order.number),
      action: async () => {
        expect(await decide(page, asked)).toBe(code)
        expect(await decide(page, { ...asked, decision: 'return' })).toBe(code)
        expect(await decide(page, { ...asked, decision: 'reject' })).toBe(code)
        const one = `${order.number}/${version ?? 1}/${role ?? 'lead'}`
        expect(['done', code]).toContain(await byAction(page, 'approveSeveral', { order: one })) // it says which were not approved
      },
      api: async () => {
        const token = await tokenOf(who)
        expect(await byApi(request, token, asked)).toBe(code)
        expect(await byApi(request, token, { ...asked, decision: 'return' })).toBe(code)
        expect(await byApi(request, token, { ...asked, decision: 'reject' })).toBe(code)
      },
    })
    expect(await target.look(order)).toEqual(before)
  }

  /** A draft raised by somebody through the API, dear enough to need a lead, and the pad it stands on. */
  async function draft(
    request: APIRequestContext,
    token: string,
    { emergency, kind = 'standard' }: { emergency?: string; kind?: OrderKind } = {},
  ): Promise<Draft> {
    const { amppId, supplier } = await target.somethingToBuy(kind)
    const made = await post(request, token, 'orders', {
      ...{ store: 'Main store', costCentre: 'P1' },
      ...(emergency ? { emergency: { reason: emergency } } : {}),
      lines: [
        {
          ...{ amppId, supplier, packs: 160, price: '100.00', priceSource: 'By phone' },
          ...{ offContractReason: 'CLINICAL', note: 'Asked for by the ward' },
        },
      ],
    })
    expect(made.done, JSON.stringify(made.body)).toBe(true)
    const [raised] = made.body.orders as { number: string; version: number; revision: number }[]
    if (!raised) throw new Error('Nothing was raised')
    const [row] = await target.sql<{ id: string; pad_id: string; edit: number }>(
      `SELECT o.id, o.pad_id, p.edit FROM purchase_order o JOIN order_pad p ON p.trust_id = o.trust_id AND p.id = o.pad_id
       WHERE o.trust_id = $1 AND o.number = $2`,
      ...[target.trust, raised.number],
    )
    if (!row) throw new Error(`${raised.number} stands on no pad`)
    return { ...raised, id: row.id, padId: row.pad_id, edit: row.edit }
  }

  /** Submits a draft by one of the doors: 'done', or the code of the refusal. */
  const submit = {
    page: async (page: Page, { padId, edit }: Draft): Promise<void> => {
      await page.goto(`/orders/new/${padId}/check?unusual=${edit}`)
      await page.getByRole('button', { name: /^(Submit|Send \S*\s?orders?\b)/ }).click()
      await page.waitForURL(/\/done$/)
    },
    action: (page: Page, { padId, edit }: Draft) =>
      byAction(page, 'submitPad', { padId, edit: String(edit), unusual: String(edit) }),
    api: (request: APIRequestContext, token: string, { number, version, revision }: Draft) =>
      postFor(request, token, `orders/${number}/submit`, { version, revision, unusualConfirmed: true }),
  }

  return { byAction, decide, byApi, post, postFor, tokenOf, signedIn, showsNoWay, nobodyDecides, draft, submit }
}

/** A draft as its raiser saw it. */
export type Draft = { number: string; version: number; revision: number; padId: string; edit: number; id: string }
