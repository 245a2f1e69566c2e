import { censored } from '#lib/log-censor.ts'

/**
 * What a program writes, as lines of a log: its own JSON lines as they are, everything else (a banner, a fault that
 * the framework writes by itself) as a JSON line too, after the same censor. A line that is not ended yet waits.
 */
export class LogLines {
  private rest = ''

  /** The whole lines that a piece of output completes, each ended. */
  take(text: string, at: Date): string {
    const lines = (this.rest + text).split('\n')
    this.rest = lines.pop() ?? ''
    return lines.map((line) => logLine(line, at)).join('')
  }

  /** What is left when the program has ended. */
  end(at: Date): string {
    const line = logLine(this.rest, at)
    this.rest = ''
    return line
  }
}

function logLine(line: string, at: Date): string {
  const plain = line.replace(ESCAPES, '').trimEnd()
  if (plain === '') return ''
  return isJson(plain)
    ? `${plain}\n`
    : `${JSON.stringify({ level: 40, time: at.toISOString(), msg: censored(plain) })}\n`
}

/** Colours and the like, as terminals read them. */
const ESCAPES = new RegExp(`${String.fromCharCode(27)}\\[[0-9;]*[A-Za-z]`, 'g')

function isJson(line: string): boolean {
  if (!line.startsWith('{')) return false
  try {
    JSON.parse(line)
    return true
  } catch {
    return false
  }
}
