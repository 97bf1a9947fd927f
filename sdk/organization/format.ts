import type * as Format from "../../organization";

/** The format of organization files. Its libraries take time to load, so a program that has no such file never does. */
export function format(): typeof Format {
  return require("../../organization");
}
