import { type GoodsReceivedNoteProps, goodsReceivedNotePage } from './goods-received-note.ts'
import { writeHtml } from './html-writer.ts'

/** A goods received note as a whole HTML page, in the words of its PDF. */
export function goodsReceivedNoteHtml(props: GoodsReceivedNoteProps): string {
  return writeHtml(goodsReceivedNotePage(props))
}
