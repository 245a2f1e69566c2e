'use client'

import { useRouter } from 'next/navigation'
import { useEffect, useState } from 'react'
import { ProgressBar } from '#components/ui/progress.tsx'
import { isAtWork } from '#lib/catalogue/dictionary/release.status.ts'
import type { ReleaseProgress } from '#lib/catalogue/dictionary/releases.queries.ts'
import { formatCount } from '#lib/values/format.ts'

const EVERY_MS = 1000

/** How far the worker has come with a release; draws the page anew when it is through. Without script, a link looks again. */
export function ReleaseWorking({ releaseId, begun }: { releaseId: string; begun: ReleaseProgress }) {
  const router = useRouter()
  const [now, setNow] = useState(begun)
  useEffect(() => {
    const ended = new AbortController()
    const timer = setInterval(async () => {
      const found = await look(releaseId, ended.signal)
      if (!found) return
      setNow(found)
      if (found.version !== begun.version) router.refresh()
    }, EVERY_MS)
    return () => {
      clearInterval(timer)
      ended.abort()
    }
  }, [releaseId, begun.version, router])
  return (
    <div className="app-section">
      <p role="status">{releaseProgressWords(now)}</p>
      <ProgressBar value={now.done} whole={now.expected} />
    </div>
  )
}

/** How far a release has come, in words. */
export function releaseProgressWords({ state, step, done, expected }: ReleaseProgress): string {
  if (!isAtWork(state)) return 'Done.'
  if (expected === 0 && step === '') return state === 'switching' ? 'Being written.' : 'Waiting for the worker.'
  if (state === 'reading') return `${step}: ${megabytes(done)} of ${megabytes(expected)} MB read.`
  return `${formatCount(done)} of ${formatCount(Math.max(done, expected))} packs compared.`
}

function megabytes(bytes: number): string {
  return formatCount(Math.ceil(bytes / 1_000_000))
}

async function look(releaseId: string, signal: AbortSignal): Promise<ReleaseProgress | null> {
  try {
    const response = await fetch(`/settings/dictionary/${releaseId}/progress`, { signal })
    const answer = (await response.json()) as { ok: boolean; value?: ReleaseProgress }
    return answer.ok && answer.value ? answer.value : null
  } catch {
    return null // asked again in a moment
  }
}
