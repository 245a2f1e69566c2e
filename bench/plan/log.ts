import { closeSync, fstatSync, openSync, readSync } from 'node:fs'

/** A node of a plan, as auto_explain writes it in JSON. */
export type PlanNode = {
  'Node Type': string
  'Relation Name'?: string
  'Index Name'?: string
  'Actual Rows'?: number
  'Actual Loops'?: number
  'Rows Removed by Filter'?: number
  'Rows Removed by Index Recheck'?: number
  Plans?: PlanNode[]
  [more: string]: unknown
}

/** A statement that ran, with the plan it ran by. */
export type Ran = { sql: string; plan: PlanNode }

/** How long the log is now. */
export function lengthOf(file: string): number {
  const log = openSync(file, 'r')
  try {
    return fstatSync(log).size
  } finally {
    closeSync(log)
  }
}

/** The plans that the app's role left in the log from a place on. */
export function plansSince(file: string, from: number, role: string): Ran[] {
  const log = openSync(file, 'r')
  let text = ''
  try {
    const buffer = Buffer.alloc(Math.max(0, fstatSync(log).size - from))
    text = buffer.subarray(0, readSync(log, buffer, 0, buffer.length, from)).toString('utf8')
  } finally {
    closeSync(log)
  }
  const entries = text.split(/^(?=\d{4}-\d\d-\d\d \d\d:\d\d:\d\d)/m)
  return entries.flatMap((entry): Ran[] => {
    const [head = '', ...rest] = entry.split('\n')
    if (!head.includes(` ${role}@`) || !/duration: .*plan:\s*$/.test(head)) return []
    const { 'Query Text': sql, Plan: plan } = JSON.parse(rest.join('\n'))
    return [{ sql, plan }]
  })
}
