import { redirect } from 'next/navigation'
import { comeFromDirectory } from '#lib/access/directory/sign-in-at-directory.command.ts'
import { nextPath } from '#lib/access/next-path.rules.ts'
import { deviceOfRequest, giveSignedIn, sessionIdOfRequest, takeBoundAttempt } from '#lib/access/session.ts'
import { systemClock } from '#lib/values/clock.ts'
import { systemIds } from '#lib/values/ids.ts'

export const dynamic = 'force-dynamic'

const newId = systemIds(systemClock)

/** Where a trust's directory sends people back to. */
export async function GET(request: Request, context: { params: Promise<{ odsCode: string }> }): Promise<Response> {
  const { odsCode } = await context.params
  const attempt = await takeBoundAttempt()
  const came = await comeFromDirectory({
    ...{ odsCode, attempt, newId, now: systemClock(), search: new URL(request.url).search },
    ...{ device: await deviceOfRequest(), before: await sessionIdOfRequest() },
  })
  if (!came.ok) {
    const why = came.refusal.code === 'DIRECTORY_FULL' ? 'full' : 'failed'
    redirect(`/sign-in?directory=${why}&trust=${encodeURIComponent(odsCode)}`)
  }
  if (came.value.stage === 'waiting') redirect('/sign-in/waiting')
  redirect(await giveSignedIn(came.value, nextPath(attempt?.next)))
}
