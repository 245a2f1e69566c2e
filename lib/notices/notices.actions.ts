'use server'

import { action } from '#lib/action.ts'
import { chooseNotices } from './choose-notices.command.ts'
import { noticeChoice } from './notice.schema.ts'

export const chooseNoticesAction = action({
  id: 'chooseNotices',
  schema: noticeChoice,
  run: chooseNotices,
  done: () => ({ redirectTo: '/settings/notices?saved=1' }),
})
