'use client'

import { classes } from '#components/ui/classes.ts'
import { describedBy, Field } from '#components/ui/field.tsx'
import { type DeskEntry, entryCounts, outsideFridge, readTenths } from '#lib/orders/receive/entry.rules.ts'
import { celsius } from '../product-words.tsx'
import { entryFieldId, errorOf, useDesk } from './desk-context.ts'

const WIDTH = 340
const SPAN = 120

/** The temperature a fridge line came at, drawn against its range, and the number of its logger. */
export function FridgeFields({
  entry,
  typing,
  onTyping,
}: {
  entry: DeskEntry
  typing: boolean
  onTyping: (typing: boolean) => void
}) {
  const { desk, errors, change, settle } = useDesk()
  const { from, to } = desk.terms.fridge
  const id = entryFieldId(entry.id, 'temperature')
  const outside = outsideFridge(desk, entry)
  const tenths = readTenths(entry.temperature)
  const { kept } = entryCounts(entry)
  const says =
    !typing && outside !== null && tenths !== null && kept > 0
      ? `${celsius(tenths)} is ${outside === 'warm' ? `above ${celsius(to)}` : `below ${celsius(from)}`}. These packs cannot go to stock`
      : undefined
  const error = errorOf(errors, entry.id, 'temperature') ?? says
  return (
    <>
      <Field id={id} label="Temperature on arrival, °C" error={error}>
        <input
          className={classes('nhsuk-input nhsuk-input--w6 app-big', error !== undefined && 'nhsuk-input--error')}
          id={id}
          inputMode="decimal"
          autoComplete="off"
          value={entry.temperature}
          onChange={(event) => {
            onTyping(true)
            change(entry.id, { temperature: event.currentTarget.value })
          }}
          onBlur={() => {
            onTyping(false)
            settle()
          }}
          aria-describedby={describedBy(id, undefined, error)}
          aria-invalid={error !== undefined ? true : undefined}
        />
        {tenths !== null && !typing && <Thermometer tenths={tenths} from={from} to={to} />}
      </Field>
      <Field id={`${id}-logger`} label="Logger or strip number (optional)">
        <input
          className="nhsuk-input"
          id={`${id}-logger`}
          autoComplete="off"
          value={entry.logger}
          onChange={(event) => change(entry.id, { logger: event.currentTarget.value })}
        />
      </Field>
    </>
  )
}

/** A temperature beside the range it should lie in; from 0 to 12°C, what lies beyond stands at the end. */
function Thermometer({ tenths, from, to }: { tenths: number; from: number; to: number }) {
  const at = (value: number) => Math.round((Math.min(Math.max(value, 0), SPAN) / SPAN) * WIDTH)
  const beyond = tenths > to ? tenths - to : tenths < from ? from - tenths : 0
  const range = `${celsius(from)} to ${celsius(to)}`
  const words =
    beyond === 0
      ? `${celsius(tenths)}, inside the range of ${range}`
      : `${celsius(tenths)}, ${celsius(beyond)} ${tenths > to ? 'above' : 'below'} the range of ${range}`
  const mark = at(tenths)
  return (
    <svg className="app-thermo" viewBox={`0 0 ${WIDTH} 64`} role="img" aria-label={words}>
      <rect className="f4" x="0" y="24" width={WIDTH} height="12" />
      <rect className="fg" x={at(from)} y="24" width={at(to) - at(from)} height="12" />
      <path className="st" d={`M${mark} 16V44`} />
      <text className="tb" x={Math.min(Math.max(mark, 18), WIDTH - 18)} y="12" textAnchor="middle">
        {celsius(tenths).replace('°C', '')}
      </text>
      <text className="t2" x={at(from)} y="56" textAnchor="middle">
        {from / 10}
      </text>
      <text className="t2" x={(at(from) + at(to)) / 2} y="56" textAnchor="middle">
        safe
      </text>
      <text className="t2" x={at(to)} y="56" textAnchor="middle">
        {to / 10}
      </text>
      <text className="t2" x={WIDTH - 2} y="56" textAnchor="end">
        12°C
      </text>
    </svg>
  )
}
