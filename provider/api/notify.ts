/** Whom the service tells about a change of access: owner and employee, the employee only, or nobody. */
export type Notify = "all" | "delegates" | "none";
