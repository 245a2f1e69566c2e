/** Says what is being done, one line per stage, and how long it took. On a terminal the line is rewritten when done. */
export async function stage<T>(
  doing: string,
  done: string,
  work: (say: (line: string) => void) => Promise<T>,
): Promise<T> {
  const began = performance.now()
  let open = false
  const say = (line: string) => {
    if (open && process.stdout.isTTY) process.stdout.write('\r\x1b[2K')
    process.stdout.write(process.stdout.isTTY ? `… ${line}` : `… ${line}\n`)
    open = true
  }
  say(doing)
  try {
    const result = await work((line) => say(`${doing}: ${line}`))
    const seconds = (performance.now() - began) / 1000
    if (process.stdout.isTTY) process.stdout.write('\r\x1b[2K')
    process.stdout.write(`✓ ${done}${seconds >= 1 ? ` (${seconds.toFixed(0)} s)` : ''}\n`)
    return result
  } catch (error) {
    if (process.stdout.isTTY) process.stdout.write('\n')
    throw error
  }
}
