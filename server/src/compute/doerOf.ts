/** What a task of a set of them is given. */
export type TaskOf<T, N extends keyof T> = T[N] extends (task: infer Task) => unknown ? Task : never
/** What comes of it. */
export type ResultOf<T, N extends keyof T> = T[N] extends (task: never) => infer Result ? Result : never

/** What a thread exports to Piscina: does one of its tasks, by name. */
export function doerOf<T>(tasks: T) {
  return <N extends keyof T>({ name, task }: { name: N; task: TaskOf<T, N> }): ResultOf<T, N> =>
    (tasks[name] as (task: TaskOf<T, N>) => ResultOf<T, N>)(task)
}
