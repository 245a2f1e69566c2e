import { FORMATS } from '#lib/documents/spreadsheet.ts'
import { readAhead } from '#lib/lists/ahead.ts'
import { MOST_AT_ONCE } from '#lib/lists/limits.rules.ts'
import { takeAddress } from '#lib/lists/list-file.schema.ts'
import { listById } from '#lib/lists/lists.ts'
import { fileNameOf, fileOf } from '#lib/lists/sheet.ts'
import { takeList } from '#lib/lists/take-list.command.ts'
import { ok } from '#lib/result.ts'
import { downloadRoute } from '#lib/route.ts'

/** A list as CSV or XLSX: at once where it is short, else by way of the page that has the worker make it. */
export const GET = downloadRoute({
  id: 'takeList',
  schema: takeAddress,
  run: async (act, { list: id, format, ...rest }) => {
    const query = Object.fromEntries(Object.entries(rest).map(([name, value]) => [name, String(value)]))
    const list = listById(id)
    const opened = await list.open(act.actor, act.now, query)
    if (!opened.ok) return opened
    const ahead = await readAhead(opened.value, MOST_AT_ONCE)
    if (!ahead) return ok({ to: `/files/new?${new URLSearchParams({ ...query, list: id, format })}` })
    const taken = await takeList(act, { list: id, format, rows: ahead.rows, query })
    if (!taken.ok) return taken
    const { bytes } = fileOf(format, ahead.list, { title: list.title, actor: act.actor, now: act.now })
    const fileName = fileNameOf(list.fileName, format, act.now)
    return ok({ fileName, mediaType: FORMATS[format].mediaType, parts: bytes })
  },
})
