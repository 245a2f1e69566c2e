'use client'

import { useRouter } from 'next/navigation'
import { use, useEffect } from 'react'
import { FormContext } from '#components/ui/form-context.ts'

/** Draws the page anew when its act was refused, so that what changed stands there; the refusal's words stay. */
export function RefreshOnRefusal() {
  const { answer } = use(FormContext)
  const router = useRouter()
  const refused = answer.kind === 'refused'
  useEffect(() => {
    if (refused) router.refresh()
  }, [refused, router])
  return null
}
