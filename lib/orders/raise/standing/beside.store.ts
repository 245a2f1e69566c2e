import 'server-only'
import type { Act } from '#lib/access/actor.ts'
import type { Tx } from '#lib/db/client.ts'
import { ok, type Result, refuse } from '#lib/result.ts'
import { londonDate } from '#lib/values/dates.ts'
import { formatWeekdayDate } from '#lib/values/format.ts'
import { besideEachOther, rhythmWords } from './rhythm.rules.ts'
import type { Rhythm } from './rhythm.schema.ts'
import { standingOf } from './standing.store.ts'

/**
 * Whether a rhythm may stand beside the other standing orders of a template, paused ones among them. Refuses
 * STANDING_TWICE where one has the same dates, since that orders everything twice. Where they share a date, the person
 * must say that they know: INVALID at `knowing` otherwise. Locks the template, so that two at once see each other.
 */
export async function mayStandBeside(
  tx: Tx,
  act: Act,
  asked: { templateId: string; rhythm: Rhythm; knowing: boolean; standingId?: string },
): Promise<Result<undefined>> {
  await tx.$queryRaw`SELECT id FROM template WHERE id = ${asked.templateId}::uuid FOR UPDATE`
  const rows = await tx.standingOrder.findMany({
    where: {
      templateId: asked.templateId,
      status: { not: 'ended' },
      ...(asked.standingId ? { id: { not: asked.standingId } } : {}),
    },
    orderBy: { id: 'asc' },
  })
  const others = rows.map((row) => {
    const standing = standingOf(row)
    return { standing, ...besideEachOther(standing.rhythm, asked.rhythm, londonDate(act.now)) }
  })
  const twin = others.find((one) => one.same)
  if (twin)
    return refuse({ code: 'STANDING_TWICE', standingId: twin.standing.id, rhythm: rhythmWords(twin.standing.rhythm) })
  const met = others.find((one) => one.meet !== null)
  if (!met?.meet || asked.knowing) return ok()
  const often = rhythmWords(met.standing.rhythm)
  const other = `${often.charAt(0).toLowerCase()}${often.slice(1)}`
  const message = `Tick that you know: on ${formatWeekdayDate(met.meet)} it would be drafted twice. It is made ${other} already`
  return refuse({ code: 'INVALID', errors: [{ field: 'knowing', message }] })
}
