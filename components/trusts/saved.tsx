import { Note } from '#components/ui/note.tsx'

/** Says what was saved, on the page one comes to after it. `words` by the value of `?saved=`. */
export function Saved({
  saved,
  words,
}: {
  saved: string | string[] | undefined
  words: Readonly<Record<string, string>>
}) {
  const said = typeof saved === 'string' ? words[saved] : undefined
  return said === undefined ? null : (
    <div className="app-gap">
      <Note lead={said} />
    </div>
  )
}
