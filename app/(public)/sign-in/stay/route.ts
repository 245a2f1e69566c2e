import { z } from 'zod'
import { ok } from '#lib/result.ts'
import { postRoute } from '#lib/route.ts'

/** "Stay signed in": asking for the session is the act that makes it live on; nothing else is done. */
export const POST = postRoute({ id: 'staySignedIn', schema: z.object({}), run: async () => ok(true) })
