import type { ReactNode } from 'react'
import { classes } from './classes.ts'
import { Link } from './link.tsx'

/** `main` is green and stands once a page; `secondary` is outlined; `warning` is red: cannot be undone or keeps medicine from patients. */
export type ButtonKind = 'main' | 'secondary' | 'warning'

type Look = { kind?: ButtonKind; small?: boolean; full?: boolean }

/** The classes of a button, for the rare element that is neither of the two below. */
export function buttonClasses({ kind = 'main', small, full }: Look): string | undefined {
  return classes(
    'nhsuk-button',
    kind !== 'main' && `nhsuk-button--${kind}`,
    small && 'nhsuk-button--small',
    full && 'nhsuk-button--full',
  )
}

/**
 * A button that names its act and, where money moves, the amount or the person: "Approve and send order".
 * Never disabled: let people press and say what is missing. Several acts in one form share a `name` and differ in `value`.
 */
export function Button({
  children,
  kind,
  small,
  full,
  type = 'submit',
  ...rest
}: Look & {
  children: ReactNode
  type?: 'submit' | 'button'
  name?: string
  value?: string
  form?: string
  formNoValidate?: boolean
  onClick?: () => void
  'aria-describedby'?: string
}) {
  return (
    <button type={type} className={buttonClasses({ kind, small, full })} {...rest}>
      {children}
    </button>
  )
}

/** A link that looks like a button: it leads to where the act is done. */
export function ButtonLink({ children, href, kind, small, full }: Look & { children: ReactNode; href: string }) {
  return (
    <Link href={href} className={buttonClasses({ kind, small, full })}>
      {children}
    </Link>
  )
}

/** Buttons side by side, one under the other on a phone. */
export function Buttons({ children }: { children: ReactNode }) {
  return <div className="app-buttons">{children}</div>
}

/** An act that reads as a link, such as "Delete this draft". */
export function LinkButton({
  children,
  type = 'submit',
  ...rest
}: {
  children: ReactNode
  type?: 'submit' | 'button'
  name?: string
  value?: string
  form?: string
  onClick?: () => void
}) {
  return (
    <button type={type} className="app-linkbutton" {...rest}>
      {children}
    </button>
  )
}
