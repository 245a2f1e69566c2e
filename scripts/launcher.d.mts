/** Runs one of the project's programs under Node 24, after installing when needed, and ends as it ends. */
export function launch(program: string, args?: string[]): Promise<void>

/** One line for what went wrong before there was anything to run. */
export function explainInstall(error: unknown): string
