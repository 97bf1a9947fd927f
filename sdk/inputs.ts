import type * as pulumi from "@pulumi/pulumi";

/** What the Output form of a function takes: each argument may be another resource's output. */
export type Inputs<Args> = { [name in keyof Args]: pulumi.Input<Args[name]> };
