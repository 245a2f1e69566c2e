import type { PlanNode, Ran } from './log.ts'

const CONDITIONS = ['Index Cond', 'Recheck Cond', 'Hash Cond', 'Join Filter', 'Filter', 'Sort Key', 'Group Key']

/** A statement's text in one line, as short as it can be told by. */
export function shortSql(sql: string): string {
  return sql.replace(/\s+/g, ' ').trim()
}

/** A plan as indented lines: what is done, with which index, under which conditions; no costs, no values. */
export function shapeOf(node: PlanNode, depth = 0): string[] {
  const pad = '  '.repeat(depth)
  const about = [
    node['Index Name'] && `using ${node['Index Name']}`,
    node['Relation Name'] && `on ${node['Relation Name']}`,
  ]
  const join = node['Join Type'] && node['Join Type'] !== 'Inner' ? ` (${node['Join Type']})` : ''
  const lines = [`${pad}${[node['Node Type'], ...about].filter(Boolean).join(' ')}${join}`]
  for (const name of CONDITIONS) {
    const value = node[name]
    if (value !== undefined) lines.push(`${pad}    ${name}: ${withoutValues([value].flat().join(', '))}`)
  }
  for (const child of node.Plans ?? []) lines.push(...shapeOf(child, depth + 1))
  return lines
}

function withoutValues(text: string): string {
  return text
    .replace(/'(?:[^']|'')*'(?:::[\w\s]+(?:\[\])?)?/g, '?')
    .replace(/\$\d+/g, '?')
    .replace(/\((InitPlan|SubPlan) \d+\)/g, '($1)')
    .replace(/(hashed )?(InitPlan|SubPlan) \d+/g, '$1$2')
    .replace(/\b\d+\b/g, '?')
    .replace(/\bcurrent_setting\(\?, true\)/g, 'current_setting(?)')
}

/** Rows that the scans of a plan read from tables, those that a filter threw away among them. */
export function rowsRead(node: PlanNode): number {
  const own = node['Relation Name']
    ? ((node['Actual Rows'] ?? 0) +
        (node['Rows Removed by Filter'] ?? 0) +
        (node['Rows Removed by Index Recheck'] ?? 0)) *
      (node['Actual Loops'] ?? 0)
    : 0
  return (node.Plans ?? []).reduce((sum, child) => sum + rowsRead(child), own)
}

/** Tables that a plan reads from end to end. */
export function readWhole(node: PlanNode): string[] {
  const own = node['Node Type'] === 'Seq Scan' && (node['Actual Loops'] ?? 0) > 0 ? [node['Relation Name'] ?? ''] : []
  return [...own, ...(node.Plans ?? []).flatMap(readWhole)]
}

/** Each statement of a page once, with the run of it that read most, by its text. */
export function worstOfEach(ran: readonly Ran[]): Ran[] {
  const worst = new Map<string, Ran>()
  for (const one of ran) {
    const sql = shortSql(one.sql)
    const known = worst.get(sql)
    if (!known || rowsRead(known.plan) < rowsRead(one.plan)) worst.set(sql, { sql, plan: one.plan })
  }
  return [...worst.values()].sort((a, b) => (a.sql < b.sql ? -1 : 1))
}
