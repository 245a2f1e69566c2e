import type { ReactNode } from 'react'

/** A basket of a strip: name and size, its figure and time, and what is still missing. */
export type StripItem = {
  key: string
  name: ReactNode
  size: ReactNode
  figure: ReactNode
  time?: ReactNode
  note?: ReactNode
  noteRight?: ReactNode
}

/** Baskets side by side above the lines that fill them. */
export function Strip({ items, label }: { items: readonly StripItem[]; label: string }) {
  return (
    <section aria-label={label}>
      <h2 className="nhsuk-u-visually-hidden">{label}</h2>
      <ul className="app-strip">
        {items.map((item) => (
          <li key={item.key}>
            <div className="app-strip__sum">
              <h3>{item.name}</h3>
              <span>{item.size}</span>
            </div>
            <p className="app-strip__sum">
              <b>{item.figure}</b>
              {item.time !== undefined && <b>{item.time}</b>}
            </p>
            {item.note !== undefined && (
              <p className="app-strip__sum app-2">
                <span>{item.note}</span>
                {item.noteRight !== undefined && <span>{item.noteRight}</span>}
              </p>
            )}
          </li>
        ))}
      </ul>
    </section>
  )
}
