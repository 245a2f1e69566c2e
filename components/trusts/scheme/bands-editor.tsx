'use client'

import { LinkButton } from '#components/ui/button.tsx'
import { describedBy, FieldError } from '#components/ui/field.tsx'
import { useField } from '#components/ui/form-context.ts'
import { type BandDraft, bandInWords, freshKey, type LineDraft, type Nameable } from './draft.ts'
import { PlanEditor } from './plan-editor.tsx'

/** Bands of an amount, from nothing up: where each ends, who must agree, and a band more or less. */
export function BandsEditor({
  name,
  bands,
  people,
  onChange,
}: {
  name: string
  bands: readonly BandDraft[]
  people: readonly Nameable[]
  onChange: (bands: BandDraft[]) => void
}) {
  const set = (key: number, change: Partial<BandDraft>) =>
    onChange(bands.map((band) => (band.key === key ? { ...band, ...change } : band)))
  const split = () => {
    const last = bands.at(-1)
    if (!last) return
    onChange([...bands.slice(0, -1), { ...last, key: freshKey(), upTo: '' }, last])
  }
  return (
    <div className="app-bands">
      {bands.map((band, index) => {
        const of = bandInWords(bands, index)
        return (
          <section className="app-band" key={band.key} aria-label={of}>
            <h3 className="app-band__title">{of}</h3>
            {index < bands.length - 1 && (
              <EndOfBand
                name={`${name}[${index}].upTo`}
                value={band.upTo}
                onChange={(upTo) => set(band.key, { upTo })}
              />
            )}
            <PlanEditor
              name={`${name}[${index}].who`}
              of={of}
              lines={band.lines}
              people={people}
              onChange={(lines: LineDraft[]) => set(band.key, { lines })}
            />
            {index < bands.length - 1 && bands.length > 1 && (
              <LinkButton type="button" onClick={() => onChange(bands.filter((one) => one.key !== band.key))}>
                Take this band away<span className="nhsuk-u-visually-hidden"> ({of})</span>
              </LinkButton>
            )}
          </section>
        )
      })}
      <p className="app-links">
        <LinkButton type="button" onClick={split}>
          Add a band
        </LinkButton>
      </p>
    </div>
  )
}

function EndOfBand({ name, value, onChange }: { name: string; value: string; onChange: (text: string) => void }) {
  const { id, error } = useField(name)
  return (
    <div className={error ? 'nhsuk-form-group nhsuk-form-group--error' : 'nhsuk-form-group'}>
      <label className="nhsuk-label" htmlFor={id}>
        Up to and including
      </label>
      {error && <FieldError id={id}>{error}</FieldError>}
      <div className="app-affix">
        <span aria-hidden="true">£</span>
        <input
          className={error ? 'nhsuk-input nhsuk-input--w10 nhsuk-input--error' : 'nhsuk-input nhsuk-input--w10'}
          id={id}
          name={name}
          inputMode="decimal"
          autoComplete="off"
          value={value}
          onChange={(event) => onChange(event.target.value)}
          aria-describedby={describedBy(id, undefined, error)}
          aria-invalid={error ? true : undefined}
        />
      </div>
    </div>
  )
}
