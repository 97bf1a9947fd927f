import { shell } from "../shell";

const provider = shell("MailboxAccessList");
export = provider;
