import { z } from 'zod'
import { takePersonalData } from '#lib/access/personal-data/take-data.command.ts'
import { ok } from '#lib/result.ts'
import { downloadRoute } from '#lib/route.ts'

/** Everything that one's trust keeps about oneself. */
export const GET = downloadRoute({
  id: 'ownData',
  schema: z.object({}),
  run: async (act) => {
    const taken = await takePersonalData(act, { personId: act.actor.personId ?? '' })
    if (!taken.ok) return taken
    const { fileName, content } = taken.value
    return ok({ fileName, mediaType: 'application/zip', size: content.byteLength, parts: whole(content) })
  },
})

async function* whole(content: Uint8Array): AsyncGenerator<Uint8Array> {
  yield content
}
