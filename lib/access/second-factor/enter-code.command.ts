import 'server-only'
import { log } from '#lib/log.ts'
import { metrics } from '#lib/metrics.ts'
import { type Result, refuse } from '#lib/result.ts'
import { finishHalf, readHalf } from '../half-sign-in.store.ts'
import { type HalfAct, record } from '../half-sign-in-record.store.ts'
import type { Opened } from '../session.store.ts'
import { tokenHash } from '../session-token.ts'
import { WRONG_CODE } from './code.schema.ts'
import { takeCode } from './second-factor.store.ts'

/**
 * The other half of a sign-in: the code of the person's app, or a recovery code, which is used up. A new session comes of
 * it, with a new id. Refused (INVALID) when the code is wrong, was used, or the person has to wait; HALF_OVER when the
 * first half is too old.
 */
export async function enterCode(act: HalfAct, typed: string): Promise<Result<Opened>> {
  const hash = tokenHash(act.halfId)
  const half = await readHalf(hash, act.now)
  if (half?.stage !== 'code') return refuse({ code: 'HALF_OVER' })
  const taken = await takeCode(half.personId, typed, act.now)
  if (taken !== 'app' && taken !== 'recovery') {
    metrics().signIns.inc({ outcome: taken === 'waits' ? 'code waits' : 'code refused' })
    if (taken === 'locks') await record(act, half, 'CODES_REFUSED', {})
    return refuse({ code: 'INVALID', errors: [{ field: 'code', message: WRONG_CODE }] })
  }
  if (taken === 'recovery') await record(act, half, 'RECOVERY_CODE_USED', { at: 'sign-in' })
  const came = { how: 'password', second: true, device: act.device } as const
  const opened = await finishHalf({ hash, half, before: act.before }, act.now, came)
  if (opened.ok) {
    metrics().signIns.inc({ outcome: 'ok' })
    log.info({ person: half.personId, trust: half.trustId, second: taken }, 'signed in')
  }
  return opened
}
