/** Thrown where a program goes on that has been told to stop. */
export class Stopped extends Error {
  constructor() {
    super('stopped')
    this.name = 'Stopped'
  }
}

/** How a stop is meant: `soon` at a terminal; `gently` where others take over meanwhile and nobody's request may fail. */
export type Haste = 'soon' | 'gently'

/** What has to be undone when a program stops, last first. */
export class Undo {
  private readonly steps: ((haste: Haste) => Promise<void> | void)[] = []
  private readonly onFault: (error: unknown) => void
  private stopped = false

  /** @param onFault told of a step that fails; the others are undone all the same */
  constructor(onFault: (error: unknown) => void) {
    this.onFault = onFault
  }

  /**
   * Remembers a step. After the stop it is undone at once.
   * @throws Stopped after the stop, so that nothing more is begun
   */
  async later(step: (haste: Haste) => Promise<void> | void): Promise<void> {
    this.steps.push(step)
    if (!this.stopped) return
    await this.all()
    throw new Stopped()
  }

  /** Undoes everything so far, one after the other. */
  async all(haste: Haste = 'soon'): Promise<void> {
    this.stopped = true
    for (let step = this.steps.pop(); step; step = this.steps.pop()) {
      try {
        await step(haste)
      } catch (error) {
        this.onFault(error)
      }
    }
  }
}
