import type { Demo } from './demo-act.ts'

type Entry = { at: number; place: number; work: () => Promise<void> }

/** What happens in the demo, each thing at its time: the clock goes from one to the next and never back. */
export class Timetable {
  private entries: Entry[] = []
  private count = 0
  private readonly demo: Demo
  private readonly end: Date

  constructor(demo: Demo, end: Date) {
    this.demo = demo
    this.end = end
  }

  /** Plans something; what lies after the demo's end does not happen. */
  at(when: Date, work: () => Promise<void>): void {
    if (when > this.end) return
    this.entries.push({ at: when.getTime(), place: this.count, work })
    this.count += 1
  }

  /** Plans something so long after the demo's present time. */
  in(minutes: number, work: () => Promise<void>): void {
    this.at(new Date(this.demo.clock().getTime() + minutes * 60_000), work)
  }

  /** Lets everything happen, in order; what happens may plan more. */
  async run(progress: (share: number) => void): Promise<void> {
    const first = this.demo.clock().getTime()
    let last = 0
    for (;;) {
      const next = this.entries.reduce<Entry | null>(
        (soonest, entry) =>
          soonest && (soonest.at < entry.at || (soonest.at === entry.at && soonest.place < entry.place))
            ? soonest
            : entry,
        null,
      )
      if (!next) return
      this.entries.splice(this.entries.indexOf(next), 1)
      const now = this.demo.clock().getTime()
      if (next.at > now) this.demo.clock.set(new Date(next.at))
      await next.work()
      const share = (next.at - first) / (this.end.getTime() - first)
      if (share - last >= 0.1) {
        last = share
        progress(share)
      }
    }
  }
}
