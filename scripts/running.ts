import { type ChildProcess, spawn } from 'node:child_process'
import { pathToFileURL } from 'node:url'
import { inProject } from './paths.ts'

/** Given to Node programs that we start: with it they end when we are killed. */
export const LEASH = pathToFileURL(inProject('scripts/start/leash.mjs')).href

const running = new Set<ChildProcess>()

/** How a program ended: its exit code, or 1 when a signal ended it; what it wrote, stdout and stderr together. */
export type Ended = { code: number; output: string }

/**
 * Runs a program to its end in the project's folder. A Node program is on a leash: it does not outlive us.
 * @param onLine told each line of stdout as it comes
 */
export function runToEnd(
  command: string,
  args: readonly string[],
  options: { env?: NodeJS.ProcessEnv; onLine?: (line: string) => void; show?: boolean } = {},
): Promise<Ended> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, [...(command === process.execPath ? ['--import', LEASH] : []), ...args], {
      cwd: inProject(),
      env: { ...(options.env ?? process.env), TINCTURE_LEASH: '1' },
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    })
    running.add(child)
    let output = ''
    let rest = ''
    child.stdout?.setEncoding('utf8').on('data', (text: string) => {
      output += text
      if (options.show) process.stdout.write(text)
      const lines = (rest + text).split('\n')
      rest = lines.pop() ?? ''
      for (const line of lines) options.onLine?.(line)
    })
    child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      output += text
      if (options.show) process.stderr.write(text)
    })
    child.once('error', reject)
    child.once('close', (code) => {
      running.delete(child)
      if (rest) options.onLine?.(rest)
      resolve({ code: code ?? 1, output })
    })
  })
}

/** Ends every program that runToEnd still waits for. */
export function endRunning(): void {
  for (const child of running) child.kill('SIGTERM')
}
