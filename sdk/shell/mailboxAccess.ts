import { shell } from "../shell";

const provider = shell("MailboxAccess");
export = provider;
