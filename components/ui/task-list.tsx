import type { ReactNode } from 'react'
import { Link } from './link.tsx'
import { Mark } from './mark.tsx'

/** A task: what is done, what it is for, on which page, and whether it is. */
export type Task = { id: string; name: ReactNode; hint: ReactNode; href: string; done: boolean }

/** Tasks to work through in any order, each with its state at the right; what is done can be opened again. */
export function TaskList({ tasks, labelledBy }: { tasks: readonly Task[]; labelledBy: string }) {
  return (
    <ul className="nhsuk-task-list" aria-labelledby={labelledBy}>
      {tasks.map((task) => (
        <li className="nhsuk-task-list__item" key={task.id}>
          <div className="nhsuk-task-list__name-and-hint">
            <Link href={task.href} aria-describedby={`task-${task.id}`}>
              {task.name}
            </Link>
            <div className="nhsuk-hint">{task.hint}</div>
          </div>
          <div className="nhsuk-task-list__status" id={`task-${task.id}`}>
            <Mark shape={task.done ? 'done' : 'todo'}>{task.done ? 'Done' : 'To do'}</Mark>
          </div>
        </li>
      ))}
    </ul>
  )
}
