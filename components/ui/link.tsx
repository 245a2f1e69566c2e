import NextLink from 'next/link'
import type { ComponentProps } from 'react'
import { wholeNumbers } from './whole-numbers.tsx'

/**
 * A link inside Tincture. Fetches nothing before it is pressed: lists carry fifty links, and every page is drawn afresh
 * for its reader.
 */
export function Link(props: Omit<ComponentProps<typeof NextLink>, 'prefetch'>) {
  return (
    <NextLink prefetch={false} {...props}>
      {wholeNumbers(props.children)}
    </NextLink>
  )
}
