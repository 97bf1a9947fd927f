import type { TaskFate } from "../model/tasks";
import type { Fault } from "./fault";

const ENDPOINTS = ["Set", "TaskStatus"] as const;

function fate(about: string, ends: TaskFate["ends"], applied: boolean): Fault {
  return { about, acts: true, endpoints: ENDPOINTS, run: ({ act }) => act({ task: { ends, applied } }) };
}

/** Faults of an access task. On Set they settle how its task ends; on TaskStatus, how the polled task goes on. */
export const taskFaults = {
  "task-error": fate("the task ends in error, the access is as before", "error", false),
  "task-error-applied": fate("the task ends in error although the access has changed", "error", true),
  "task-never": fate("the task runs for ever, the access is as before", "never", false),
  "task-never-applied": fate("the task runs for ever although the access has changed", "never", true),
  "task-forgotten": fate("the task is forgotten (404), the access changes", "forgotten", true),
  "task-forgotten-unapplied": fate("the task is forgotten (404), the access is as before", "forgotten", false),
  "task-unknown-status": fate("the task ends with a status nobody documented, the access changes", "unknown", true),
} satisfies Record<string, Fault>;
