'use client'

import { Button, Buttons, LinkButton } from '#components/ui/button.tsx'
import { Details } from '#components/ui/details.tsx'
import { formatCounted, formatList } from '#lib/values/format.ts'
import type { HeldPaste, PasteReport } from './use-pasting.ts'

/**
 * A list from a spreadsheet: pasted anywhere on the pad, or here. Opens by itself when a list cannot be taken over as it
 * is, and keeps its text.
 */
export function PasteBox({
  held,
  onText,
  onTake,
}: {
  held: HeldPaste | null
  onText: (text: string) => void
  onTake: (text: string, column?: number) => void
}) {
  const text = held?.text ?? ''
  const problem = held?.problem ?? null
  return (
    <Details summary="Paste a list from a spreadsheet" open={held !== null}>
      <div className={problem === null ? 'nhsuk-form-group' : 'nhsuk-form-group nhsuk-form-group--error'}>
        <label className="nhsuk-label" htmlFor="pad-paste">
          Rows of your list
        </label>
        <p className="nhsuk-hint" id="pad-paste-hint">
          A dm+d id, barcode, code or name, the packs, and a note if you like, each in a column of its own. Up to 500
          rows. Ctrl+V anywhere else on the pad does the same.
        </p>
        {problem !== null && (
          <span className="nhsuk-error-message" id="pad-paste-error" role="alert">
            <span className="nhsuk-u-visually-hidden">Error:</span> {problem}
          </span>
        )}
        <textarea
          className="nhsuk-textarea"
          id="pad-paste"
          rows={4}
          value={text}
          aria-invalid={problem === null ? undefined : true}
          aria-describedby={problem === null ? 'pad-paste-hint' : 'pad-paste-hint pad-paste-error'}
          onChange={(event) => onText(event.currentTarget.value)}
        />
      </div>
      {held !== null && held.columns.length > 0 ? (
        <WhichColumn held={held} onTake={onTake} />
      ) : (
        <Button type="button" kind="secondary" onClick={() => onTake(text)}>
          Add these rows
        </Button>
      )}
    </Details>
  )
}

/** Several columns hold numbers: nobody but the person who pasted them knows which one is the packs. */
function WhichColumn({ held, onTake }: { held: HeldPaste; onTake: (text: string, column?: number) => void }) {
  return (
    <fieldset className="nhsuk-fieldset" role="alert">
      <legend className="nhsuk-fieldset__legend">
        <b>Which column holds the packs?</b>
      </legend>
      <Buttons>
        {held.columns.map(({ column, samples }) => (
          <Button key={column} type="button" kind="secondary" small onClick={() => onTake(held.text, column)}>
            Column {column + 1}: {samples.join(', ')}
          </Button>
        ))}
      </Buttons>
    </fieldset>
  )
}

/** What became of a list: said until it is closed. */
export function PasteSaid({
  report,
  looking,
  onClose,
}: {
  report: PasteReport | null
  looking: number
  onClose: () => void
}) {
  return (
    <div role="status">
      {looking > 0 && <p>Looking up {formatCounted(looking, 'row')}.</p>}
      {report !== null && (
        <p>
          <b>{formatCounted(report.lines, 'line')} added from the list.</b>{' '}
          {report.rows > report.lines && `${formatCounted(report.rows - report.lines, 'row')} to mend.`}{' '}
          {report.left.length > 0 && `Not taken over: ${formatList(report.left)}.`}{' '}
          <LinkButton type="button" onClick={onClose}>
            Close this report
          </LinkButton>
        </p>
      )}
    </div>
  )
}
