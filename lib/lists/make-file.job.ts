import 'server-only'
import { type Act, type Actor, inNameOf } from '#lib/access/actor.ts'
import { dataFile } from '#lib/access/personal-data/data-file.queries.ts'
import { mayHaveDataOf, PERSONAL_DATA } from '#lib/access/personal-data/whose-data.rules.ts'
import { sightOf } from '#lib/contracts/sight.rules.ts'
import { peopleOfTrust } from '#lib/db/people.ts'
import { withTrust } from '#lib/db/with-trust.ts'
import { enqueue } from '#lib/jobs/queue.ts'
import { tellStep } from '#lib/jobs/steps.ts'
import { log } from '#lib/log.ts'
import { ok, type Result, refuse } from '#lib/result.ts'
import { settingsOfTrust } from '#lib/trusts/settings.queries.ts'
import type { Clock } from '#lib/values/clock.ts'
import { systemClock } from '#lib/values/clock.ts'
import { type Claimed, claimFile, endFile, expectRows, keepPart, releaseFile } from './file.store.ts'
import { keptUntil, MOST_ROWS } from './limits.rules.ts'
import { isListId } from './list-ids.rules.ts'
import { listById } from './lists.ts'
import { fileOf, type Made } from './sheet.ts'

/** What became of the making of a file. */
export type FileOutcome = 'ready' | 'failed' | 'overtaken' | 'settled'

/** Bytes of a part, and milliseconds after which progress is written down in any case. */
const PART = 512 * 1024
const BEAT_MS = 1_000

/**
 * Makes a file that was asked for, as its maker's roles let them see it now: batch by batch, kept part by part, so that
 * memory stays small however long the list is. A file has one maker at a time; one whose maker fell silent is begun anew.
 * Throws where another is at it, or something went wrong, so that it is tried again.
 */
export async function makeFile(act: Act, id: string, clock: Clock = systemClock): Promise<FileOutcome> {
  const claimed = await withTrust(act.actor, (tx) => claimFile(tx, act, id))
  if (!claimed) {
    const file = await withTrust(act.actor, (tx) => tx.listFile.findFirst({ where: { id }, select: { state: true } }))
    if (file?.state === 'making') throw new Error('Another worker is making this file')
    return 'settled'
  }
  tellStep('file claimed', id)
  try {
    const outcome = await make(act, claimed, clock)
    log.info({ job: 'make-file', file: id, list: claimed.list, outcome }, 'file')
    return outcome
  } catch (fault) {
    const over = await withTrust(act.actor, (tx) => releaseFile(tx, act, claimed))
    if (!over) throw fault
    log.error({ job: 'make-file', file: id, list: claimed.list, fault: String(fault) }, 'file given up')
    return 'failed'
  }
}

async function make(act: Act, claimed: Claimed, clock: Clock): Promise<FileOutcome> {
  const fail = async (why: 'left' | 'not_allowed' | 'gone'): Promise<FileOutcome> => {
    const ended = await withTrust(act.actor, (tx) => endFile(tx, act, claimed, { state: 'failed', why }))
    return ended ? 'failed' : 'overtaken'
  }
  const maker = await makerOf(act, claimed.askedBy)
  if (!maker) return fail('left')
  const wanted =
    claimed.list === PERSONAL_DATA ? await dataWanted(act, claimed, maker) : await listWanted(act, claimed, maker)
  if (!wanted.ok) return fail(wanted.refusal.code === 'NOT_ALLOWED' ? 'not_allowed' : 'gone')
  const { bytes, made } = wanted.value
  if (!(await keepAll(act, claimed, bytes, made))) return 'overtaken'
  tellStep('file whole', claimed.id)
  const at = clock()
  const { keepFileDays } = await withTrust(act.actor, settingsOfTrust)
  const end = {
    state: 'ready',
    saw: sightOf(maker),
    cutOff: made.cutOff,
    at,
    until: keptUntil(at, keepFileDays),
  } as const
  const ended = await withTrust(act.actor, async (tx) => {
    if (!(await endFile(tx, act, claimed, end))) return false
    const { trustId } = act.actor
    const file = await tx.listFile.findFirst({ where: { trustId, id: claimed.id }, select: { tell: true } })
    if (file?.tell) await enqueue(tx, 'tell-file', { trustId, id: claimed.id })
    return true
  })
  return ended ? 'ready' : 'overtaken'
}

type Wanted = Result<{ bytes: AsyncGenerator<Uint8Array>; made: Made }>

/** A list, as its maker sees it now. */
async function listWanted(act: Act, claimed: Claimed, maker: Actor): Promise<Wanted> {
  if (!isListId(claimed.list)) return refuse({ code: 'NOT_FOUND', what: 'list' })
  const opened = await listById(claimed.list).open(maker, act.now, claimed.query)
  if (!opened.ok) return opened
  const expected = await opened.value.expected()
  await withTrust(act.actor, (tx) =>
    expectRows(tx, act, claimed, expected === null ? null : Math.min(expected, MOST_ROWS)),
  )
  const taking = { title: claimed.title, actor: maker, now: act.now }
  return ok(fileOf(claimed.format === 'csv' ? 'csv' : 'xlsx', opened.value, taking))
}

/** Everything kept about a person. */
async function dataWanted(act: Act, { query, askedAt }: Claimed, maker: Actor): Promise<Wanted> {
  const person = (await withTrust(act.actor, peopleOfTrust)).get(query.person ?? '')
  if (!person || !mayHaveDataOf(maker, person)) return refuse({ code: 'NOT_ALLOWED', permission: 'people.edit' })
  const made: Made = { rows: 0, cutOff: false }
  return ok({ bytes: dataFile(maker, { personId: person.id, now: askedAt, made }), made })
}

/** Keeps what is made, part by part; false as soon as it is no longer wanted. */
async function keepAll(act: Act, claimed: Claimed, bytes: AsyncGenerator<Uint8Array>, made: Made): Promise<boolean> {
  let waiting: Uint8Array[] = []
  let length = 0
  let size = 0
  let no = 0
  let beat = performance.now()
  const keep = async (): Promise<boolean> => {
    no += 1
    const content = new Uint8Array(Buffer.concat(waiting))
    waiting = []
    length = 0
    beat = performance.now()
    const kept = await withTrust(act.actor, (tx) => keepPart(tx, act, claimed, { made, size, part: { no, content } }))
    tellStep('file part kept', claimed.id)
    return kept
  }
  for await (const part of bytes) {
    waiting.push(part)
    length += part.byteLength
    size += part.byteLength
    if ((length >= PART || performance.now() - beat > BEAT_MS) && !(await keep())) return false
  }
  return length === 0 || keep()
}

/** Who asked for it, with the roles they have now; null when they have left. */
async function makerOf({ actor }: Act, personId: string): Promise<Actor | null> {
  const person = (await withTrust(actor, peopleOfTrust)).get(personId)
  return person && !person.former ? inNameOf(actor, person) : null
}
