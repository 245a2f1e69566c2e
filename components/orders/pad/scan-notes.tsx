import { LinkButton } from '#components/ui/button.tsx'
import { Note } from '#components/ui/note.tsx'
import { formatCounted } from '#lib/values/format.ts'
import type { Aside, AsideWhy } from './scan-queue.ts'
import type { Scans } from './use-scan-queue.ts'

const WHY: Record<AsideWhy, string> = {
  none: 'No pack has this code.',
  several: 'Several packs have this code.',
  unanswered: 'Tincture did not answer.',
  no_supplier: 'Nobody is known to sell it.',
}

const ACTS: Record<AsideWhy, string | null> = {
  none: null,
  several: 'Choose one',
  unanswered: 'Look again',
  no_supplier: 'Choose a supplier',
}

/** Scans that are being looked up, and those that wait for a person: none is lost while the next ones come. */
export function ScanNotes<T>({ scans, onAct }: { scans: Scans<T>; onAct: (aside: Aside<T>) => void }) {
  const { waiting, aside } = scans.queue
  return (
    <div aria-live="polite">
      {waiting.length > 0 && <p className="app-14">Looking up {formatCounted(waiting.length, 'scan')}.</p>}
      {aside.map((one) => (
        <Note key={one.id} kind="care" small lead={`${one.code}:`}>
          {WHY[one.why]}{' '}
          {ACTS[one.why] !== null && (
            <LinkButton type="button" onClick={() => onAct(one)}>
              {ACTS[one.why]}
            </LinkButton>
          )}{' '}
          <LinkButton type="button" onClick={() => scans.forget(one)}>
            Leave it<span className="nhsuk-u-visually-hidden"> out: {one.code}</span>
          </LinkButton>
        </Note>
      ))}
    </div>
  )
}
