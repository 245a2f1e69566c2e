import { type GoodsReceivedNoteProps, goodsReceivedNotePage } from './goods-received-note.ts'
import { writePdf } from './pdf-writer.ts'

/** A goods received note as a tagged PDF. The same props give the same bytes, so its SHA-256 can be kept. */
export async function goodsReceivedNotePdf(props: GoodsReceivedNoteProps): Promise<Uint8Array> {
  return writePdf(goodsReceivedNotePage(props))
}
