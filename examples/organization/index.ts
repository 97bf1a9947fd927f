import * as yandex360 from "pulumi-yandex360";

/** Everything that organization.<stack>.yaml says, beside Pulumi.yaml. The id of each mailbox by its key. */
export const { mailboxes } = new yandex360.Organization("organization");
