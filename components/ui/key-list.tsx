import { Fragment, type ReactNode } from 'react'

/** Keys pressed one with the other or one after the other, and what they do. */
export type KeyHint = { keys: readonly string[]; does: string }

/** The keys that work on this page, in a bar that stays at the foot of the screen; the page's act stands at its right. */
export function KeyList({ keys, children }: { keys: readonly KeyHint[]; children?: ReactNode }) {
  return (
    <section className="app-keys" aria-label="Keys on this page">
      <ul>
        {keys.map((hint) => (
          <li key={hint.does}>
            {hint.keys.map((key) => (
              <Fragment key={key}>
                <kbd>{key}</kbd>{' '}
              </Fragment>
            ))}
            {hint.does}
          </li>
        ))}
      </ul>
      {children !== undefined && <div className="app-keys__act">{children}</div>}
    </section>
  )
}
