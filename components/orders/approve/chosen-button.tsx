'use client'

import { useEffect, useRef, useState } from 'react'
import { Button } from '#components/ui/button.tsx'
import { formatCounted, formatPence } from '#lib/values/format.ts'
import { pence } from '#lib/values/money.ts'

type Chosen = { count: number; total: number }

function chosenIn(form: HTMLFormElement): Chosen {
  const boxes = [...form.querySelectorAll<HTMLInputElement>('input[data-pence]:checked')]
  return { count: boxes.length, total: boxes.reduce((sum, box) => sum + Number(box.dataset.pence), 0) }
}

/** The button under the inbox: says how many orders are chosen and what they come to. Leads to the page that checks them. */
export function ChosenButton() {
  const place = useRef<HTMLDivElement>(null)
  const [chosen, setChosen] = useState<Chosen>({ count: 0, total: 0 })
  useEffect(() => {
    const form = place.current?.closest('form')
    if (!form) return
    const look = () => setChosen(chosenIn(form))
    look()
    form.addEventListener('change', look)
    return () => form.removeEventListener('change', look)
  }, [])
  const words =
    chosen.count === 0
      ? 'Approve the chosen orders together'
      : `Approve ${formatCounted(chosen.count, 'order')}, ${formatPence(pence(chosen.total))} with VAT`
  return (
    <div ref={place} className="app-more" aria-live="polite">
      <Button kind="secondary">{words}</Button>
    </div>
  )
}
