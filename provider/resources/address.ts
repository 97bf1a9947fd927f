/** Mailbox addresses. */
import { z } from "zod";
import { required } from "./properties";

/** A mailbox address. Its letter case means nothing and is kept lower. */
export const email = z
  .string(required("has to be text"))
  .max(254, "must not be longer than 254 characters")
  .regex(/^[^\s@\p{C}"(),:;<>[\\\]]+@[^\s@\p{C}"(),:;<>[\\\]]+$/u, {
    error: "has to be an address such as support@example.org",
    abort: true,
  })
  .refine((text) => text.split("@").every(isDotted), "must not begin or end a part with a dot, or have two in a row")
  .refine((text) => text.slice(text.indexOf("@")).includes("."), "has to have a full domain, such as example.org")
  .transform((text) => text.toLowerCase());

function isDotted(part: string): boolean {
  return part.split(".").every((label) => label !== "");
}
