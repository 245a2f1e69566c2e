/** A product as a list names it: the medicine bold, then its pack. */
export function ProductName({ name, packText }: { name: string; packText: string }) {
  return (
    <>
      <b>{name}</b>, {packText}
    </>
  )
}

/** A temperature in tenths of a degree: 96 gives "9.6°C", 80 "8°C". */
export function celsius(tenths: number): string {
  const abs = Math.abs(tenths)
  const tenth = abs % 10 === 0 ? '' : `.${abs % 10}`
  return `${tenths < 0 ? '−' : ''}${Math.floor(abs / 10)}${tenth}°C`
}
