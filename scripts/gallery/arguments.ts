import { parseArgs } from 'node:util'
import { REGISTRY } from '#lib/access/registry.ts'
import { ROLES, type Role } from '#lib/access/roles.ts'
import { Problem } from '../problem.ts'

/** In which states pages are drawn: of a trust without anything, of the demo, and refusing what is asked of them. */
export const STATES = ['empty', 'full', 'failing'] as const

/** A state of a page. */
export type State = (typeof STATES)[number]

/** Widths of pictures, in pixels. */
export const WIDTHS = [1280, 390] as const

/** Which pictures are wanted; `pages` null = all. */
export type Wanted = {
  roles: readonly Role[]
  pages: readonly string[] | null
  widths: readonly number[]
  states: readonly State[]
}

const HOW =
  'Write npm run gallery -- [--role lead,stores] [--page orders,orderPage] [--width 390] [--state empty,full,failing].'

/**
 * Reads the arguments: each may name several, with commas; all where left out.
 * @throws Problem with the way to write them
 */
export function parseGalleryArguments(args: readonly string[]): Wanted {
  const { role, page, width, state } = parsed(args)
  const pages = listed(page)
  const open = Object.keys(REGISTRY.open)
  for (const one of pages ?? [])
    if (!(one in REGISTRY.pages) && !open.includes(one)) throw new Problem(`${one} is no page of the registry.`, HOW)
  return {
    roles: chosen('role', listed(role), ROLES),
    pages,
    widths: chosen('width', listed(width)?.map(Number), WIDTHS),
    states: chosen('state', listed(state), STATES),
  }
}

function listed(text: string | undefined): string[] | null {
  return text === undefined ? null : text.split(',').map((one) => one.trim())
}

function chosen<T>(what: string, wanted: readonly unknown[] | null | undefined, all: readonly T[]): readonly T[] {
  if (!wanted) return all
  const unknown = wanted.find((one) => !(all as readonly unknown[]).includes(one))
  if (unknown !== undefined)
    throw new Problem(`${String(unknown)} is no ${what}.`, `There are ${all.join(', ')}. ${HOW}`)
  return all.filter((one) => wanted.includes(one))
}

function parsed(args: readonly string[]) {
  try {
    const string = { type: 'string' } as const
    return parseArgs({ args: [...args], options: { role: string, page: string, width: string, state: string } }).values
  } catch (error) {
    throw new Problem(error instanceof Error ? error.message : String(error), HOW)
  }
}
