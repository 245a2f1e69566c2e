import type { Metadata } from 'next'
import { NothingHere } from '#components/shell/nothing-here.tsx'
import { Shell } from '#components/shell/shell.tsx'

export const metadata: Metadata = { title: 'Page not found' }

export default function NotFound() {
  return (
    <Shell>
      <NothingHere />
    </Shell>
  )
}
