'use client'

import { useCallback, useEffect, useRef, useState } from 'react'
import { type Aside, dealtWith, emptyQueue, lookedUp, putAside, type ScanQueue, scanned } from './scan-queue.ts'
import { useScanner } from './use-scanner.ts'

/** What a pad's scanner has brought, and what can be done about what stands aside. */
export type Scans<T> = {
  queue: ScanQueue<T>
  again: (aside: Aside<T>) => void
  forget: (aside: Aside<T>) => void
  setAside: (aside: Omit<Aside<T>, 'id'>) => void
}

/** Looks scans up one after the other, in the order they came, and adds each once the scanner is quiet. */
export function useScanQueue<T>(
  search: (code: string) => Promise<readonly T[]>,
  onFound: (hit: T, code: string) => void,
): Scans<T> {
  const [queue, setQueue] = useState<ScanQueue<T>>(emptyQueue)
  const now = useRef(queue)
  const working = useRef(false)
  const ways = useRef({ search, onFound })
  useEffect(() => {
    ways.current = { search, onFound }
  })
  const change = useCallback((next: ScanQueue<T>) => {
    now.current = next
    setQueue(next)
  }, [])

  const scan = (code: string): void => {
    change(scanned(now.current, code))
    void work()
  }
  const { quiet } = useScanner(scan)

  async function work(): Promise<void> {
    if (working.current) return
    working.current = true
    for (let code = now.current.waiting[0]; code !== undefined; code = now.current.waiting[0]) {
      const hits = await ways.current.search(code).catch(() => null)
      await quiet()
      const { queue: next, add } = lookedUp(now.current, hits)
      change(next)
      if (add !== null) ways.current.onFound(add, code)
    }
    working.current = false
  }

  return {
    queue,
    again(aside) {
      change(scanned(dealtWith(now.current, aside.id), aside.code))
      void work()
    },
    forget: (aside) => change(dealtWith(now.current, aside.id)),
    setAside: (aside) => change(putAside(now.current, aside)),
  }
}
