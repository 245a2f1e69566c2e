import type { Permission } from './permissions.ts'

/**
 * Every page, action and route of the app with the permissions that open it (any one of them). Tests walk this list:
 * each entry × each role × own trust, other trust, signed out, other origin; axe; screenshots. What is not in it
 * cannot be reached: pages ask `pageActor(id)`, actions and routes are made by their id, and a test compares the list
 * with the files under app/.
 */
const pages = {
  today: { path: '/', permission: ['today.view'] },
} as const satisfies Record<string, PageEntry>

const actions = {} as const satisfies Record<string, ActionEntry>

const routes = {} as const satisfies Record<string, RouteEntry>

/** A page. `path` as in app/, with [parameters]. */
export type PageEntry = { path: string; permission: readonly Permission[] }

/** A server action; `file` is its `*.actions.ts` under lib. */
export type ActionEntry = { file: string; permission: readonly Permission[] }

/** A route handler that the app's own pages call. */
export type RouteEntry = { method: 'GET' | 'POST'; path: string; permission: readonly Permission[] }

/** The id of a page of the registry. */
export type PageId = keyof typeof pages
/** The id of an action of the registry. */
export type ActionId = keyof typeof actions
/** The id of a route of the registry. */
export type RouteId = keyof typeof routes

/** The whole list, for tests. */
export const REGISTRY: {
  pages: Record<string, PageEntry>
  actions: Record<string, ActionEntry>
  routes: Record<string, RouteEntry>
} = { pages, actions, routes }

/** The entry of a page. */
export function pageEntry(id: PageId): PageEntry {
  return pages[id]
}

/** The entry of an action. */
export function actionEntry(id: ActionId): ActionEntry {
  return actions[id]
}

/** The entry of a route. */
export function routeEntry(id: RouteId): RouteEntry {
  return routes[id]
}
