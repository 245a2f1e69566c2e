import type { ReactNode } from 'react'

/**
 * What is asked further for one answer of a choice: `question` is its `Radios`, `parts` stand in the order of its options.
 * Only the part of the chosen option is shown, by the stylesheet alone, so without script too.
 */
export function Following({
  question,
  parts,
}: {
  question: ReactNode
  parts: readonly { of: string; asks: ReactNode }[]
}) {
  return (
    <div className="app-following">
      {question}
      {parts.map(({ of, asks }) => (
        <div className="app-following__part" key={of}>
          {asks}
        </div>
      ))}
    </div>
  )
}
