import * as yandex360 from "pulumi-yandex360";
import { DelegatedMailbox, MailboxAccess, Role, SharedMailbox } from "pulumi-yandex360";

const whole = new Map(Object.entries(yandex360));
const named = { DelegatedMailbox, MailboxAccess, Role, SharedMailbox };
const same = Object.entries(named).every(([name, value]) => value !== undefined && whole.get(name) === value);
console.log(same ? Object.keys(named).sort().join() : "the named imports are others");
