import type { Act } from '#lib/access/actor.ts'
import type { LoadKind } from '#lib/files/kind.rules.ts'
import { loadAtOnce } from '#lib/files/load-at-once.job.ts'
import type { LoadReport } from '#lib/files/report.rules.ts'
import type { Refusal } from '#lib/refusal.ts'
import { ok, type Result } from '#lib/result.ts'

/** What loading a file at once came to: `loadId` null where it changed nothing. */
export type LoadedNow = { loadId: string | null; report: LoadReport }

/** Why nothing was loaded: what must be put right in the file, or a refusal. */
export type NotLoaded = { code: 'LOAD_REFUSED'; problems: number; first: string; report: LoadReport } | Refusal

/** Loads a file through the whole flow in one go. */
export async function loadNow(
  act: Act,
  kind: LoadKind,
  file: { fileName: string; content: Uint8Array },
): Promise<Result<LoadedNow, NotLoaded>> {
  const done = await loadAtOnce(act, { kind, ...file })
  if (!done.ok) return done
  const { loadId, state, report } = done.value
  if (state === 'loaded') return ok({ loadId, report })
  if (state === 'unchanged') return ok({ loadId: null, report })
  const first = report.problems[0]?.problem ?? `The file is ${state}.`
  return { ok: false, refusal: { code: 'LOAD_REFUSED', problems: report.problemCount, first, report } }
}
