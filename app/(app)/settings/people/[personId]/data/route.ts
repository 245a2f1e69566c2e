import { z } from 'zod'
import { takePersonalData } from '#lib/access/personal-data/take-data.command.ts'
import { ok } from '#lib/result.ts'
import { downloadRoute } from '#lib/route.ts'

/** Everything kept about a person, for themself or for who gives out roles. */
export const GET = downloadRoute({
  id: 'personalData',
  schema: z.object({ personId: z.uuid() }),
  run: async (act, input) => {
    const taken = await takePersonalData(act, input)
    if (!taken.ok) return taken
    const { fileName, content } = taken.value
    return ok({ fileName, mediaType: 'application/zip', size: content.byteLength, parts: whole(content) })
  },
})

async function* whole(content: Uint8Array): AsyncGenerator<Uint8Array> {
  yield content
}
