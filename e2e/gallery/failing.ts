import { mayAny } from '#lib/access/permissions.ts'
import { type ActionId, actionEntry, REGISTRY } from '#lib/access/registry.ts'
import type { Role } from '#lib/access/roles.ts'
import type { Facts } from '../access/facts.ts'
import { type Stop, stopsOf } from '../access/stops.ts'

/** A page that refuses: by its address alone, or once a button is pressed with nothing filled in. */
export type Failing = Stop & { press?: string }

/** Addresses with something wrong in them, which their pages name. */
const WRONG: Record<string, string> = {
  orders: '/orders?from=the+day+before&to=31+February+2026',
  catalogue: '/catalogue?q=ab',
  search: '/search?q=nothing+of+the+kind',
  deliveries: '/deliveries?view=batch&q=nothing+of+the+kind',
  suppliers: '/suppliers?q=nothing+of+the+kind',
  audit: '/audit?number=RZZ-PH-26-999999-9',
}

/**
 * Forms that are sent with nothing filled in, by the button that sends them, for who may do what they do. Nothing is
 * done by any of them.
 */
const EMPTY_FORMS: Record<string, { press: string; action: ActionId }> = {
  newSupplier: { press: 'Add the supplier', action: 'addSupplier' },
  newSite: { press: 'Add site', action: 'saveSite' },
  newStore: { press: 'Add store', action: 'saveStore' },
  newPerson: { press: 'Add person', action: 'addPerson' },
  changePassword: { press: 'Change password', action: 'changePassword' },
  tokens: { press: 'Make the token', action: 'makeToken' },
  webhooks: { press: 'Make the webhook', action: 'makeWebhook' },
  newLoad: { press: 'Look through the file', action: 'chooseFile' },
  costCentres: { press: 'Add cost centre', action: 'saveCostCentre' },
}

/** What stands in an address for a record that there is none of. */
const NOBODY: Record<string, string> = {
  orderNumber: 'RZZ-PH-26-999999-9',
  receiptNumber: 'RZZ-GRN-26-999999-9',
  vmpId: '22298006',
  name: 'nothing.eml',
}
const NO_ID = '01980000-0000-7000-8000-000000000000'

/** Every refusal of a role: what is wrong in an address, forms sent empty, a record that is not there, a page not for it. */
export function failingOf(role: Role, facts: Facts): Failing[] {
  const stops = stopsOf(role, facts)
  const wrong = stops
    .filter(({ id }) => WRONG[id])
    .map((stop) => ({ ...stop, id: `${stop.id}-wrong`, address: WRONG[stop.id] ?? '' }))
  const empty = stops.flatMap((stop) => {
    const form = EMPTY_FORMS[stop.id]
    if (!form || !mayAny({ roles: [role] }, actionEntry(form.action).permission)) return []
    return [{ ...stop, id: `${stop.id}-empty-form`, press: form.press }]
  })
  const missing = stops.flatMap(({ id }) => {
    const pattern = REGISTRY.pages[id]?.path ?? ''
    if (!pattern.includes('[')) return []
    const address = pattern.replace(/\[(\w+)\]/g, (_all, name: string) => NOBODY[name] ?? NO_ID)
    return [{ id: `${id}-404`, address, status: 404 }]
  })
  const [shut] = Object.entries(REGISTRY.pages).filter(
    ([, { path, permission }]) => !path.includes('[') && !mayAny({ roles: [role] }, permission),
  )
  const refused = shut ? [{ id: `${shut[0]}-403`, address: shut[1].path, status: 403 }] : []
  return [...wrong, ...empty, ...missing, ...refused]
}
