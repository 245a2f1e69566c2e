'use server'

import { action } from '#lib/action.ts'
import { sayPacksForm, undoPackForm } from './by-words.schema.ts'
import { sayPacks } from './say-packs.command.ts'
import { undoPack } from './undo-pack.command.ts'

const toLoad = ({ loadId }: { loadId: string }) => ({ redirectTo: `/settings/loads/${loadId}` })

export const sayPacksAction = action({ id: 'sayPacks', schema: sayPacksForm, run: sayPacks, done: toLoad })

export const undoPackAction = action({ id: 'undoPack', schema: undoPackForm, run: undoPack, done: toLoad })
