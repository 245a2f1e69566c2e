import 'server-only'
import { nameOf, peopleOfTrust } from '#lib/db/people.ts'
import { withTrust } from '#lib/db/with-trust.ts'
import type { Actor } from '../actor.ts'
import { may } from '../permissions.ts'
import {
  anyDirectory,
  type Directory,
  type DirectoryTrust,
  directoriesFor,
  directoryOf,
  type Link,
  linksIn,
  type Waiting,
  waitingIn,
} from './directory.store.ts'
import { allowedIssuers, returnAddress } from './provider.ts'

/** How the trust's directory is asked, as its settings page shows it. Its secret is shown to nobody. */
export type DirectoryView = {
  directory: Omit<Directory, 'secret'> | null
  issuers: string[]
  returnAddress: string
}

/** That view; null where they may not look at settings. */
export async function directoryView(actor: Actor): Promise<DirectoryView | null> {
  if (!may(actor, 'settings.view')) return null
  const found = await withTrust(actor, directoryOf)
  const { secret: _, ...directory } = found ?? { secret: null }
  return {
    directory: found ? (directory as Omit<Directory, 'secret'>) : null,
    issuers: allowedIssuers(),
    returnAddress: returnAddress(actor.odsCode),
  }
}

/** Who came from the directory and waits; none where they may not administer people. */
export async function waitingAtDirectory(actor: Actor): Promise<Waiting[]> {
  return may(actor, 'people.edit') ? withTrust(actor, waitingIn) : []
}

/** The people of the trust whom somebody may be joined to, by name; none where they may not administer people. */
export async function joinablePeople(actor: Actor): Promise<{ id: string; name: string; email: string }[]> {
  if (!may(actor, 'people.edit')) return []
  const people = await withTrust(actor, async (tx) => [...(await peopleOfTrust(tx)).values()])
  return people.filter((one) => !one.former).map(({ id, name, email }) => ({ id, name, email }))
}

/** Who signs in by the directory, by name; none where they may not administer people. */
export async function linksFor(actor: Actor): Promise<(Link & { name: string })[]> {
  if (!may(actor, 'people.edit')) return []
  return withTrust(actor, async (tx) => {
    const people = await peopleOfTrust(tx)
    return (await linksIn(tx)).map((link) => ({ ...link, name: nameOf(people, link.personId) ?? 'Somebody who left' }))
  })
}

/** The trusts whose directory somebody means by an e-mail domain or an ODS code. */
export async function directoriesAskedFor(asked: { domain?: string; odsCode?: string }): Promise<DirectoryTrust[]> {
  return directoriesFor(asked)
}

/** What the sign-in page offers: the trusts asked for by ODS code or e-mail domain, and whether any has a directory. */
export async function directoryChoice(asked: {
  odsCode?: string
  domain?: string
}): Promise<{ any: boolean; trusts: { odsCode: string; trustName: string }[] }> {
  if (!(await anyDirectory())) return { any: false, trusts: [] }
  const none = asked.odsCode === undefined && asked.domain === undefined
  return { any: true, trusts: none ? [] : await directoriesFor(asked) }
}
