import { shell } from "../shell";

const provider = shell("DelegatedMailbox");
export = provider;
