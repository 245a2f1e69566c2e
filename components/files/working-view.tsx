'use client'

import { useRouter } from 'next/navigation'
import { useEffect, useState } from 'react'
import { ProgressBar } from '#components/ui/progress.tsx'
import { type BusyState, isBusy } from '#lib/files/load.status.ts'
import type { LoadProgress } from '#lib/files/loads.queries.ts'
import { formatCount } from '#lib/values/format.ts'

const EVERY_MS = 1000

const DOING: Record<BusyState, string> = { reading: 'read', checking: 'checked', loading: 'gone through again' }

/** How far the worker has come with a file; draws the page anew when it is through. Without script, a link looks again. */
export function WorkingView({ loadId, begun }: { loadId: string; begun: LoadProgress }) {
  const router = useRouter()
  const [now, setNow] = useState(begun)
  useEffect(() => {
    const ended = new AbortController()
    const timer = setInterval(async () => {
      const found = await look(loadId, ended.signal)
      if (!found) return
      setNow(found)
      if (found.version !== begun.version) router.refresh()
    }, EVERY_MS)
    return () => {
      clearInterval(timer)
      ended.abort()
    }
  }, [loadId, begun.version, router])
  const words = progressWords(now)
  return (
    <div className="app-section">
      <p role="status">{words}</p>
      <ProgressBar value={now.rowsDone} whole={now.rowsExpected ?? 0} />
    </div>
  )
}

/** How far a file has come, in words. */
export function progressWords({ state, rowsDone, rowsExpected }: LoadProgress): string {
  if (!isBusy(state)) return 'Done.'
  if (rowsDone === 0) return 'Waiting for the worker.'
  const of = rowsExpected === null ? '' : ` of about ${formatCount(Math.max(rowsDone, rowsExpected))}`
  return `${formatCount(rowsDone)}${of} rows ${DOING[state]}.`
}

async function look(loadId: string, signal: AbortSignal): Promise<LoadProgress | null> {
  try {
    const response = await fetch(`/settings/loads/${loadId}/progress`, { signal })
    const answer = (await response.json()) as { ok: boolean; value?: LoadProgress }
    return answer.ok && answer.value ? answer.value : null
  } catch {
    return null // asked again in a moment
  }
}
