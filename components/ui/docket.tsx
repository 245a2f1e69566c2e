import type { ReactNode } from 'react'
import { formatCount } from '#lib/values/format.ts'
import { ButtonLink } from './button.tsx'

/** One thing of a queue: what it is (with its link) and the figure that counts. */
export type DocketItem = { key: string; what: ReactNode; figure?: ReactNode }

/** A queue: how many, what they are, the first few, and the act with its deadline. Every count carries its act. */
export type Queue = {
  key: string
  count: number
  title: string
  says: ReactNode
  items: readonly DocketItem[]
  act: { href: string; words: string; main?: boolean }
  until?: ReactNode
}

/** The queues of a day, in their fixed order. Empty queues belong in a sentence, not here. */
export function Docket({ queues }: { queues: readonly Queue[] }) {
  return (
    <ol className="app-docket">
      {queues.map((queue) => (
        <li key={queue.key}>
          <p className="app-docket__n">{formatCount(queue.count)}</p>
          <div>
            <h2>{queue.title}</h2>
            <p className="app-docket__say">{queue.says}</p>
            {queue.items.length > 0 && (
              <ul className="app-items">
                {queue.items.map((item) => (
                  <li key={item.key}>
                    <span>{item.what}</span>
                    {item.figure !== undefined && <span>{item.figure}</span>}
                  </li>
                ))}
              </ul>
            )}
          </div>
          <div className="app-docket__act">
            <ButtonLink href={queue.act.href} kind={queue.act.main ? 'main' : 'secondary'}>
              {queue.act.words}
            </ButtonLink>
            {queue.until !== undefined && <p>{queue.until}</p>}
          </div>
        </li>
      ))}
    </ol>
  )
}
