import { shell } from "../shell";

const provider = shell("SharedMailbox");
export = provider;
