import 'server-only'
import type { Act } from '#lib/access/actor.ts'
import { commit } from '#lib/db/commit.ts'
import { ok, type Result, refuse } from '#lib/result.ts'
import { type NoticeChoice, noticesFor } from './notice.schema.ts'

/** A person says which notices they want by e-mail, of those that are for their roles. Theirs alone; not part of the record. */
export async function chooseNotices(act: Act, input: NoticeChoice): Promise<Result<undefined>> {
  return commit(act, { name: 'chooseNotices', permission: 'own.settings' }, input, async (tx) => {
    const { trustId, personId, roles } = act.actor
    if (personId === null) return refuse({ code: 'NOT_ALLOWED', permission: 'own.settings' })
    for (const kind of noticesFor(roles)) {
      const wanted = input.wanted.includes(kind)
      await tx.noticeChoice.upsert({
        where: { trustId_personId_kind: { trustId, personId, kind } },
        create: { trustId, personId, kind, wanted },
        update: { wanted },
      })
    }
    return ok()
  })
}
